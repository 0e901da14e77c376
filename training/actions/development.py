"""What somebody learned outside a course, kept by themselves."""

from datetime import date

from django.utils import timezone

from governance.actions import governed
from governance.facts import recording
from governance.policy import Action
from governance.refusal import Refused, require_reason, without_patients
from people.models import Person

from ..models import Development

A_DAY = 24 * 60


@governed(Action.SEND_EVIDENCE, on="person")
def note_development(*, person: Person, what: str, done_on: date, minutes: int, reflection: str, by) -> Development:
    """Keep an item of professional development with its reflective line. Raises ``Refused``."""
    if done_on > timezone.localdate():
        raise Refused("Enter a day that is not in the future.")
    if not 1 <= minutes <= A_DAY:
        raise Refused("Enter how long it took in minutes, at most a day.")
    what = require_reason(what, "Enter what it was.")
    reflection = require_reason(without_patients(reflection), "Enter what you will do differently.")
    with recording(by=by) as book:
        note = Development(person=person, what=what[:200], done_on=done_on, minutes=minutes, reflection=reflection[:500])
        return book.record([note])[0]


@governed(Action.KEEP_DEVELOPMENT, on="note")
def take_back_development(*, note: Development, by) -> Development:
    """Leave a note out from now on. Raises ``Refused`` where that was done before."""
    standing = Development.objects.live().select_for_update().filter(pk=note.pk).first()
    if standing is None:
        raise Refused("This has been removed already.")
    with recording(by=by) as book:
        book.void([standing], because="Removed by the person themselves.")
    return standing
