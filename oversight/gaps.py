"""The absence report in words, each line with where it is put right."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.urls import reverse

from nhsuk.components import Column, Link, Table
from people.labels import on_day
from people.models import Person, Service

from .rules.gaps import KINDS, Missing
from .rules.indicators import CASE

TITLES = {
    "no_supervisor": "Days without a valid supervisor",
    "unconfirmed": "Sessions never confirmed",
    "no_agreement": "Pairs without an agreement that all have signed",
    "agreement_expired": "Agreements that should have been looked at again",
    "supervisor_without": "Supervisors without supervision of supervision",
    "signer_lapsed": "Sign-offs by somebody who has lapsed since",
    "no_reflection": "No time kept for reflection",
}
FIXES = {
    "no_supervisor": "Find somebody",
    "unconfirmed": "Open the session",
    "no_agreement": "Draft what is missing",
    "agreement_expired": "Draft what is missing",
    "supervisor_without": "Groups",
    "signer_lapsed": "Competencies",
    "no_reflection": "Dose",
}

FOR_LEADS = frozenset({"no_supervisor"})


@dataclass(frozen=True, slots=True)
class Opens:
    """What the reader can open: the pages on which supervisors are chosen, and these sessions, by their rows."""

    decides: bool
    sessions: Collection[int]

    def fix(self, one: Missing) -> bool:
        if one.what == "unconfirmed":
            return one.record in self.sessions
        return self.decides or one.what not in FOR_LEADS


def tables(
    service: Service, gaps_found: Iterable[Missing], people: dict[int, Person], opens: Opens | None = None
) -> list[Table]:
    """One table for each kind in which something is missing. Without ``opens`` nothing leads anywhere."""
    gaps_found, linked = list(gaps_found), opens is not None
    return [
        Table(
            f"{TITLES[kind]} ({len(rows)})",
            [Column("Who"), Column("Since"), Column("Until"), *([Column("Fix")] if linked else [])],
            [_row(service, one, people, opens) for one in rows],
        )
        for kind in KINDS
        if (rows := [one for one in gaps_found if one.what == kind])
    ]


def _row(service: Service, one: Missing, people: dict[int, Person], opens: Opens | None) -> tuple:
    who = " with ".join(str(people[key]) if key in people else "somebody who has left" for key in one.people[:2])
    if one.what == "no_supervisor":
        days = (one.last - one.first).days + 1
        who = f"{who}: {days} day{'' if days == 1 else 's'}"
    if one.what == "signer_lapsed":
        names = [str(people[key]) if key in people else "somebody who has left" for key in one.people]
        who = f"{names[0]}, {one.more}, by {names[1]}"
    row = (who, on_day(one.first), on_day(one.last))
    if opens is None:
        return row
    return (*row, Link(FIXES[one.what], _fix(service, one, people), who) if opens.fix(one) else "For a clinical lead")


def _fix(service: Service, one: Missing, people: dict[int, Person]) -> str:
    first = people.get(one.people[0])
    if one.what == "unconfirmed":
        return reverse("supervision:session", args=[one.record])
    if one.what == "supervisor_without":
        return reverse("supervisionofsupervision:service", args=[service.code])
    if first is None or one.what in ("no_agreement", "agreement_expired"):
        return reverse("allocations:service", args=[service.code])
    if one.what == "no_supervisor":
        return reverse("allocations:choose", args=[first.public_id, CASE.kind])
    page = "people:competencies" if one.what == "signer_lapsed" else "supervision:dose"
    return reverse(page, args=[first.public_id])
