"""Seeing oneself over time, and how one is."""

from itertools import groupby

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from governance.policy import Action
from governance.views import governed_view
from people.models import Person
from people.signposts import where_to_go

from .. import actions, labels
from ..curves import Drawn, drawn
from ..models import Reminder, Tool
from ..queries import curves, tools
from ..rules.words import WELLBEING
from .writing import MINE


def _by_tool(curves_drawn: list[Drawn]) -> list[tuple[Tool, list[Drawn]]]:
    return [
        (one.tool, [one, *rest]) for _, (one, *rest) in ((k, list(v)) for k, v in groupby(curves_drawn, lambda d: d.tool.code))
    ]


@governed_view(Action.KEEP_REFLECTION, Person, own=True)
def over_time(request, person):
    curves_drawn = [drawn(curve) for curve in curves(person) if not curve.tool.owner_only]
    return render(
        request, "reflection/over_time.html", {"title": "Over time", "crumbs": [MINE], "groups": _by_tool(curves_drawn)}
    )


@governed_view(Action.KEEP_REFLECTION, Person, own=True)
def how_i_am(request, person):
    """Signs, what helps, where to go, and the reader's own scores: nobody else ever sees these."""
    context = {
        "title": "How I am",
        "crumbs": [MINE],
        "groups": _by_tool([drawn(curve) for curve in curves(person) if curve.tool.owner_only]),
        "places": where_to_go(timezone.localdate()),
        "helps": labels.HELPS,
        "tools": [tool for tool in tools() if tool.about == WELLBEING],
    }
    return render(request, "reflection/how_i_am.html", context)


@require_POST
@governed_view(Action.KEEP_REFLECTION, Reminder)
def let_go(request, reminder):
    actions.let_reminder_go(reminder=reminder, by=request.user)
    messages.success(request, "Not this time.")
    return redirect("my:desk")
