from .check import CheckForm
from .draft import DraftForm
from .framework import BringForm
from .observations import ObservationForm
from .question import PRINCIPAL, SENSIBLE, QuestionForm
from .signing import AnswerForm, AskForm, PassOnForm, RevokeForm
from .waivers import DecideWaiverForm, ProposeWaiverForm

__all__ = [
    "PRINCIPAL",
    "SENSIBLE",
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
]
