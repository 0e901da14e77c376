"""Devices on which somebody has signed in: who tries passwords elsewhere shuts nobody out there."""

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

SALT = "people.devices"
KNOWN_FOR = 90 * 24 * 60 * 60
MOST = 5


def knows(request: HttpRequest, email: str) -> bool:
    """Has whoever has this address signed in here in the last ninety days?"""
    return email.lower() in _known(request)


def last_on(request: HttpRequest) -> str:
    """The address of whoever signed in here last; nothing where nobody is known."""
    return next(iter(_known(request)), "")


def remember(request: HttpRequest, response: HttpResponse, email: str) -> None:
    """The addresses are signed and can be read by nobody else: the cookie is sent to us alone, and no script reads it."""
    others = [one for one in _known(request) if one != email.lower()]
    signed = signing.dumps([email.lower(), *others][:MOST], salt=SALT)
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signed,
        max_age=KNOWN_FOR,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def _known(request: HttpRequest) -> list[str]:
    try:
        return signing.loads(request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""), salt=SALT, max_age=KNOWN_FOR)
    except signing.BadSignature:
        return []
