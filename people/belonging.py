"""In which service something is recorded: decided once, when it is recorded, and kept wherever its people go.

Of the services in which those whom it is about had a post on its day: one that all of them share before one of a single person,
one in which whoever records it works today (or, where that is nobody here, whoever signed or decided it worked then) before
others, then the one with most of the first person's time. Worked example: Finn has 0.6 in Northmoor and 0.4 in Southvale, Efua
works in Southvale. A session that Efua led with Finn is Southvale's; an absence of Finn's that the operator brings is
Northmoor's, and one that Southvale's manager records is Southvale's.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Model
from django.utils import timezone

from governance.facts import locate
from governance.models import Fact

from .models import Post

DAYS = (
    "started_on",
    "held_on",
    "signed_on",
    "observed_on",
    "awarded_on",
    "approved_on",
    "granted_on",
    "valid_from",
    "completed_on",
    "planned_on",
    "said_on",
    "done_on",
)
"""What the day of a row is called, whichever it has."""

DECIDED_BY = ("signed_by_id", "granted_by_id", "approved_by_id", "verified_by_id")
"""Who signed or decided what a row says."""

Held = tuple[int, date, date, int]


class Workplaces:
    """Where people worked when. One query."""

    def __init__(self, people: Iterable[int]):
        self.posts: dict[int, list[Held]] = defaultdict(list)
        rows = Post.objects.live().filter(person__in=set(people)).order_by("pk")
        for person, service, start, finish, fte in rows.values_list(
            "person", "service", "started_on", "finished_on", "fte_hundred_thousandths"
        ):
            self.posts[person].append((service, start, finish or date.max, fte))

    def shared(self, people: Sequence[int], on: date, preferred: Collection[int] = ()) -> int | None:
        """The service of something about these people on a day; nothing where none of them ever had a post."""
        held = [services for person in people if (services := self._on(person, on))]
        if not held:
            return None
        common = set.intersection(*map(set, held)) or set.union(*map(set, held))
        return max(sorted(common), key=lambda service: (service in preferred, held[0].get(service, 0)))

    def today(self, person: int | None, on: date) -> set[int]:
        """The services in which a person has a post on a day."""
        return {service for service, start, finish, _ in self.posts.get(person, ()) if start <= on <= finish}

    def _on(self, person: int, on: date) -> dict[int, int]:
        """The person's share of time by service on the day; where they had no post then, of the nearest post."""
        posts = self.posts.get(person, ())
        there = [post for post in posts if post[1] <= on <= post[2]]
        if not there and posts:
            there = [min(posts, key=lambda post: (post[1] - on).days if post[1] > on else (on - post[2]).days)]
        shares: dict[int, int] = defaultdict(int)
        for service, _, _, fte in there:
            shares[service] += fte
        return dict(shares)


def service_for(*people: Model, by: Model | None = None, on: date | None = None) -> int | None:
    """The key of the service of something that is asked or decided about these people, first the one whom it is about. One
    query."""
    on = on or timezone.localdate()
    keys = [person.pk for person in people]
    places = Workplaces([*keys, *([by.pk] if by is not None else [])])
    return places.shared(keys, on, places.today(by.pk, on) if by is not None else ())


@dataclass(frozen=True, slots=True)
class BelongingQuestion:
    """Where something about these people, the first before others, belongs that was so on a day, and who decided it."""

    people: tuple[int, ...]
    on: date
    decided_by: int | None


@locate
def where_recorded(rows: list[Fact], by) -> None:
    """Set ``recorded_in`` of new rows."""
    asked = [(row, question) for row in rows if (question := where(row)) is not None]
    for (row, _), service in zip(asked, services_of([question for _, question in asked], by), strict=True):
        row.recorded_in_id = service


def where(row: Fact) -> BelongingQuestion | None:
    """What has to be asked to tell where a row is recorded; nothing, where it says so itself."""
    if own := getattr(row, "service_id", None):
        row.recorded_in_id = own
    if row.recorded_in_id is not None or not row.about:
        return None
    people = tuple(key for name in reversed(row.about) if (key := getattr(row, name)) is not None)
    decided_by = next((key for name in DECIDED_BY if (key := getattr(row, name, None))), None)
    return BelongingQuestion(people, _day(row, timezone.localdate()), decided_by)


def services_of(questions: Sequence[BelongingQuestion], by: Model) -> list[int | None]:
    """The answer to each. One query."""
    if not questions:
        return []
    named = {key for question in questions for key in (*question.people, question.decided_by, by.pk) if key}
    places = Workplaces(named)
    here = places.today(by.pk, timezone.localdate())
    known = {
        asked: places.shared(asked.people, asked.on, here or places.today(asked.decided_by or by.pk, asked.on))
        for asked in set(questions)
    }
    return [known[asked] for asked in questions]


def _day(row: Fact, today: date) -> date:
    return next((day for name in DAYS if isinstance(day := getattr(row, name, None), date)), today)
