"""Making a pair, and ending one. A supervisor is held on to while somebody is given to them, so their room is not given
twice."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from competencies.queries import principal
from governance.access import may
from governance.actions import governed
from governance.facts import Overtaken, recording
from governance.locks import one_at_a_time
from governance.policy import Action
from governance.refusal import Refused
from governance.withdrawing import MADE_WAY
from people.labels import on_day
from people.locks import hold as people_held
from people.models import Person
from people.notices import notify

from .. import labels
from ..models import Allocation, SetAside
from ..planning import SupervisorChoice, choice
from ..planning.keys import name_of
from ..rules.chains import closes_a_cycle
from ..rules.policy import ASIDE_DAYS, MOST_ASIDE_DAYS, PENALTIES, WITHOUT_CYCLES
from .changes import close_request
from .contracts import draft_for
from .handover import dates_end, dates_move

A_WEEK = 7 * 24 * 60


@dataclass(frozen=True, slots=True)
class Aside:
    """The days for which soft rules do not count for a pair, and the coded reason."""

    days: int
    reason: str


@dataclass(frozen=True, slots=True)
class PairDecision:
    """What was said about a pair: codes of why it begins, why the one before ends and why it is not the first choice."""

    reason: str
    ends_the_other: str = ""
    against_advice: str = ""
    co_supervisor: Person | None = None
    minutes: int | None = None
    aside: Aside | None = None


@governed(Action.ALLOCATE, on="supervisee")
def allocate(
    *, supervisee: Person, supervisor: Person, kind: str, started_on: date, reason: str, minutes: int | None = None,
    ends_the_other: str = "", against_advice: str = "", co_supervisor: Person | None = None, aside: Aside | None = None, by,
) -> Allocation:  # fmt: skip
    """Give somebody a supervisor from a day on; the pair that stands then ends on the day before, for ``ends_the_other``.

    Raises ``Refused``: by a hard rule; where another than the best is chosen without saying why; where a supervisor who is only
    provisionally eligible has nobody beside them; and where a soft rule speaks against it and is not set aside.
    """
    if reason not in labels.START:
        raise Refused("Choose why they need this supervisor.")
    hold(kind, supervisor, supervisee, *([co_supervisor] if co_supervisor else ()))
    options = choice(supervisee, kind, started_on, principal(), by=by, among=supervisor, minutes=minutes)
    check_hard_rules(options, supervisor)
    best = options.best
    if best is not None and best != supervisor and against_advice not in labels.AGAINST_ADVICE:
        raise Refused(f"{best} is the first choice. Choose why it should be {supervisor}.")
    decided = PairDecision(
        reason, ends_the_other, against_advice if best != supervisor else "",
        check_co_supervisor(options, supervisor, co_supervisor), minutes, aside,
    )  # fmt: skip
    if (soft := _soft(options, supervisor)) and aside is None:
        raise Refused(f"Enter for how many days, and why, this should not count: {labels.listed(soft)}.")
    return make_pair(options, supervisor, decided, by=by)


def _soft(options: SupervisorChoice, supervisor: Person) -> tuple[str, ...]:
    """The soft rules against a pair, nothing for one that stands already."""
    candidate = options.candidate(supervisor)
    return candidate.soft if candidate else ()


def hold(kind: str, *people: Person) -> None:
    """Whatever else is decided about these people waits for this transaction; where circles may not be, about anybody."""
    if kind in WITHOUT_CYCLES:
        one_at_a_time(f"allocate {kind}")
    people_held(*people)


def check_hard_rules(options: SupervisorChoice, supervisor: Person) -> None:
    """Refuse (``Refused``) where a hard rule is against it."""
    if obstacle := options.obstacle(supervisor):
        clears = f" {supervisor} is available from {on_day(obstacle.clears_on)}." if obstacle.clears_on else ""
        raise Refused(f"{supervisor} {labels.CANNOT[obstacle.code]}. Choose someone else.{clears}")


def check_co_supervisor(options: SupervisorChoice, supervisor: Person, co_supervisor: Person | None) -> Person | None:
    """Who stands beside the supervisor: somebody eligible, and only where it is needed. Raises ``Refused``."""
    here, planner = options.planner.here, options.planner
    if supervisor.pk not in here.provisional:
        return None
    if co_supervisor is None or co_supervisor.pk not in here.eligible or co_supervisor in (supervisor, options.supervisee):
        raise Refused(f"{supervisor} needs a co-supervisor who can supervise. Choose a co-supervisor.")
    key, circle = co_supervisor.pk, here.kind in WITHOUT_CYCLES
    circle = circle and closes_a_cycle(name_of(options.supervisee.pk), name_of(key), planner.above)
    if key in here.away or planner.barred(options.supervisee.pk, key) or circle:
        raise Refused(f"{co_supervisor} cannot be co-supervisor for {options.supervisee}. Choose someone else.")
    return co_supervisor


def make_pair(options: SupervisorChoice, supervisor: Person, decided: PairDecision, *, by) -> Allocation:
    """The pair, once everything has been looked at. Raises ``Refused`` where the database knows better."""
    minutes = decided.minutes if decided.minutes is not None else options.minutes
    if not 1 <= minutes <= A_WEEK:
        raise Refused("Enter the minutes a week. It must be 1 or more.")
    pair = Allocation(
        supervisee=options.supervisee, supervisor=supervisor, kind=options.kind, started_on=options.on,
        minutes_per_week=minutes,
        start_reason=decided.reason, against_advice=decided.against_advice, co_supervisor=decided.co_supervisor,
        standard=options.standard,
    )  # fmt: skip
    if options.standing is not None and not may(by, Action.ALLOCATE, options.standing):
        raise Refused(f"Another service supervises {options.supervisee} in this. The lead there needs to end that first.")
    soft = _soft(options, supervisor)
    if decided.aside is None:  # a plan has shown only what it weighs
        soft = tuple(rule for rule in soft if rule in PENALTIES)
    try:
        with transaction.atomic(), recording(by=by) as book:
            if options.standing is not None:
                _end(book, options.standing, options.on - timedelta(days=1), decided.ends_the_other, code=MADE_WAY)
            book.record([pair])
            book.record(_aside(pair, soft, decided.aside or Aside(ASIDE_DAYS, "plan"), pair.started_on))
    except IntegrityError:
        raise Refused(
            f"{options.supervisee} has another supervisor from a later day, or {supervisor}'s eligibility has changed. "
            "Choose another day or someone else."
        ) from None
    if options.standing is not None and options.standing.supervisor_id != supervisor.pk:
        dates_move(options.standing, pair, by)
    draft_for([pair])
    close_request(pair, by=by)
    about = f"for {labels.KINDS[options.kind].lower()} from {on_day(options.on)}"
    notify([options.supervisee], f"{supervisor} is your supervisor {about}.", reverse("allocations:mine"))
    if options.standing is not None and options.standing.supervisor_id != supervisor.pk:
        last = on_day(options.on - timedelta(days=1))
        notify(
            [options.standing.supervisor],
            f"Your {labels.KINDS[options.kind].lower()} with {options.supervisee} ends on {last}.",
            reverse("allocations:mine"),
        )
    notify([supervisor], f"You supervise {options.supervisee} {about}.", reverse("allocations:mine"))
    if pair.co_supervisor:
        notify(
            [pair.co_supervisor],
            f"You are co-supervisor with {supervisor}, who supervises {options.supervisee} {about}.",
            reverse("allocations:mine"),
        )
    return pair


def _aside(pair: Allocation, rules: tuple[str, ...], aside: Aside, on: date) -> list[SetAside]:
    """One row a rule, until its day. Raises ``Refused``."""
    if rules and not (1 <= aside.days <= MOST_ASIDE_DAYS and aside.reason in labels.ASIDE):
        raise Refused(f"Enter 1 to {MOST_ASIDE_DAYS} days and choose why the reason against this pair should not count.")
    return [
        SetAside(
            supervisee=pair.supervisee, supervisor=pair.supervisor, kind=pair.kind, rule=rule, reason=aside.reason,
            started_on=on, ends_on=on + timedelta(days=aside.days - 1),
        )
        for rule in rules
    ]  # fmt: skip


def _end(book, pair: Allocation, on: date, reason: str, code: str = "") -> None:
    if reason not in labels.END:
        raise Refused(f"{pair.supervisor} supervises {pair.supervisee} now. Choose why that ends.")
    if on < pair.started_on:
        book.void([pair], because=f"It never began: {labels.END[reason]}", code=code)
    else:
        book.amend(pair, because=labels.END[reason], code=code, finished_on=on, end_reason=reason)


@governed(Action.ALLOCATE, on="pair")
def set_aside_again(*, pair: Allocation, aside: Aside, by) -> list[SetAside]:
    """What was set aside for a pair until a day is set aside anew, from today. Raises ``Refused``."""
    today = timezone.localdate()
    if (
        not Allocation.objects.live()
        .select_for_update()
        .filter(Q(finished_on=None) | Q(finished_on__gte=today), pk=pair.pk)
        .exists()
    ):
        raise Overtaken
    rows = SetAside.objects.live().filter(supervisee=pair.supervisee, supervisor=pair.supervisor, kind=pair.kind)
    rules = tuple(sorted(set(rows.filter(started_on__gte=pair.started_on).values_list("rule", flat=True))))
    if not rules or rows.filter(started_on=today).exists():
        raise Refused("There is nothing to decide about this pair today.")
    with recording(by=by) as book:
        return book.record(_aside(pair, rules, aside, today))


@governed(Action.ALLOCATE, on="pair")
def end_allocation(*, pair: Allocation, on: date, reason: str, by) -> Allocation:
    """End a pair after a day. Raises ``Refused``."""
    standing = Allocation.objects.live().select_for_update(of=("self",)).select_related("supervisor", "supervisee")
    pair = standing.filter(Q(pk=pair.pk), Q(finished_on=None) | Q(finished_on__gt=on)).first()
    if pair is None:
        raise Refused("This supervision has already ended by that day. Nothing was changed.")
    if reason not in labels.END:
        raise Refused("Choose why this supervision ends.")
    with recording(by=by) as book:
        _end(book, pair, on, reason)
    dates_end(pair, on, by)
    notify(
        [pair.supervisee, pair.supervisor],
        f"{labels.KINDS[pair.kind]} of {pair.supervisee} by {pair.supervisor} ends on {on_day(on)}.",
        reverse("allocations:mine"),
    )
    return pair
