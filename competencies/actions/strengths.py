"""What somebody saw in a person, put forward by the person it is about."""

from datetime import date

from governance.actions import governed
from governance.facts import recording
from governance.policy import Action
from governance.refusal import require_reason
from people.models import Person

from ..models import StrengthSeen


@governed(Action.OFFER_RECOGNITION, on="person")
def put_recognition_forward(*, person: Person, words: str, said_by: Person, said_on: date, by) -> StrengthSeen:
    """From now on it is among the person's evidence, for leads and assessors to read. It counts for no requirement by itself.

    Raises ``Refused``.
    """
    seen = StrengthSeen(person=person, said_on=said_on, said_by=said_by, words=require_reason(words, "Enter what was seen."))
    with recording(by=by) as book:
        book.record([seen])
    return seen
