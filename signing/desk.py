"""What of signing waits on somebody's desk: what they answer, what was sent back to them, what they wait for, and what is
stuck."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils import timezone

from governance.access import permitted
from governance.policy import Action
from nhsuk.words import how_many, in_a_sentence
from people.desk import TaskGroup, Waits, lists_tasks
from people.labels import on_day
from people.models import Person

from .models import SignOffRequest
from .queries.queue import Waiting, returned, waiting


@lists_tasks
def sign_offs(person: Person, on: date) -> Iterable[TaskGroup]:
    """The requests of a person's, and for leads also what waits on others in their services, of which the front page counts
    what is stuck."""
    asked = waiting(permitted(SignOffRequest.objects.all(), to=Action.VIEW_REQUEST, by=person), on)
    for_me = [task for task in asked if task.request.assessor_id == person.pk and task.request.expires_on >= on]
    by_me = [task for task in asked if task.request.person_id == person.pk]
    others = [task for task in asked if person.pk not in (task.request.assessor_id, task.request.person_id)]
    stuck = sum(bool(task.stuck) for task in others)
    yield TaskGroup(
        "Sign-offs to answer", _to_answer(for_me), how_many(len(for_me), "sign-off to answer", "sign-offs to answer")
    )
    yield TaskGroup("Sent back to you", tuple(_sent_back(task) for task in returned(person.pk)), in_full=True)
    yield TaskGroup("Sign-offs you have asked for", tuple(_asked(task) for task in by_me), in_full=True)
    yield TaskGroup(
        "Sign-offs with other assessors",
        tuple(_with_others(task) for task in others),
        _overdue(stuck),
        of_others=True,
        list_at=reverse("signing:requests"),
    )


def _overdue(count: int) -> str:
    return f"{how_many(count, 'sign-off is', 'sign-offs are')} overdue with other assessors" if count else ""


def _to_answer(requests: list[Waiting]) -> tuple[Waits, ...]:
    """One line for each person who asks, in the order in which they asked first."""
    by_asker: dict[int, list[Waiting]] = {}
    for task in requests:
        by_asker.setdefault(task.request.person_id, []).append(task)
    return tuple(map(_asker, by_asker.values()))


def _asker(requests: list[Waiting]) -> Waits:
    oldest, asker = requests[0], requests[0].request.person
    passed_on = oldest.request.first_asked_id != oldest.request.assessor_id
    return Waits(
        f"{asker}: {how_many(len(requests), 'competency', 'competencies')} to sign off",
        reverse("signing:answer", args=[asker.public_id]),
        detail=f"asked {_working_days(oldest)} ago" + (f", in place of {oldest.request.first_asked}" if passed_on else ""),
    )


def _sent_back(task: Waiting) -> Waits:
    return Waits(
        f"Ask again for {in_a_sentence(task.title)}",
        _address(task),
        detail=f"{task.request.assessor} says: {task.request.answer}",
    )


def _asked(task: Waiting) -> Waits:
    since = on_day(timezone.localdate(task.request.asked_at))
    return Waits(
        _what(task),
        _address(task),
        detail=f"{task.request.assessor} needs to answer. Asked on {since}, {_working_days(task)} ago{_stuck(task)}",
    )


def _with_others(task: Waiting) -> Waits:
    detail = f"{task.request.assessor} needs to answer. Asked {_working_days(task)} ago{_stuck(task)}"
    return Waits(f"{task.request.person}: {task.title}", _address(task), detail=detail)


def _what(task: Waiting) -> str:
    return task.title


def _working_days(task: Waiting) -> str:
    return how_many(task.days, "working day")


def _stuck(task: Waiting) -> str:
    return f". {task.stuck}" if task.stuck else ""


def _address(task: Waiting) -> str:
    return reverse("signing:request", args=[task.request.public_id])
