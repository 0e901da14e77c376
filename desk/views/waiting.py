"""Everything that waits for the reader, and what they have seen of it."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from governance.converters import key_of
from governance.policy import Action
from governance.views import governed_view
from nhsuk.components import Link
from people import notices
from people.desk import TaskGroup, tasks_of, waiting_for
from people.models import Person


@governed_view(Action.VIEW_PERSON, Person, own=True)
def queue(request, person):
    """What waits for the reader, what they wait for, and, for leads, what waits on others in their services."""
    today = timezone.localdate()
    groups, lines = tasks_of(request.user, today), tuple(waiting_for(request.user, today))
    also = [TaskGroup("Supervision and agreements", lines)] if lines else []
    to_do = [group for group in groups if not group.in_full and not group.of_others]
    context = {
        "title": "To do",
        "crumbs": [Link("Home", "/my/")],
        "groups": to_do + also + [group for group in groups if group not in to_do],
        "notices": notices.unseen(person),
    }
    return render(request, "desk/queue.html", context)


@require_POST
@governed_view(Action.VIEW_PERSON, Person, own=True)
def seen(request, person):
    newest = key_of(request.POST.get("newest", ""))
    if newest is not None:
        notices.seen(person, newest)
    return redirect("my:waiting")
