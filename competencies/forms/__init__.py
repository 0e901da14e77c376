from .check import CheckForm
from .draft import DraftForm
from .framework import BringForm
from .observations import ObservationForm
from .question import QuestionForm
from .signing import AnswerForm, AskForm, PassOnForm, RevokeForm, SignOffInErrorForm
from .waivers import DecideWaiverForm, ProposeWaiverForm

__all__ = [
    "AnswerForm",
    "AskForm",
    "BringForm",
    "CheckForm",
    "DecideWaiverForm",
    "DraftForm",
    "ObservationForm",
    "PassOnForm",
    "ProposeWaiverForm",
    "QuestionForm",
    "RevokeForm",
    "SignOffInErrorForm",
]
