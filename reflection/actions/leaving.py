"""Erasing all that is one's own here, for ever."""

from dataclasses import dataclass

from governance.actions import governed
from governance.policy import Action
from people.locks import hold
from people.models import Person

from ..models import Reminder, Sealed
from ..vault import destroy


@dataclass(frozen=True, slots=True)
class Erased:
    """What the log says: that it was done, and not how much there was: the log can be read by others."""

    @property
    def summary(self) -> dict[str, bool]:
        return {"key_destroyed": True}


@governed(Action.ERASE_REFLECTIONS, on="person")
def erase_everything(*, person: Person, by) -> Erased:
    """The rows, and the key that opens their copies in every backup. Anybody may, also who has nothing: the entry tells
    nothing."""
    hold(person)
    for rows in (*Sealed.all_of(person), Reminder.objects.filter(person=person)):
        rows.delete()
    destroy(person)
    return Erased()
