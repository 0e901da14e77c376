"""Long work, done by the worker and watched on a page of its own.

Whoever has long work names a function that does it (``@in_the_background``) and hands the work over (``hand_over``). The function
asks for permission like any other caller of an action, when it runs. How far it has come lies outside the database, whose
transactions would hide it until the end.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.cache import caches
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from governance.guidance import READ_ON
from governance.once import claiming
from governance.policy import Action
from governance.progress import listening, say
from governance.refusal import Refused
from governance.views import refuse

from .desk import Waits, on_the_desk
from .models import Person, Work
from .pulse import at, nobody_is_at, somebody_is_at

logger = logging.getLogger(__name__)
BROKE = "Something went wrong on our side, and nothing was changed. Please try again; if it happens again, tell whoever looks after this site."


@dataclass(frozen=True, slots=True)
class Ended:
    """How work ended: a sentence (empty where the page it leads to says it), where to go on, and whether it did what was asked."""

    said: str
    leads_to: str
    well: bool = True


Doer = Callable[..., Ended]
_doers: dict[str, tuple[Action, Doer]] = {}


def in_the_background(kind: str, action: Action) -> Callable[[Doer], Doer]:
    """Have a function do the work of a ``kind``, which is to do an ``action``. It is called with ``by`` and whatever it is about."""

    def register(doer: Doer) -> Doer:
        _doers[kind] = action, doer
        return doer

    return register


def hand_over(kind: str, *, by: Person, doing: str, back: str, **about: Any) -> Work:
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
    with at(str(work.public_id)) as alone:
        if alone and not work.ended_at:
            Work.objects.filter(pk=key).update(begun_at=timezone.now())
            _end(work, _done(work))


def _done(work: Work) -> Ended:
    try:
        with listening(lambda *said: _keep(work, said)):
            say("It has begun")
            _, do = _doers[work.kind]
            return do(by=work.person, **work.about)
    except Exception as fault:
        logger.exception("Work %s broke: %s", work.kind, type(fault).__name__)
        return Ended(BROKE, work.leads_to, well=False)


def take_up_again(*, alone: bool = False) -> int:
    """Queue work that was begun and has nobody at it any more: its worker was killed. What it had written in its transaction never was.
    ``alone``: no worker runs, so what still shows a sign of life was left a moment ago."""
    begun = Work.objects.filter(ended_at=None, begun_at__isnull=False)
    left = [work for work in begun if alone or not somebody_is_at(str(work.public_id))]
    for work in left:
        nobody_is_at(str(work.public_id))
        Work.objects.filter(pk=work.pk).update(begun_at=None)
        carry_out.enqueue(work.pk)
    return len(left)


def _end(work: Work, ended: Ended) -> None:
    how = {"said": ended.said, "leads_to": ended.leads_to, "well": ended.well}
    Work.objects.filter(pk=work.pk).update(ended_at=timezone.now(), **how)
    caches["progress"].delete(str(work.public_id))


def _keep(work: Work, said: tuple[str, int, int]) -> None:
    caches["progress"].set(str(work.public_id), said, timeout=3600)


def how_far(work: Work) -> tuple[str, int, int] | None:
    """What is being done, and how many of how many; nothing where it has not begun."""
    return caches["progress"].get(str(work.public_id))


def led_on(request, work: Work):
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
