"""Long work, done by the worker and watched on a page of its own.

Whoever has long work names a function that does it (``@in_the_background``) and hands the work over (``enqueue``). The function
asks for permission like any other caller of an action, when it runs. How far it has come lies outside the database, whose
transactions would hide it until the end.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.cache import caches
from django.db import transaction
from django.db.models import Q
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from governance.guidance import READ_ON
from governance.once import DoneAlready, claiming, forget, once
from governance.policy import Action
from governance.progress import listening, say
from governance.refusal import Refused
from governance.views import refuse

from .desk import Waits, on_the_desk
from .models import Person, Work
from .pulse import GONE_AFTER, clear_heartbeat, heartbeat, is_running

logger = logging.getLogger(__name__)
DONE_BEFORE = "This was done, although the worker broke off before it could say so."
BROKE = (
    "Something went wrong on our side, and nothing was changed. Please try again; if it happens again, tell "
    "the team that runs this site."
)


@dataclass(frozen=True, slots=True)
class Ended:
    """How work ended: a sentence (empty where the page it leads to says it), where to go on, and whether it did what was
    asked."""

    said: str
    leads_to: str
    well: bool = True


KEPT_FOR, LONGEST = timedelta(days=30), timedelta(days=1)
Doer = Callable[..., Ended]
_doers: dict[str, tuple[Action, Doer]] = {}


def in_the_background(kind: str, action: Action) -> Callable[[Doer], Doer]:
    """Have a function do the work of a ``kind``, which is to do an ``action``. It is called with ``by`` and whatever it is
    about."""

    def register(doer: Doer) -> Doer:
        _doers[kind] = action, doer
        return doer

    return register


def enqueue(kind: str, *, by: Person, doing: str, back: str, **about: Any) -> Work:
    """Queue work for the worker. ``doing`` says what it is, ``back`` is where to go if it breaks."""
    with transaction.atomic(), claiming():
        work = Work.objects.create(person=by, kind=kind, about=about, doing=doing, leads_to=back, queued_at=timezone.now())
    carry_out.enqueue(work.pk)
    work.refresh_from_db()
    return work


@task(backend="background")
def carry_out(key: int) -> None:
    """Do the work, once. What breaks says so to the person, and what happened to the log."""
    work = Work.objects.select_related("person").get(pk=key)
    with heartbeat(str(work.public_id)) as alone:
        if alone and not work.ended_at:
            Work.objects.filter(pk=key).update(begun_at=timezone.now())
            _end(work, _done(work))
            forget(_name(work))


def _name(work: Work) -> str:
    return f"work {work.public_id}"


def _done(work: Work) -> Ended:
    try:
        with listening(lambda *said: _keep(work, said)), once(_name(work)):
            say("It has begun")
            _, do = _doers[work.kind]
            return do(by=work.person, **work.about)
    except DoneAlready:
        return Ended(DONE_BEFORE, work.leads_to)
    except Exception as fault:
        logger.exception("Work %s broke: %s", work.kind, type(fault).__name__)
        return Ended(BROKE, work.leads_to, well=False)


def requeue_interrupted(*, alone: bool = False) -> int:
    """Queue work that has nobody at it any more: its worker was killed before it began, at it, or before it could note the end;
    or the server was, before it had queued it. What was written in a transaction that was cut off never was; what was committed
    is not done again. ``alone``: no worker runs, so what still shows a sign of life was left a moment ago."""
    open_now = Work.objects.filter(ended_at=None)
    if not alone:
        a_while_ago = timezone.now() - timedelta(seconds=GONE_AFTER)
        open_now = open_now.filter(Q(begun_at__isnull=False) | Q(queued_at__lt=a_while_ago))
    waiting = _waiting()
    left = [work for work in open_now if work.pk not in waiting and (alone or not is_running(str(work.public_id)))]
    for work in left:
        clear_heartbeat(str(work.public_id))
        Work.objects.filter(pk=work.pk).update(begun_at=None)
        carry_out.enqueue(work.pk)
    return len(left)


def _waiting() -> set[int]:
    """The work that a worker will still take from the queue."""
    rows = DBTaskResult.objects.filter(status=TaskResultStatus.READY, task_path=carry_out.module_path)
    return {arguments["args"][0] for arguments in rows.values_list("args_kwargs", flat=True)}


def forget_old_ones() -> None:
    """What ended weeks ago, and what a worker that was killed had taken from the queue: it has been queued anew."""
    old = timezone.now() - KEPT_FOR
    Work.objects.filter(ended_at__lt=old).delete()
    DBTaskResult.objects.finished().filter(finished_at__lt=old).delete()
    DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=timezone.now() - LONGEST).delete()


def _end(work: Work, ended: Ended) -> None:
    how = {"said": ended.said, "leads_to": ended.leads_to, "well": ended.well}
    Work.objects.filter(pk=work.pk).update(ended_at=timezone.now(), **how)
    caches["progress"].delete(str(work.public_id))


def _keep(work: Work, said: tuple[str, int, int]) -> None:
    caches["progress"].set(str(work.public_id), said, timeout=3600)


def how_far(work: Work) -> tuple[str, int, int] | None:
    """What is being done, and how many of how many; nothing where it has not begun."""
    return caches["progress"].get(str(work.public_id))


def redirect_to_result(request, work: Work):
    """Where work that has ended leads, with what there is to say, once; the page on which it is watched where it has not."""
    if work.ended_at is None:
        return redirect("work:watch", public_id=work.public_id)
    if Work.objects.filter(pk=work.pk, seen_at=None).update(seen_at=timezone.now()) and work.said:
        _say(request, work)
    return redirect(work.leads_to)


def _say(request, work: Work) -> None:
    """What broke is nothing that guidance could help with; what was refused is."""
    if work.well:
        messages.success(request, work.said)
    elif work.said == BROKE or work.kind not in _doers:
        messages.warning(request, work.said)
    else:
        action, _ = _doers[work.kind]
        refuse(request, Refused(work.said, READ_ON[action]))


@on_the_desk
def _what_ended(person: Person, on: date) -> list[Waits]:
    """Work that has ended, or still runs, since they left its page."""
    rows = Work.objects.filter(person=person, seen_at=None).order_by("pk")
    return [
        Waits(f"{work.doing}: {'ended' if work.ended_at else 'under way'}", reverse("work:watch", args=[work.public_id]))
        for work in rows
    ]
