"""Whose practice, or whose supervising, was observed in the last year, and where it was not possible and why."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from allocations.models import Allocation
from competencies.labels import hundredths
from competencies.models import NotObserved, Observation
from nhsuk.components import Column, Lines, Link, Table
from people.labels import on_day
from people.models import Person, Post, Service
from people.models.conditions import covering
from people.rules.period import add_months

PRACTITIONERS = ("trainee_pwp", "pwp", "senior_pwp")
MONTHS = 12
COLUMNS = ("Name", "Observed", "Last", "Different interventions", "Instrument and score", "Not possible, because")
KINDS = {"practice": "Observations of practice", "supervision": "Observations of supervision"}
OBSERVED = {"practice": "practitioner", "supervision": "supervisor"}
EMPTY = {
    "practice": "No practitioners have a post here today.",
    "supervision": "No one with a post here supervises today.",
}


@dataclass(frozen=True, slots=True)
class Observed:
    """One person: the days observed within the year, the interventions, the scores, and the exceptions with their reasons."""

    person: Person
    days: tuple[date, ...]
    interventions: frozenset[str]
    missed: tuple[NotObserved, ...]
    scores: tuple[str, ...] = ()

    def cells(self) -> tuple[str, ...]:
        last = on_day(self.days[-1]) if self.days else ""
        return str(len(self.days)), last, str(len(self.interventions)) if self.days else ""

    def exceptions(self) -> tuple[str, ...]:
        return tuple(f"{on_day(one.planned_on)}: {one.because}" for one in self.missed)


def observed(service: Service, on: date, kind: str = "practice") -> list[Observed]:
    """Every practitioner of the service on the day, or each supervisor there; who was observed least comes first. Three
    queries."""
    posts = Post.objects.live().filter(covering(on), service=service)
    if kind == "practice":
        posts = posts.filter(role__in=PRACTITIONERS)
    else:
        posts = posts.filter(person__in=Allocation.objects.live().filter(covering(on)).values("supervisor"))
    people = {post.person_id: post.person for post in posts.select_related("person")}
    since = add_months(on, -MONTHS)
    seen, missed = defaultdict(list), defaultdict(list)
    live = {"person__in": people, "kind": kind}
    for one in Observation.objects.live().filter(**live, observed_on__gt=since, observed_on__lte=on).order_by("observed_on"):
        seen[one.person_id].append(one)
    for one in NotObserved.objects.live().filter(**live, planned_on__gt=since, planned_on__lte=on).order_by("planned_on"):
        missed[one.person_id].append(one)
    rows = [
        Observed(
            person,
            tuple(one.observed_on for one in seen[key]),
            frozenset(one.intervention for one in seen[key] if one.intervention),
            tuple(missed[key]),
            tuple(words for one in seen[key] if (words := _scored(one))),
        )
        for key, person in people.items()
    ]
    return sorted(rows, key=lambda row: (len(row.days), row.person.last_name, row.person.first_name, row.person.pk))


def _scored(one: Observation) -> str:
    score = hundredths(one.score_hundredths) if one.score_hundredths is not None else ""
    return f"{one.instrument} {score}".strip()


def table(rows: list[Observed], openable: QuerySet[Person], kind: str = "practice") -> Table:
    """The observations as a page shows them; names lead to those whom the reader may open. One query."""
    known = set(openable.filter(pk__in=[row.person.pk for row in rows]).values_list("pk", flat=True))
    shown = [
        (
            _name(row.person, known),
            *row.cells(),
            Lines(row.scores) if row.scores else "",
            Lines(row.exceptions()) if row.missed else "",
        )
        for row in rows
    ]
    numbers, details = (COLUMNS[1], COLUMNS[3]), COLUMNS[3:]
    columns = [Column(title, numeric=title in numbers, nowrap=title == "Last", detail=title in details) for title in COLUMNS]
    return Table(KINDS[kind], columns, shown, EMPTY[kind])


def lines(rows: list[Observed]) -> list[list[str]]:
    return [[str(row.person), *row.cells(), "; ".join(row.scores), "; ".join(row.exceptions())] for row in rows]


def _name(person: Person, known: set[int]):
    return Link(str(person), reverse("people:page", args=[person.public_id])) if person.pk in known else str(person)
