"""A form that is sent twice has one effect.

Every form carries a token that its page made: Django's against forgery, which is masked anew each time a page is shown. What is
done first for a form claims the token, together with all that was typed, in its own transaction: of two at once the database
lets one through, and the other is led where the first led. A page that is shown again, with what was wrong, has a new token; so
has what is sent from it.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CSRF_TOKEN_LENGTH
from django.shortcuts import redirect
from django.utils import timezone

from .models import Sent

FIELD = "csrfmiddlewaretoken"
KEPT_FOR = timedelta(days=2)
DONE = "This had been sent already. It was done once."


class DoneAlready(Exception):
    """Another request with the same token and the same words has had its effect."""


@dataclass(slots=True)
class Sending:
    """The form that a request sends. ``claimed``: its effect has begun."""

    key: str
    claimed: bool = False


_sending: ContextVar[Sending | None] = ContextVar("sending", default=None)


@contextmanager
def claiming() -> Iterator[None]:
    """Inside the transaction of an effect. Raises ``DoneAlready``; what undoes the effect gives the token back."""
    sending = _sending.get()
    if sending is None or sending.claimed:
        yield
        return
    try:
        with transaction.atomic():
            Sent.objects.create(key=sending.key, at=timezone.now())
    except IntegrityError:
        raise DoneAlready from None
    sending.claimed = True
    try:
        yield
    except BaseException:
        sending.claimed = False
        raise


def _key(what: str) -> str:
    return hashlib.sha256(what.encode()).hexdigest()


def forget(what: str) -> None:
    """It is noted elsewhere that this was done."""
    Sent.objects.filter(pk=_key(what)).delete()


@contextmanager
def once(what: str) -> Iterator[None]:
    """What is done within has its effect once, whoever takes it up again, until it is forgotten. Raises ``DoneAlready``."""
    token = _sending.set(Sending(_key(what)))
    try:
        yield
    finally:
        _sending.reset(token)


class Once:
    """Leads whoever sends a form a second time where it led the first time. A form that leads nowhere, as one that is shown
    again, can be sent again."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = key_of(request)
        if key is None:
            return self.get_response(request)
        if Sent.objects.filter(pk=key).exists():
            return _where_it_led(request, key)
        sending = Sending(key)
        token = _sending.set(sending)
        try:
            response = self.get_response(request)
        finally:
            _sending.reset(token)
        if sending.claimed:
            _remember(key, response)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return _where_it_led(request, key_of(request)) if isinstance(exception, DoneAlready) else None


def key_of(request: HttpRequest) -> str | None:
    """The key of the token and all that was typed: who goes back and types something else sends another form."""
    token = request.POST.get(FIELD, "") if request.method == "POST" else ""
    if len(token) != CSRF_TOKEN_LENGTH:
        return None
    typed = sorted((name, values) for name, values in request.POST.lists() if name != FIELD)
    files = sorted((name, file.name, file.size) for name, several in request.FILES.lists() for file in several)
    return hashlib.sha256(json.dumps([token, request.path, typed, files]).encode()).hexdigest()


def _remember(key: str, response: HttpResponse) -> None:
    """What broke after its effect stays done, and leads back to its page."""
    rows = Sent.objects.filter(pk=key)
    if 300 <= response.status_code < 400:
        rows.update(leads_to=response["Location"][:500])
    elif response.status_code < 500:
        rows.delete()


def _where_it_led(request: HttpRequest, key: str) -> HttpResponse:
    sent = Sent.objects.filter(pk=key).first()
    messages.info(request, DONE)
    return redirect(sent.leads_to if sent and sent.leads_to else request.path)


def forget_old_ones() -> int:
    """Tokens of pages that nobody has open any more."""
    return Sent.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()[0]
