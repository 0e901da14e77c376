"""Letting one other person read."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from governance.policy import Action
from governance.views import governed_view
from nhsuk.components import Link
from people.labels import on_day

from .. import actions
from ..forms import ShareForm
from ..models import Record, Share
from ..queries import readers_for, written
from .writing import MINE


@governed_view(Action.KEEP_REFLECTION, Record)
def share(request, record):
    """Choosing who, seeing what they will see, then doing it."""
    if record.finished_at is None or record.tool.owner_only:
        raise Http404
    form = ShareForm(
        request.POST or (request.GET if "reader" in request.GET else None), readers_for(record.author, timezone.localdate())
    )
    about = form.about() if form.is_bound and form.is_valid() else None
    if about and request.method == "POST" and _shared(request, record, form, about):
        return redirect("reflections:record", public_id=record.public_id)
    crumbs = [MINE, Link(record.tool.title, reverse("reflections:record", args=[record.public_id]))]
    context = {"title": "Share this with one person", "crumbs": crumbs, "form": form, "record": record}
    if about and form.is_valid():
        seen = {"about": about, "written": written(record), "given": form.cleaned_data, "caption": on_day(record.on)}
        return render(request, "reflection/preview.html", context | seen | {"title": f"{about['reader']} will see this"})
    return render(request, "reflection/share.html", context)


def _shared(request, record: Record, form: ShareForm, about) -> bool:
    try:
        door = actions.share(record=record, by=request.user, **about)
    except actions.Refused as refused:
        form.refuse(refused)
        return False
    until = " If you stop working together, sharing ends after 28 days." if door.as_a_pair else ""
    messages.success(request, f"{door.reader} can see this now. You can stop sharing it at any time.{until}")
    return True


@require_POST
@governed_view(Action.KEEP_REFLECTION, Record)
def take_back(request, record, door):
    door = get_object_or_404(record.shares.select_related("reader"), public_id=door)
    actions.take_back(record=record, door=door, by=request.user)
    messages.success(request, _stopped(door))
    return redirect("reflections:record", public_id=record.public_id)


def _stopped(door: Share) -> str:
    """What is true of one who never opened it is not said to be uncertain."""
    name = door.reader.first_name
    return f"You have stopped sharing this. {name} {'may already have' if door.readings.exists() else 'has not'} read it"


@governed_view(Action.READ_SHARED, Share)
def shared(request, door):
    """What somebody lets the reader see. That it was opened is told to its author, and said here."""
    door = Share.objects.select_related("record__tool", "record__author", "author").get(pk=door.pk)
    record = door.record
    if record.finished_at is None:
        raise Http404
    actions.note_reading(door=door, by=request.user)
    context = {
        "title": record.tool.title,
        "caption": f"{door.author}, {on_day(record.on)}",
        "crumbs": [MINE],
        "door": door,
        "record": record,
        "written": written(record),
    }
    return render(request, "reflection/shared.html", context)
