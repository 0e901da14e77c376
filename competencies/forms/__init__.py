from .check import CheckForm
from .draft import DraftForm
from .question import PRINCIPAL, SENSIBLE, QuestionForm
from .signing import AnswerForm, AskForm, PassOnForm, RevokeForm
from .waivers import DecideWaiverForm, ProposeWaiverForm

__all__ = [
    "PRINCIPAL",
    "SENSIBLE",
    "AnswerForm",
    "AskForm",
    "CheckForm",
    "DecideWaiverForm",
    "DraftForm",
    "PassOnForm",
    "ProposeWaiverForm",
    "QuestionForm",
    "RevokeForm",
]
