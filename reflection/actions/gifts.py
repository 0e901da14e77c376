"""What is kept because it is good."""

from datetime import date

from django.utils import timezone

from competencies.actions import put_recognition_forward
from governance.actions import governed
from governance.policy import Action
from governance.refusal import Refused, require_reason
from people.belonging import service_for
from people.locks import hold
from people.models import Person

from ..models import Offer, Recognition

LONGEST = 2000
NOTHING = "Enter what you saw."


@governed(Action.RECOGNISE, on="person", in_private=True)
def recognise(*, person: Person, words: str, on: date, by) -> Recognition:
    """Write down a strength or a success of somebody's: from now on it is theirs alone. Said twice in a day, it is kept once.
    Raises ``Refused``."""
    words = require_reason(words, NOTHING)
    if len(words) > LONGEST:
        raise Refused(f"This is longer than {LONGEST:,} characters. Shorten it.")
    hold(person)
    same = Recognition.objects.filter(person=person, written_by=by, on=on).select_related("person")
    if twice := next((row for row in same if row.content()["words"] == words), None):
        return twice
    now = timezone.now()
    row = Recognition(person=person, written_by=by, on=on, at=now, seen_at=now if person == by else None)
    row.keep({"words": words})
    row.save()
    return row


@governed(Action.KEEP_REFLECTION, on="person", in_private=True)
def note_strengths_seen(*, person: Person, by) -> None:
    """Whoever opens the page has seen what is on it."""
    Recognition.objects.filter(person=person, seen_at=None).update(seen_at=timezone.now())


@governed(Action.KEEP_REFLECTION, on="recognition", in_private=True)
def remove_recognition(*, recognition: Recognition, by) -> None:
    Recognition.objects.filter(pk=recognition.pk).delete()


@governed(Action.KEEP_REFLECTION, on="recognition", in_private=True)
def offer_recognition(*, recognition: Recognition, by) -> None:
    """Hand its words over to one's evidence, where leads and assessors read them. Raises ``Refused``."""
    row = Recognition.objects.select_for_update(of=("self",)).select_related("person", "written_by").get(pk=recognition.pk)
    if row.offered_at:
        raise Refused("This is already in your evidence.")
    put_recognition_forward(person=row.person, words=row.content()["words"], said_by=row.written_by, said_on=row.on, by=by)
    row.offered_at = timezone.now()
    row.save(update_fields=["offered_at"])


@governed(Action.KEEP_REFLECTION, on="person", in_private=True)
def make_offer(*, person: Person, kind: str, words: str, shown: bool, by) -> Offer:
    """Keep an interest or an offer; the same twice is kept once. Raises ``Refused``."""
    hold(person)
    words = require_reason(words, "Enter your interest or offer.")
    mine = Offer.objects.filter(person=person, kind=kind).select_related("person")
    if twice := next((row for row in mine if row.content()["words"] == words), None):
        return twice
    row = Offer(person=person, service_id=service_for(person), kind=kind, at=timezone.now(), shown=shown)
    row.keep({"words": words})
    row.save()
    return row


@governed(Action.KEEP_REFLECTION, on="offer", in_private=True)
def show_offer(*, offer: Offer, shown: bool, by) -> None:
    """Let one's leads read it, or no longer."""
    Offer.objects.filter(pk=offer.pk).update(shown=shown, service_id=service_for(offer.person))


@governed(Action.KEEP_REFLECTION, on="offer", in_private=True)
def take_down_offer(*, offer: Offer, by) -> None:
    Offer.objects.filter(pk=offer.pk).delete()
