"""Everything that the figures of a service are worked out of, over a stretch of time. A constant number of queries, however
many people."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, tzinfo
from operator import attrgetter

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from allocations.models import Allocation, Away, ChangeRequest, Contract, Party
from allocations.queries.changes import first_sessions
from allocations.rules.policy import NEEDS
from competencies.models import Observation, SignOff, TimelineRun
from competencies.queries.asked_for import RECORDED
from competencies.rules.outcome import State
from competencies.rules.signed import standing_on
from people.models import Person, Post, Service
from supervision.models import Attendance, FollowUp, Response, Session
from supervision.queries.dose import around_of
from supervision.rules.policy import LATE_DAYS, SUPERVISED

from ..rules.facts import Due, HeldSession, PairPeriod, Period, ServiceFacts, Signed, SignedOff, SupervisorRequest
from ..rules.indicators import CASE


def gathered(service: Service, standard: str, first: date, last: date) -> ServiceFacts:
    """What was so in the service from day to day, by a standard, as it is known now."""
    posts = _periods(Post.objects.live().filter(service=service), first, last, "person", "role")
    everybody = {person for person, _ in posts}
    pairs = _pairs(service, everybody, first, last)
    supervisors = {key for pair in pairs for key in (pair.supervisor, pair.beside) if key}
    runs = _periods(
        TimelineRun.objects.filter(person__in=supervisors | everybody, standard=standard), first, last, "person", "state"
    )
    supervised = _of(posts, lambda role: role in NEEDS[CASE.kind])
    return ServiceFacts(
        supervised=supervised,
        posts=_of(posts, lambda role: True),
        employed=_of(
            _periods(Post.objects.live().filter(person__in=supervisors), first, last, "person", "role"), lambda role: True
        ),
        eligible=_of(runs, lambda state: state == State.ELIGIBLE),
        provisional=_of(runs, lambda state: state == State.PROVISIONAL),
        away=_of(
            _periods(Away.objects.live().filter(supervisor__in=supervisors, keeps=False), first, last, "supervisor", "keeps"),
            lambda keeps: True,
        ),
        pairs=pairs,
        sessions=_sessions(everybody, first, last),
        around=around_of(everybody, SUPERVISED, first, last),
        observed=_observed(everybody, first, last),
        signed=_signed({pair.place for pair in pairs}),
        asked=_asked(everybody, last),
        due=_due(everybody, first, last),
        sign_offs=_sign_offs(everybody, last),
        lapsed=_of(_lapsed(everybody, standard, first, last), lambda state: True),
    )


def _periods(rows, first: date, last: date, who: str, what: str) -> dict[tuple[int, object], list[Period]]:
    """The periods that touch the stretch, by person and word. One query."""
    periods: dict[tuple[int, object], list[Period]] = defaultdict(list)
    touching = rows.filter(Q(finished_on=None) | Q(finished_on__gte=first), started_on__lte=last)
    for person, word, start, finish in touching.values_list(who, what, "started_on", "finished_on"):
        periods[person, word].append((start, finish))
    return periods


def _of(rows: dict[tuple[int, object], list[Period]], wanted) -> dict[int, list[Period]]:
    by_person: dict[int, list[Period]] = defaultdict(list)
    for (person, word), periods in rows.items():
        if wanted(word):
            by_person[person] += periods
    return dict(by_person)


def _pairs(service: Service, people: Collection[int], first: date, last: date) -> list[PairPeriod]:
    rows = Allocation.objects.live().filter(Q(supervisee__in=people) | Q(supervisor__in=people), started_on__lte=last)
    rows = rows.filter(Q(finished_on=None) | Q(finished_on__gte=first)).order_by("started_on", "pk")
    columns = ("pk", "place", "supervisee", "supervisor", "co_supervisor", "kind", "started_on", "finished_on", "recorded_in")
    return [PairPeriod(place or key, *rest, here == service.pk) for key, place, *rest, here in rows.values_list(*columns)]


def _sessions(people: Collection[int], first: date, last: date) -> list[HeldSession]:
    """Five queries: who facilitates, what others facilitated, sessions, who was there, and what was said to them.

    What one's own people facilitated is found by the few who did, the rest by keys: a database that has to look for both at
    once, or is told of many who never did, reads every session there is.
    """
    own = Session.objects.live().filter(facilitator=OuterRef("pk"))
    facilitators = list(Person.objects.filter(Exists(own), pk__in=people).values_list("pk", flat=True))
    attended_here = Attendance.objects.live().filter(person__in=people, session__held_on__gte=first, session__held_on__lte=last)
    others = attended_here.exclude(session__facilitator__in=facilitators).values_list("session", flat=True).distinct()
    rows = Session.objects.live().filter(
        Q(facilitator__in=facilitators) | Q(pk__in=list(others)), held_on__gte=first, held_on__lte=last
    )
    columns = ("pk", "place", "kind", "held_on", "minutes", "facilitator", "recorded_by", "recorded_at", "reflection_minutes")
    sessions = list(rows.order_by("held_on", "pk").values_list(*columns))
    attended, said, here = defaultdict(list), defaultdict(dict), timezone.get_current_timezone()
    for session, person in Attendance.objects.live().filter(session__in=rows.values("pk")).values_list("session", "person"):
        attended[session].append(person)
    for session, person, answer, at in (
        Response.objects.live().filter(session__in=rows.values("pk")).values_list("session", "person", "answer", "recorded_at")
    ):
        said[session][person] = (answer, at.astimezone(here).date())
    return [_held(row, tuple(sorted(attended[row[0]])), said[row[0]], here) for row in sessions]


def _held(row: tuple, people: tuple[int, ...], said: dict[int, tuple[str, date]], here: tzinfo) -> HeldSession:
    key, place, kind, on, minutes, facilitator, written_by, written_at, reflection = row
    others = {*people, *([facilitator] if facilitator else [])} - {written_by}
    days = [said[person][1] for person in others if said.get(person, ("",))[0] == "confirmed"]
    late = (written_at.astimezone(here).date() - on).days
    return HeldSession(
        place or key, key, kind, on, minutes, facilitator, people,
        asked=written_by is not None and bool(others),
        confirmed_on=max(days) if others and len(days) == len(others) else None,
        disputed=any(answer == "disputed" for answer, _ in said.values()),
        entered_late=late if written_by is not None and late > LATE_DAYS else 0,
        reflection=reflection, imported=written_by is None,
    )  # fmt: skip


def _observed(people: Iterable[int], first: date, last: date) -> dict[int, list[tuple[date, str]]]:
    observed = defaultdict(list)
    rows = Observation.objects.live().filter(person__in=people, kind="practice", observed_on__gte=first, observed_on__lte=last)
    for person, day, what in rows.values_list("person", "observed_on", "intervention"):
        observed[person].append((day, what))
    return dict(observed)


def _signed(places: Collection[int]) -> dict[int, list[Signed]]:
    """Agreements that all have signed, by pair. Three queries."""
    parties = Party.objects.filter(pair__in=places)
    rows = Contract.objects.filter(pk__in=parties.values("contract")).exclude(text="").prefetch_related("parties", "signatures")
    signed = defaultdict(list)
    for contract in rows:
        if since := contract.in_force_since:
            for party in contract.parties.all():
                if party.pair:
                    signed[party.pair].append(Signed(timezone.localdate(since), contract.review_on))
    return dict(signed)


def _sign_offs(people: Collection[int], last: date) -> list[SignedOff]:
    """The sign-off of each competency that stands on the last day."""
    rows = SignOff.objects.live().filter(person__in=people, signed_on__lte=last).order_by("signed_on", *RECORDED)
    standing = standing_on(rows, last, attrgetter("person_id", "framework", "competency"))
    return [SignedOff(one.person_id, one.competency, one.signed_by_id, one.signed_on) for one in standing.values()]


def _lapsed(people: Collection[int], standard: str, first: date, last: date):
    """The periods in which whoever signed somebody off had lapsed. One query."""
    signers = SignOff.objects.live().filter(person__in=people).values("signed_by")
    runs = TimelineRun.objects.filter(person__in=signers, standard=standard, state=State.LAPSED)
    return _periods(runs, first, last, "person", "state")


def _asked(people: Collection[int], last: date) -> list[SupervisorRequest]:
    """Who asked for another supervisor, and when they met the new one. Three queries."""
    rows = [r for r in ChangeRequest.objects.filter(person__in=people) if timezone.localdate(r.asked_at) <= last]
    met = first_sessions(rows)
    return [SupervisorRequest(timezone.localdate(r.asked_at), r.reason, met.get(r.pk)) for r in rows]


def _due(people: Collection[int], first: date, last: date) -> list[Due]:
    rows = FollowUp.objects.filter(owner__in=people, due_on__gte=first, due_on__lte=last)
    return [Due(by, closed and timezone.localdate(closed)) for by, closed in rows.values_list("due_on", "closed_at")]
