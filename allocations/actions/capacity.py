"""What a supervisor has room for, and what becomes of their supervisees while they are away."""

from datetime import date

from django.db import IntegrityError, transaction
from django.urls import reverse

from governance.actions import governed
from governance.facts import recording
from governance.policy import Action
from governance.refusal import Refused
from governance.withdrawing import MADE_WAY
from people.labels import on_day
from people.locks import hold
from people.models import Person
from people.notices import notify

from .. import labels
from ..models import Allocation, Away, Capacity

A_WEEK = 7 * 24 * 60


@governed(Action.SET_JOB_PLAN, on="supervisor")
def set_job_plan(*, supervisor: Person, kind: str, minutes: int, most: int | None, started_on: date, by) -> Capacity:
    """From a day on, how many minutes a week and how many people at most somebody has for one kind. Raises ``Refused``."""
    if kind not in labels.KINDS or not 0 <= minutes <= A_WEEK:
        raise Refused("Enter the minutes a week. It must be 0 or more.")
    hold(supervisor)
    plan = Capacity(supervisor=supervisor, kind=kind, minutes_per_week=minutes, max_supervisees=most, started_on=started_on)
    with recording(by=by) as book:
        rows = Capacity.objects.filter(supervisor=supervisor, kind=kind)
        made = book.begin_anew(rows, plan, because="Another job plan.")
    about = f"{labels.KINDS[kind].lower()}: {minutes} minutes a week from {on_day(started_on)}"
    notify([supervisor], f"Your job plan for supervision has changed to {about}.", reverse("allocations:mine"))
    return made


@governed(Action.DECIDE_ABSENCE, on="supervisor")
def decide_absence(*, supervisor: Person, keeps: bool, started_on: date, finished_on: date | None, by) -> Away:
    """Decide whether somebody keeps their supervisees while they are away, or everybody is reassigned. Raises ``Refused``."""
    if finished_on is not None and finished_on < started_on:
        raise Refused("The last day away must be the same as or after the first day away.")
    hold(supervisor)
    row = Away(supervisor=supervisor, keeps=keeps, started_on=started_on, finished_on=finished_on)
    try:
        with transaction.atomic(), recording(by=by) as book:
            same = Away.objects.live().filter(supervisor=supervisor, started_on=started_on)
            book.void(same, because="Decided again.", code=MADE_WAY)
            made = book.record([row])[0]
    except IntegrityError:
        raise Refused("An absence is already recorded for some of these days. Enter the same first day to change it.") from None
    notify(_supervised(supervisor, started_on), _told(supervisor, row), reverse("allocations:mine"))
    return made


def _supervised(supervisor: Person, on: date) -> list[Person]:
    rows = Allocation.objects.live().filter(supervisor=supervisor).exclude(finished_on__lt=on).select_related("supervisee")
    return [row.supervisee for row in rows]


def _told(supervisor: Person, away: Away) -> str:
    until = f" until {on_day(away.finished_on)}" if away.finished_on else ""
    then = (
        "still supervises you"
        if away.keeps
        else "cannot supervise you during this time. Your lead needs to find you another supervisor"
    )
    return f"{supervisor} is away from {on_day(away.started_on)}{until}, and {then}."
