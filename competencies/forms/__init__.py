from .check import CheckForm
from .question import PRINCIPAL, SENSIBLE, QuestionForm
from .signing import AnswerForm, AskForm, PassOnForm, RevokeForm

__all__ = ["PRINCIPAL", "SENSIBLE", "AnswerForm", "AskForm", "CheckForm", "PassOnForm", "QuestionForm", "RevokeForm"]
