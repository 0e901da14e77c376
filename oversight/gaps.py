"""The absence report in words: a row for each person or pair, with what puts it right."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from nhsuk.components import Column, Lines, Link, Table
from nhsuk.words import how_many
from people.labels import on_day
from people.models import Person, Service

from .rules.gaps import KINDS, Missing
from .rules.indicators import CASE

TITLES = {
    "no_supervisor": "No case management supervisor",
    "unconfirmed": "Sessions never confirmed",
    "no_agreement": "Agreements not signed by everyone",
    "agreement_expired": "Agreements overdue for review",
    "supervisor_without": "Supervisors without supervision of supervision",
    "signer_lapsed": "Sign-offs by assessors who have lapsed since",
    "no_reflection": "No time recorded for reflection",
}
FIXES = {
    "no_supervisor": "Choose a supervisor",
    "unconfirmed": "Open session",
    "no_agreement": "Draft agreements",
    "agreement_expired": "Draft agreements",
    "supervisor_without": "Open groups",
    "signer_lapsed": "Open competencies",
    "no_reflection": "Open sessions received",
}
TAKEN_ALONG = ("Missing record", "Who", "With", "From", "To", "Days", "Competency")
FOR_LEADS = frozenset({"no_supervisor"})
LEFT = "a person who has left"
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Opens:
    """What the reader can open: the pages on which supervisors are chosen, and these sessions, by their rows. ``today`` is the
    day on which something can still be done about what has not ended."""

    decides: bool
    sessions: Collection[int]
    today: date

    def fix(self, what: str, record: int | None) -> bool:
        if what == "unconfirmed":
            return record in self.sessions
        return self.decides or what not in FOR_LEADS


@dataclass(frozen=True, slots=True)
class MissingOf:
    """Everything of one kind that is missing of a person or a pair."""

    what: str
    people: tuple[int, ...]
    gaps: tuple[Missing, ...]

    @property
    def last(self) -> date:
        return max(gap.last for gap in self.gaps)

    def named(self, people: dict[int, Person]) -> str:
        return " with ".join(_name(people, key) for key in self.people)

    def periods(self) -> Lines | str:
        if self.what == "signer_lapsed":
            return f"{how_many(len(self.gaps), 'sign-off')}, the first of {on_day(self.gaps[0].first)}"
        shown = [_period(gap) for gap in self.gaps[:SHOWN]]
        more = len(self.gaps) - len(shown)
        return Lines((*shown, *([f"and {how_many(more, 'more time', 'more times')}"] if more else [])))


def grouped(gaps: Iterable[Missing], last: date) -> list[MissingOf]:
    """A group for each person or pair and each kind: by kind, what has not ended by the last day before what has."""
    groups: dict[tuple, list[Missing]] = {}
    for gap in gaps:
        record = gap.record if gap.what == "unconfirmed" else None
        groups.setdefault((gap.what, gap.people[:2], record), []).append(gap)
    rows = [MissingOf(what, people, tuple(each)) for (what, people, _), each in groups.items()]
    return sorted(rows, key=lambda row: (KINDS.index(row.what), row.last < last, row.gaps[0].first, row.people))


def counted(gaps: Iterable[Missing]) -> dict[str, int]:
    """How many of each kind there are of which there is any."""
    kinds = [gap.what for gap in gaps]
    return {kind: kinds.count(kind) for kind in KINDS if kind in kinds}


def tables(
    service: Service, groups: Iterable[MissingOf], people: dict[int, Person], opens: Opens, counts: dict[str, int]
) -> Iterator[Table]:
    """One table for each kind that has a group, with how many there are on all pages."""
    rows = list(groups)
    columns = [Column("Who"), Column("When"), Column("Next step")]
    for kind, count in counts.items():
        if of_kind := [row for row in rows if row.what == kind]:
            lines = [(row.named(people), row.periods(), _next_step(service, row, people, opens)) for row in of_kind]
            yield Table(f"{TITLES[kind]} ({count})", columns, lines)


def paper(gaps: Iterable[Missing], people: dict[int, Person]) -> list[Table]:
    """The same where nothing can be opened: a row for each."""
    gaps = list(gaps)
    columns = [Column("Who"), Column("Since"), Column("Until")]
    return [
        Table(f"{TITLES[kind]} ({count})", columns, [_on_paper(gap, people) for gap in gaps if gap.what == kind])
        for kind, count in counted(gaps).items()
    ]


def lines(gaps: Iterable[Missing], people: dict[int, Person]) -> Iterator[tuple]:
    """The same for a spreadsheet: a line for each, in the order of ``TAKEN_ALONG``."""
    for gap in gaps:
        who, *beside = (_name(people, key) for key in gap.people[:2])
        yield TITLES[gap.what], who, "".join(beside), str(gap.first), str(gap.last), _days(gap), gap.more


def _name(people: dict[int, Person], key: int) -> str:
    return str(people[key]) if key in people else LEFT


def _days(gap: Missing) -> int:
    return (gap.last - gap.first).days + 1


def _period(gap: Missing) -> str:
    if gap.what == "unconfirmed":
        return f"Session on {on_day(gap.first)}"
    if gap.what == "agreement_expired":
        return f"Review was due on {on_day(gap.first)}"
    if gap.what == "no_agreement":
        return f"Supervision began on {on_day(gap.first)}"
    days = f": {how_many(_days(gap), 'day')}" if gap.what == "no_supervisor" else ""
    return f"{on_day(gap.first)} to {on_day(gap.last)}{days}"


def _on_paper(gap: Missing, people: dict[int, Person]) -> tuple[str, str, str]:
    who = " with ".join(_name(people, key) for key in gap.people[:2])
    if gap.what == "no_supervisor":
        who = f"{who}: {how_many(_days(gap), 'day')}"
    if gap.what == "signer_lapsed":
        who = f"{_name(people, gap.people[0])}, {gap.more}, by {_name(people, gap.people[1])}"
    return who, on_day(gap.first), on_day(gap.last)


def _next_step(service: Service, row: MissingOf, people: dict[int, Person], opens: Opens) -> Link | str:
    who = row.named(people)
    first = people.get(row.people[0])
    if row.what == "no_supervisor" and row.last < opens.today:
        return _look_back(row, first, who)
    if not opens.fix(row.what, row.gaps[0].record):
        return "For a clinical lead"
    return Link(FIXES[row.what], _fix(service, row, first), who)


def _look_back(row: MissingOf, first: Person | None, who: str) -> Link | str:
    """Nothing can be chosen any more for days that are over: only seen."""
    if first is None:
        return "This has ended"
    day = reverse("oversight:anyday", args=[first.public_id], query={"on": row.gaps[0].first.isoformat()})
    return Link("This has ended: see the first day", day, who)


def _fix(service: Service, row: MissingOf, first: Person | None) -> str:
    if row.what == "unconfirmed":
        return reverse("supervision:session", args=[row.gaps[0].record])
    if row.what == "supervisor_without":
        return reverse("supervisionofsupervision:service", args=[service.code])
    if first is None or row.what in ("no_agreement", "agreement_expired"):
        return reverse("allocations:service", args=[service.code])
    if row.what == "no_supervisor":
        return reverse("allocations:choose", args=[first.public_id, CASE.kind])
    page = "people:competencies" if row.what == "signer_lapsed" else "supervision:dose"
    return reverse(page, args=[first.public_id])
