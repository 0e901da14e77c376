"""The requests for sign-offs that wait, as a list to page through and take along."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from governance.policy import Action
from governance.views import governed_list
from nhsuk.components import Column, Link, Table
from people.downloads import download_links, taken_along
from people.labels import on_day
from people.search import NameSearch

from ..models import SignOffRequest
from ..queries.queue import Waiting, waiting

COLUMNS = ("Person", "Competency", "Assessor", "Asked on", "Working days", "Request ends", "What to do")


@governed_list(Action.VIEW_REQUEST, SignOffRequest)
def index(request, requests):
    """Every request that the reader may see and that waits, the oldest first."""
    search = NameSearch.of(request)
    tasks = search.among(waiting(requests, timezone.localdate()), lambda task: str(task.request.person))
    rows = [_row(task) for task in tasks]
    if file := taken_along(request, "sign-off-requests", COLUMNS, rows):
        return file
    page, columns = search.page(rows, each="request"), [Column(title) for title in COLUMNS]
    context = {
        "title": "Sign-off requests",
        "crumbs": [Link("Home", "/my/"), Link("To do", reverse("my:waiting"))],
        "search": search,
        "page": page,
        "table": Table("Sign-off requests", columns, page.rows, "No sign-off requests are open.", caption_hidden=True),
        "downloads": download_links(request),
    }
    return render(request, "people/list.html", context)


def _row(task: Waiting) -> tuple:
    asked = task.request
    link = Link(str(asked.person), reverse("signing:request", args=[asked.public_id]), f": {task.title}")
    since = on_day(timezone.localdate(asked.asked_at))
    return link, task.title, str(asked.assessor), since, task.days, on_day(asked.expires_on), task.stuck
