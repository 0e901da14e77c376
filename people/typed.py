"""What somebody had typed when they were signed out: kept sealed in the browser's session, for them alone, until they have
signed in again."""

import json
import time

from django.http import HttpRequest

from .models import Person
from .secrets import seal, unseal

NAME, ABOUT = "typed", "what was typed"
KEPT_FOR = 60 * 60
APART = ("csrfmiddlewaretoken", "password", "password1", "password2", "oldpassword", "code")
OF_ITS_OWN = ("/my/reflections/", "/accounts/", "/admin/")
"""Reflections keep what is typed in the browser's tab; passwords are kept nowhere."""

Fields = list[tuple[str, str]]


def fields(request: HttpRequest) -> Fields:
    return [(name, value) for name, values in request.POST.lists() for value in values if name not in APART]


def from_our_page(request: HttpRequest) -> bool:
    """Was it sent from a page of ours? Another site's words are handed back to nobody."""
    said = request.headers.get("Sec-Fetch-Site")
    return said == "same-origin" if said else request.headers.get("Origin", "") == f"{request.scheme}://{request.get_host()}"


def keep(request: HttpRequest, typed: Fields, email: str) -> None:
    """After signing out: in the new session of a stranger."""
    if typed and email and not request.path.startswith(OF_ITS_OWN):
        kept = json.dumps({"email": email.lower(), "path": request.get_full_path(), "fields": typed, "at": int(time.time())})
        request.session[NAME] = seal(kept, ABOUT)


def kept_for(request: HttpRequest, person: Person) -> Fields:
    """What the person had typed into the page of this address, in the last hour."""
    sealed = request.session.get(NAME)
    said = json.loads((sealed and unseal(sealed, ABOUT)) or "{}")
    fits = said and said["email"] == person.email.lower() and said["path"] == request.get_full_path()
    return [tuple(field) for field in said["fields"]] if fits and time.time() - said["at"] < KEPT_FOR else []


def forget(request: HttpRequest) -> None:
    request.session.pop(NAME, None)
