"""The page on which somebody watches their own long work, and is led on from when it has ended."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from governance.views import signed_in

from ..background import how_far, redirect_to_result
from ..models import Work
from ..pulse import is_running

STUCK_AFTER = 120
"""Seconds without a sign of the worker, after which the page says so."""


@signed_in
def watch(request, public_id):
    work = Work.objects.filter(public_id=public_id, person=request.user).first()
    if work is None:
        raise Http404
    if work.ended_at is None:
        return render(request, "people/work.html", _context(work))
    if request.headers.get("X-Shows-Progress"):
        return HttpResponse(headers={"X-Next-Page": request.path})
    return redirect_to_result(request, work)


def _left(work: Work) -> bool:
    """Nobody is at it, and it has not ended while this was asked."""
    alone = work.begun_at is not None and not is_running(str(work.public_id))
    return alone and Work.objects.filter(pk=work.pk, ended_at=None).exists()


def _context(work: Work) -> dict:
    progress = how_far(work)
    waited = (timezone.now() - work.queued_at).total_seconds()
    words, done, of = progress or ("Waiting for its turn", 0, 0)
    return {
        "title": work.doing,
        "work": work,
        "words": words,
        "done": done,
        "of": of,
        "waited": round(waited),
        "minutes": round(waited / 60),
        "not_begun": progress is None and waited > STUCK_AFTER,
        "left": _left(work),
    }
