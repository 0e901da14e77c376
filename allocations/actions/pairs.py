"""Making a pair, and ending one. A supervisor is held on to while somebody is given to them, so their room is not given twice."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse

from competencies.queries import principal
from governance.actions import governed
from governance.facts import recording
from governance.policy import Action
from governance.refusal import Refused
from people.labels import on_day
from people.models import Person
from people.notices import tell

from .. import labels
from ..models import Allocation
from ..planning import Choice, choice
from .contracts import draft_for

A_WEEK = 7 * 24 * 60


@governed(Action.ALLOCATE, on="supervisee")
def allocate(
    *, supervisee: Person, supervisor: Person, kind: str, started_on: date, reason: str, minutes: int | None = None,
    ends_the_other: str = "", against_advice: str = "", by,
) -> Allocation:  # fmt: skip
    """Give somebody a supervisor from a day on; the pair that stands then ends on the day before, for ``ends_the_other``.

    Raises ``Refused``: by a hard rule, or where another than the best is chosen without saying why.
    """
    if reason not in labels.START:
        raise Refused("Say why this begins.")
    hold(supervisor, supervisee)
    found = choice(supervisee, kind, started_on, principal(), among=supervisor)
    _possible(found, supervisor)
    if found.best != supervisor and against_advice not in labels.AGAINST_ADVICE:
        raise Refused(f"{found.best} would be the first choice. Say why it is {supervisor}.")
    return make_pair(found, supervisor, reason, ends_the_other, minutes, by=by)


def hold(*people: Person) -> None:
    """Whatever else is decided about these people waits for this transaction."""
    keys = sorted(person.pk for person in people)
    list(Person.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk").values_list("pk"))


def _possible(found: Choice, supervisor: Person) -> None:
    if obstacle := found.obstacle(supervisor):
        clears = f" From {on_day(obstacle.clears_on)} it would be possible." if obstacle.clears_on else ""
        raise Refused(f"{supervisor} {labels.CANNOT[obstacle.code]}. Choose somebody else.{clears}")


def make_pair(found: Choice, supervisor: Person, reason: str, ends_the_other: str, minutes: int | None, *, by) -> Allocation:
    """The pair, once everything has been looked at. Raises ``Refused`` where the database knows better."""
    minutes = minutes if minutes is not None else found.minutes
    if not 1 <= minutes <= A_WEEK:
        raise Refused("Enter the minutes a week, from 1 on.")
    pair = Allocation(
        supervisee=found.supervisee, supervisor=supervisor, kind=found.kind, started_on=found.on, minutes_per_week=minutes,
        start_reason=reason, standard=found.standard,
    )  # fmt: skip
    try:
        with transaction.atomic(), recording(by=by) as book:
            if found.standing is not None:
                _end(book, found.standing, found.on - timedelta(days=1), ends_the_other)
            book.record([pair])
    except IntegrityError:
        raise Refused(
            "This cannot be on that day: they have somebody from a later day on, or eligibility has changed."
        ) from None
    draft_for([pair])
    about = f"{labels.KINDS[found.kind].lower()} from {on_day(found.on)}"
    tell([found.supervisee], f"{supervisor} supervises you: {about}.", reverse("allocations:mine"))
    tell([supervisor], f"You supervise {found.supervisee}: {about}.", reverse("allocations:mine"))
    return pair


def _end(book, pair: Allocation, on: date, reason: str) -> None:
    if reason not in labels.END:
        raise Refused(f"{pair.supervisee} has {pair.supervisor} now. Say why that ends.")
    if on < pair.started_on:
        book.void([pair], because=f"It never began: {labels.END[reason]}")
    else:
        book.amend(pair, because=labels.END[reason], finished_on=on, end_reason=reason)


@governed(Action.ALLOCATE, on="pair")
def end_allocation(*, pair: Allocation, on: date, reason: str, by) -> Allocation:
    """End a pair after a day. Raises ``Refused``."""
    found = Allocation.objects.live().select_for_update(of=("self",)).select_related("supervisor", "supervisee")
    pair = found.filter(Q(pk=pair.pk), Q(finished_on=None) | Q(finished_on__gt=on)).first()
    if pair is None:
        raise Refused("This has ended by then already. Nothing was changed.")
    if reason not in labels.END:
        raise Refused("Say why this ends.")
    with recording(by=by) as book:
        _end(book, pair, on, reason)
    tell(
        [pair.supervisee, pair.supervisor],
        f"{pair.supervisor} and {pair.supervisee}: {labels.KINDS[pair.kind].lower()} ends on {on_day(on)}.",
        reverse("allocations:mine"),
    )
    return pair
