from .question import PRINCIPAL, QuestionForm
from .signing import AnswerForm, AskForm, PassOnForm, RevokeForm

__all__ = ["PRINCIPAL", "AnswerForm", "AskForm", "PassOnForm", "QuestionForm", "RevokeForm"]
