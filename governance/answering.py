"""The one way to answer what somebody sent: carried out, said and led on, or refused with nothing typed lost."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from nhsuk.forms import NHSForm

from .refusal import Refused
from .views import refuse

Place = str | tuple
"""Where to go: an address, or the name of one with what it takes."""


def answered(
    request,
    form: NHSForm,
    act: Callable[[dict[str, Any]], Any],
    *,
    then: Place | Callable[[Any], Place],
    said: str | Callable[[Any], str] = "",
    field: str | None = None,
) -> HttpResponse | None:
    """The answer to a form that was sent and is valid, if ``act`` does what it asks; ``None`` where the form is shown (again).

    ``act`` is given what was entered, and what it gives back is given to ``said`` (the sentence of success) and ``then`` where
    these need it. What it refuses is said in the form, at ``field`` or for all of it.
    """
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        result = act(form.cleaned_data)
    except Refused as why:
        form.refuse(why, field)
        return None
    return _led_on(request, result, said, then)


def carried_out(
    request, act: Callable[[], Any], *, then: Place | Callable[[Any], Place], said: str | Callable[[Any], str] = ""
) -> HttpResponse:
    """The answer to a button: whether ``act`` did it or refused, the next page says so. ``then`` is given ``None`` where it
    refused."""
    try:
        result = act()
    except Refused as why:
        refuse(request, why)
        return _to(then(None) if callable(then) else then)
    return _led_on(request, result, said, then)


def _led_on(request, result: Any, said: str | Callable[[Any], str], then: Place | Callable[[Any], Place]) -> HttpResponse:
    words = said(result) if callable(said) else said
    if words:
        messages.success(request, words)
    return _to(then(result) if callable(then) else then)


def _to(place: Place) -> HttpResponse:
    return redirect(*place) if isinstance(place, tuple) else redirect(place)
