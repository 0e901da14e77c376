"""What supervisees say to their supervisor: as its author reads it, and as the supervisor may."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Q

from allocations.models import Allocation
from people.models import Person
from people.models.conditions import covering
from supervision.models import SeriesMember

from ..models import Feedback, Together
from ..rules.quarters import quarter_of
from ..vault import Unreadable, pseudonym


def supervisors_of(person: Person, on: date) -> list[Person]:
    """Who supervises somebody on a day, in a pair or by leading a group that they are in, by name."""
    pairs = Allocation.objects.live().filter(covering(on), supervisee=person).values("supervisor")
    led_in = SeriesMember.objects.running(on).filter(person=person, first_on__lte=on).values("series__facilitator")
    people = Person.objects.open_on(on).filter(Q(pk__in=pairs) | Q(pk__in=led_in)).exclude(pk=person.pk)
    return list(people.order_by("last_name", "first_name", "pk"))


def feedback_by(person: Person, on: date) -> dict[int, tuple[Feedback, dict]]:
    """What somebody has said in the quarter of a day, by the key of the supervisor."""
    rows = Feedback.objects.filter(author=person, quarter=quarter_of(on)).select_related("author")
    return {row.supervisor_id: (row, opened) for row in rows if (opened := content(row)) is not None}


def named_for(supervisor: Person) -> list[tuple[Feedback, dict]]:
    """What supervisees said under their own name, newest first."""
    rows = Feedback.objects.filter(supervisor=supervisor, named=True).select_related("author")
    return [(row, opened) for row in rows if (opened := content(row)) is not None]


def together_for(supervisor: Person):
    return Together.objects.filter(supervisor=supervisor)


def answers_in(supervisor: int, quarter: date) -> Mapping[str, Mapping[str, int]]:
    """What was answered about a supervisor in a quarter without a name, by a digest of who did. What can be opened no more is
    not counted, nor what the supervisor has read with a name: the others would be fewer than they seem."""
    rows = Feedback.objects.filter(supervisor=supervisor, quarter=quarter, was_named=False).select_related(
        "author", "supervisor"
    )
    opened = {digest_of(row): content(row) for row in rows}
    return {who: entry["lines"] for who, entry in opened.items() if entry}


def digest_of(row: Feedback) -> str:
    return pseudonym(row.author, row.supervisor)


def content(row: Feedback) -> dict | None:
    try:
        return row.content()
    except Unreadable:
        return None
