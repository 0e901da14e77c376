"""A team's people against a framework's competencies: who holds what, at which level, and what ends soon."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from competencies.models import Competency, SignOff
from competencies.queries.asked_for import RECORDED, competencies_of, levels_needed, months_valid
from competencies.rules.signed import SOON, counts_on, expires_on
from nhsuk.components import Grid, GridCell, Link
from people.models import Person, Post, Service
from people.models.conditions import covering
from signing.models import RequestState, Seal, SignOffRequest

LEGEND = (
    ("held", "2", "signed off at this level, and how many months ago"),
    ("ends", "2!", "ends within 90 days"),
    ("low", "(1)", "signed off below the level needed"),
    ("waits", "…", "asked for, not answered yet"),
    ("", "", "not asked for, revoked or ended"),
)


NONE_MATCH = "Competencies: no people match. Choose another name, team or day."


@dataclass(frozen=True)
class Matrix:
    """``people`` in the order of their names, each with their teams, and ``cells`` by person and competency."""

    service: Service
    framework: str
    on: date
    competencies: dict[str, Competency]
    people: list[tuple[Person, tuple[str, ...]]]
    cells: dict[tuple[int, str], GridCell]
    openable: frozenset[int]
    team: str = ""

    @property
    def shown(self) -> list[tuple[Person, tuple[str, ...]]]:
        return [(person, teams) for person, teams in self.people if not self.team or self.team in teams]

    @property
    def teams(self) -> list[str]:
        return sorted({team for _, teams in self.people for team in teams})

    @property
    def query(self) -> str:
        return "?" + urlencode({"framework": self.framework, "team": self.team, "on": self.on.isoformat()})

    def grid(self, people: list[tuple[Person, tuple[str, ...]]] | None = None) -> Grid:
        """The grid of all that is shown, or of some of the people."""
        columns = [(code, competency.title) for code, competency in self.competencies.items()]
        rows = [
            (Link(str(person), self._address(person)), [self._cell(person, code) for code in self.competencies])
            for person, _ in (self.shown if people is None else people)
        ]
        return Grid("Levels that people hold, by competency", "Name", columns, rows, NONE_MATCH)

    def lines(self) -> Iterator[list[str]]:
        """The same for a spreadsheet: a header, then a line a person."""
        yield ["Name", "Team", *self.competencies]
        for person, teams in self.shown:
            yield [str(person), ", ".join(teams), *(self._cell(person, code).said for code in self.competencies)]

    def _address(self, person: Person) -> str:
        return reverse("people:page", args=[person.public_id]) if person.pk in self.openable else ""

    def _cell(self, person: Person, code: str) -> GridCell:
        return self.cells.get((person.pk, code), EMPTY)


EMPTY = GridCell("", "")


def matrix(
    service: Service, framework: str, on: date, openable: QuerySet[Person], asked: QuerySet[SignOffRequest], team: str = ""
) -> Matrix:
    """Each person with a post in the service on the day. A constant number of queries.

    The pages of those ``openable`` may be opened; ``asked`` are the requests that the reader may know of on that day.
    """
    posts = Post.objects.live().filter(covering(on), service=service).select_related("person", "team")
    people: dict[Person, tuple[str, ...]] = {}
    for post in posts.order_by("person__last_name", "person__first_name", "person", "-fte_hundred_thousandths", "pk"):
        people[post.person] = people.get(post.person, ()) + ((post.team.name,) if post.team else ())
    cells = _waiting(asked, list(people), framework, on) | dict(_signed(list(people), framework, on))
    may_open = frozenset(openable.filter(pk__in=[person.pk for person in people]).values_list("pk", flat=True))
    return Matrix(service, framework, on, competencies_of(framework), list(people.items()), cells, may_open, team)


def _waiting(
    asked: QuerySet[SignOffRequest], people: list[Person], framework: str, on: date
) -> dict[tuple[int, str], GridCell]:
    rows = asked.filter(person__in=people, framework=framework, state=RequestState.WAITING, expires_on__gte=on)
    return dict.fromkeys(rows.values_list("person", "competency"), GridCell("…", "waits"))


def _signed(people: list[Person], framework: str, on: date) -> Iterator[tuple[tuple[int, str], GridCell]]:
    """Leading to the seal, where there is one."""
    needed, months = levels_needed(framework, on), months_valid(framework, on)
    signed = SignOff.objects.live().filter(person__in=people, framework=framework, signed_on__lte=on)
    latest = {(s.person_id, s.competency): s for s in signed.order_by("signed_on", *RECORDED)}
    seals = dict(Seal.objects.filter(sign_off__in=[s.in_place for s in latest.values()]).values_list("sign_off", "public_id"))
    for key, sign_off in latest.items():
        if cell := _of(sign_off, needed.get(sign_off.competency, 1), months, on):
            seal = seals.get(sign_off.in_place)
            yield (
                key,
                replace(cell, note=_age(sign_off.signed_on, on), href=reverse("signing:sealed", args=[seal]) if seal else ""),
            )


def _age(signed_on: date, on: date) -> str:
    """How long ago it was signed, in whole months."""
    months = (on.year - signed_on.year) * 12 + on.month - signed_on.month - (on.day < signed_on.day)
    return f"{months} mo"


def _of(signed: SignOff, needed: int, months: int | None, on: date) -> GridCell | None:
    ends = expires_on(signed.signed_on, months)
    if not counts_on(on, signed.revoked_on, ends):
        return None
    if signed.level < needed:
        return GridCell(f"({signed.level})", "low")
    return GridCell(f"{signed.level}!", "ends") if ends - SOON <= on else GridCell(str(signed.level), "held")
