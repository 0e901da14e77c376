"""Certificates to verify and course places to decide, as lists to page through and take along."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from governance.access import permitted
from governance.policy import Action
from governance.views import governed_list, governed_view
from nhsuk.components import Column, Link, Table
from people.downloads import download_links, taken_along
from people.labels import on_day
from people.models import Person
from people.search import NameSearch

from .. import labels
from ..models import Completion, Place, Qualification
from ..queries import SentCertificate, to_decide, to_verify

TO_DO = [Link("Home", "/my/"), Link("To do", "/my/waiting/")]
CERTIFICATES = ("Person", "Certificate", "Completed or awarded on", "Sent on")
PLACES = ("Person", "Course", "When", "State", "Asked on")


@governed_view(Action.VIEW_PERSON, Person, own=True)
def certificates(request, person):
    """What the reader verifies for others; 404 where there is nothing."""
    sent = to_verify(
        permitted(Completion.objects.all(), to=Action.VERIFY_EVIDENCE, by=request.user),
        permitted(Qualification.objects.all(), to=Action.VERIFY_EVIDENCE, by=request.user),
    )
    if not sent:
        raise Http404
    return _list(request, "Certificates to verify", "certificate", CERTIFICATES, [_certificate(one) for one in sent])


@governed_list(Action.DECIDE_PLACE, Place)
def places(request, rows):
    """Requests for places, and places of courses that are over, that the reader decides."""
    waits = to_decide(rows, timezone.localdate())
    return _list(request, "Course places to decide", "place", PLACES, [_place(place) for place in waits])


def _list(request, title: str, each: str, titles: tuple[str, ...], rows: list[tuple]):
    """A list whose first column is the person, searched by that name."""
    search = NameSearch.of(request)
    rows = search.among(rows, lambda row: str(row[0]))
    if file := taken_along(request, title.lower().replace(" ", "-"), titles, rows):
        return file
    page, columns = search.page(rows, each=each), [Column(words) for words in titles]
    table = Table(title, columns, page.rows, "There is nothing to decide.", caption_hidden=True)
    context = {"title": title, "crumbs": TO_DO, "search": search, "page": page, "table": table}
    return render(request, "people/list.html", context | {"downloads": download_links(request)})


def _certificate(one: SentCertificate) -> tuple:
    link = Link(str(one.person), reverse(f"training:{one.kind}", args=[one.fact.pk]), f": {one.what}")
    return link, one.what, on_day(one.dated), on_day(timezone.localdate(one.last.at)) if one.last else ""


def _place(place: Place) -> tuple:
    link = Link(str(place.person), reverse("training:place", args=[place.public_id]), f": {place.edition.course}")
    asked, state = on_day(timezone.localdate(place.asked_at)), labels.PLACES[place.state]
    return link, str(place.edition.course), labels.days(place.edition), state, asked
