from .check import CheckForm
from .draft import DraftForm
from .framework import BringForm
from .observations import ObservationForm
from .question import QuestionForm
from .waivers import DecideWaiverForm, ProposeWaiverForm

__all__ = [
    "BringForm",
    "CheckForm",
    "DecideWaiverForm",
    "DraftForm",
    "ObservationForm",
    "ProposeWaiverForm",
    "QuestionForm",
]
