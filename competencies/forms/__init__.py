from .check import CheckForm
from .draft import DraftForm
from .question import PRINCIPAL, SENSIBLE, QuestionForm
from .signing import AnswerForm, AskForm, PassOnForm, RevokeForm

__all__ = [
    "PRINCIPAL",
    "SENSIBLE",
    "AnswerForm",
    "AskForm",
    "CheckForm",
    "DraftForm",
    "PassOnForm",
    "QuestionForm",
    "RevokeForm",
]
