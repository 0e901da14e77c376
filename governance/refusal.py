"""Refusing what an action was asked to do, and the two things that every text somebody writes must be."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import PermissionDenied
from django.utils.html import format_html

from nhsuk.components import Link

from .guidance import READ_ON, WITHOUT_PATIENTS
from .policy import Action
from .privacy import EXPLANATION, NO_TEXT, has_nhs_number, is_text


class Refused(ValueError):
    """Why it was not done, in a sentence that says what to do, and the guidance to read on in. Nothing was written."""

    def __init__(self, sentence: str, read_on: Link | None = None):
        super().__init__(sentence)
        self.read_on = read_on


def in_full(sentence: str, read_on: Link | None) -> str:
    """A sentence with the link to where to read on, safe as HTML."""
    return format_html("{} Read on: {}", sentence, read_on) if read_on else sentence


@contextmanager
def attach_guidance(action: Action) -> Iterator[None]:
    """Have whatever is refused on the way to ``action`` say which page says what to do, unless it knows a better one."""
    try:
        yield
    except (Refused, PermissionDenied) as why:
        why.read_on = getattr(why, "read_on", None) or READ_ON[action]
        raise


def without_patients(text: str) -> str:
    """The text, if no patient can be known by it. Raises ``Refused``."""
    if has_nhs_number(text):
        raise Refused(EXPLANATION, WITHOUT_PATIENTS)
    if not is_text(text):
        raise Refused(NO_TEXT)
    return text


def require_reason(reason: str, otherwise: str) -> str:
    """A reason that says something; ``otherwise`` is what somebody is told who gave none. Raises ``Refused``."""
    if not without_patients(reason).strip():
        raise Refused(otherwise)
    return reason.strip()
