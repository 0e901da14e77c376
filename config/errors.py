"""Pages for what cannot be shown. They say what to do, and nothing about what is or is not there."""

import logging
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader

from people.typed import fields, from_our_page

from .health import takes_anything

logger = logging.getLogger(__name__)


def not_found(request: HttpRequest, exception=None) -> HttpResponse:
    return render(request, "404.html", {"title": "Page not found"}, status=404)


def forbidden(request: HttpRequest, exception=None) -> HttpResponse:
    return render(
        request, "403.html", {"title": "You cannot do this", "read_on": getattr(exception, "read_on", None)}, status=403
    )


def too_many(request: HttpRequest) -> HttpResponse:
    """More attempts than a person makes. Where attempts cannot even be counted, the database takes nothing, and nobody tried
    too often."""
    if not takes_anything():
        return busy(request)
    page = render(request, "429.html", {"title": "Too many attempts"}, status=429)
    page.headers["Retry-After"] = "60"
    return page


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without the token of its page, or with an old one. What came from a page of ours can be sent again with one
    press."""
    typed = fields(request) if from_our_page(request) and request.user.is_authenticated else []
    return render(request, "csrf.html", {"title": "Please send this again", "typed": typed}, status=403)


def busy(request: HttpRequest) -> HttpResponse:
    """The database has no time, or is away. What was typed stands on the page, to be sent again; passwords do not."""
    about = {
        "typed": fields(request),
        "address": request.get_full_path(),
        "csrf_token": request.POST.get("csrfmiddlewaretoken", ""),
    }
    page = loader.get_template("503.html").render(about)
    return HttpResponse(page, status=503, headers={"Retry-After": "60"})


class WhenBusy:
    """What the database cannot do now is said as that, and not as a fault."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, (OperationalError, InterfaceError)):
            return None
        logger.warning("The database had no time or was away: %s", type(exception).__name__)
        return busy(request)


def broken(request: HttpRequest) -> HttpResponse:
    """Without context: whatever broke may be what the context is made of. A database that was away before any page was asked is
    no fault."""
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return busy(request)
    return HttpResponse(loader.get_template("500.html").render({}), status=500)
