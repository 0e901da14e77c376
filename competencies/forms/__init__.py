from .check import CheckForm
from .draft import DraftForm
from .framework import BringForm
from .observations import ObservationForm
from .question import QuestionForm
from .signing import AnswerForm, AskForm, InErrorForm, PassOnForm, RevokeForm
from .waivers import DecideWaiverForm, ProposeWaiverForm

__all__ = [
    "AnswerForm",
    "AskForm",
    "BringForm",
    "CheckForm",
    "DecideWaiverForm",
    "DraftForm",
    "InErrorForm",
    "ObservationForm",
    "PassOnForm",
    "ProposeWaiverForm",
    "QuestionForm",
    "RevokeForm",
]
