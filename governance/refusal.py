"""Refusing what an action was asked to do, and the two things that every text somebody writes must be."""

from .privacy import EXPLANATION, NO_TEXT, has_nhs_number, is_text


class Refused(ValueError):
    """Why it was not done, in a sentence that says what to do. Nothing was written."""


def without_patients(text: str) -> str:
    """The text, if no patient can be known by it. Raises ``Refused``."""
    if has_nhs_number(text):
        raise Refused(EXPLANATION)
    if not is_text(text):
        raise Refused(NO_TEXT)
    return text


def said(reason: str, otherwise: str) -> str:
    """A reason that says something; ``otherwise`` is what somebody is told who gave none. Raises ``Refused``."""
    if not without_patients(reason).strip():
        raise Refused(otherwise)
    return reason.strip()
