"""What somebody who is supervised comes for: the next session, who supervises them, and what they received."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from allocations import labels as allocation_labels
from allocations.agreements import address, newest_of, standings
from allocations.models import Allocation
from allocations.queries.standing import CurrentPair, pairs_of
from competencies.queries import principal
from nhsuk.components import Link, Tag
from people.desk import FrontPart, FrontPlace, on_the_front_page
from people.models import Absence, Person, Post
from people.models.conditions import covering
from supervision import labels
from supervision.dose import DoseYear, dose_year
from supervision.queries import PlannedSession, planned_of
from supervision.rules.policy import DOSES

AHEAD = timedelta(days=56)
NEWLY_BACK, LONG_AWAY = timedelta(days=28), timedelta(days=28)
IN_NEED = frozenset().union(*(dose.roles for dose in DOSES))


@dataclass(frozen=True, slots=True)
class NextSession:
    """``back``: the last day of a long absence that ended within four weeks. ``supervisor``: who should plan, where nothing
    is."""

    line: dict | None
    later: tuple[dict, ...]
    supervisor: str
    back: date | None


@dataclass(frozen=True, slots=True)
class OwnSupervisor:
    """A pair as whoever is supervised in it sees it."""

    kind: str
    name: str
    since: date
    tag: Tag | str
    agreement: Link | str
    stage: Tag | str
    change: str


@dataclass(frozen=True, slots=True)
class OwnSupervision:
    """``in_need``: their role needs a supervisor, so it is said where there is none."""

    in_need: bool
    supervisors: tuple[OwnSupervisor, ...]
    year: DoseYear | None


@on_the_front_page
def your_supervision(person: Person, on: date) -> Iterable[FrontPart]:
    """Shown to everybody whose role asks for it, who is supervised, or who has a session planned."""
    pairs = _pairs(person, on)
    planned = [
        session for session in planned_of(person, on, on + AHEAD, on) if person in session.members and _is_ahead(session, on)
    ]
    in_need = _is_in_need(person, on)
    if not (pairs or planned or in_need):
        return
    yield FrontPart(
        FrontPlace.NEXT_SESSION, "Your supervision", "desk/parts/next_session.html", _next(person, on, pairs, planned)
    )
    shown = OwnSupervision(in_need, tuple(_supervisors(pairs, on)), dose_year(person, on))
    title = "Your supervisor" if pairs or in_need else ""
    yield FrontPart(FrontPlace.OWN_SUPERVISION, title, "desk/parts/own_supervision.html", shown)


def _pairs(person: Person, on: date) -> list[CurrentPair]:
    """Those of the day, case management first. Six queries, if any."""
    rows = Allocation.objects.live().filter(covering(on), supervisee=person).select_related("supervisor", "supervisee")
    return pairs_of(list(rows.order_by("kind", "pk")), on, principal()) if rows else []


def _is_in_need(person: Person, on: date) -> bool:
    return Post.objects.live().filter(covering(on), person=person, role__in=IN_NEED).exists()


def _is_ahead(session: PlannedSession, on: date) -> bool:
    return session.on >= on and session.session is None and not session.cancelled


def _next(person: Person, on: date, pairs: list[CurrentPair], planned: list[PlannedSession]) -> NextSession:
    shown = [_session(session, person) for session in planned[:3]]
    supervisor = next((str(pair.row.supervisor) for pair in pairs if pair.valid), "")
    return NextSession(shown[0] if shown else None, tuple(shown[1:]), supervisor, _back_since(person, on))


def _session(session: PlannedSession, person: Person) -> dict:
    key = [session.series.public_id, session.slot]
    others = [str(other) for other in session.people() if other != person]
    return {
        "day": session.on,
        "at": labels.at(session.starts_at),
        "words": session.words,
        "lasting": labels.lasting(session.series.minutes),
        "where": session.series.where,
        "with": session.led_by if session.facilitator != person else ", ".join(others[:3]),
        "unled": session.unled,
        "move": reverse("supervision:move", args=key),
        "series": reverse("supervision:series", args=key[:1]),
    }


def _back_since(person: Person, on: date) -> date | None:
    """The last day of a long absence from which somebody is newly back; none while they are away."""
    away = Absence.objects.live().filter(person=person)
    if away.filter(covering(on)).exists():
        return None
    ended = away.filter(finished_on__gte=on - NEWLY_BACK, finished_on__lt=on).order_by("-finished_on").first()
    return ended.finished_on if ended and ended.finished_on - ended.started_on >= LONG_AWAY else None


def _supervisors(pairs: list[CurrentPair], on: date) -> Iterable[OwnSupervisor]:
    contracts = newest_of([pair.row.in_place for pair in pairs])
    stages = {status.contract.pk: status.stage for status in standings(contracts.values(), on)}
    for pair in pairs:
        contract = contracts.get(pair.row.in_place)
        yield OwnSupervisor(
            allocation_labels.KINDS[pair.row.kind],
            str(pair.row.supervisor),
            pair.row.started_on,
            "" if pair.valid else Tag("Not available", "red"),
            Link("Agreement", address(contract), f"with {pair.row.supervisor}") if contract else "",
            allocation_labels.stage(stages[contract.pk], contract.review_on) if contract else Tag("No agreement yet", "yellow"),
            reverse("allocations:ask_for_change", args=[pair.row.kind]),
        )
