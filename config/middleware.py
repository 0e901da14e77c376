"""What every response carries, and what is asked of whoever is signed in before they get one."""

import time

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone

from governance.policy import Role
from people import typed
from people.accounts import SIGNED_IN
from people.devices import last_on

from .sessions import LAST_PAGE

WAGTAIL_ADMIN = {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "object-src": [NONE],
    "base-uri": [NONE],
    "form-action": [SELF],
    "frame-ancestors": [SELF],
    "frame-src": [SELF],
}

DESK, ARCHIVE = "/my/", "/my/archive/"
WITH_SECOND_FACTOR = frozenset(Role) - {Role.STAFF}


class ContentSecurityPolicy(CSPMiddleware):
    """Wagtail's editor writes inline script and style and gets a policy of its own; every other page gets the strict one."""

    def process_response(self, request, response):
        if request.path.startswith("/admin/"):
            response._csp_config = WAGTAIL_ADMIN
        return super().process_response(request, response)


HEADERS = {
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def kept_to_ourselves(get_response):
    """No page of ours uses the machine's senses, and no other site uses what is ours."""

    def middleware(request):
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return middleware


def one_encoding(get_response):
    """What a form sends is UTF-8, whatever it calls itself: in other codes half a character can be sent, which cannot be
    written anywhere."""

    def middleware(request):
        request.encoding = "utf-8"
        return get_response(request)

    return middleware


def private_pages(get_response):
    """Pages for somebody signed in are kept by no cache and no shared computer."""

    def middleware(request):
        response = get_response(request)
        if request.user.is_authenticated:
            response.headers["Cache-Control"] = "no-store"
        return response

    return middleware


def idle(get_response):
    """Whoever has opened no page for a while is signed out, and everybody some hours after they signed in. The time of the last
    page is kept once a minute, not at each."""

    def middleware(request):
        if request.user.is_authenticated and settings.IDLE_MINUTES:
            now = int(time.time())
            last = request.session.get(LAST_PAGE, now)
            if why := _over(now - last, now - request.session.setdefault(SIGNED_IN, now)):
                return _out_of_time(request, why)
            if LAST_PAGE not in request.session or now - last >= 60:
                request.session[LAST_PAGE] = now
        return get_response(request)

    return middleware


def _out_of_time(request, why: str):
    """Signed out, and after signing in again back on the same page, with what was typed."""
    email, sent = request.user.email, typed.fields(request) if request.method == "POST" else []
    logout(request)
    messages.info(request, why)
    typed.keep(request, sent, email)
    return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)


def typed_again(get_response):
    """What somebody sent when they were signed out already is shown to them, and to nobody else, once they are back on that
    page."""

    def middleware(request):
        person = request.user
        if person.is_authenticated:
            if request.method == "GET" and typed.NAME in request.session and (kept := typed.kept_for(request, person)):
                return render(request, "typed.html", {"title": "Carry on where you were", "typed": kept})
            if request.method == "POST":
                typed.forget(request)
            return get_response(request)
        response = get_response(request)
        if request.method == "POST" and _sent_to_sign_in(response) and typed.from_our_page(request):
            typed.keep(request, typed.fields(request), last_on(request))
        return response

    return middleware


def _sent_to_sign_in(response) -> bool:
    return response.status_code == 302 and response["Location"].startswith(f"{resolve_url(settings.LOGIN_URL)}?")


def _over(idle_for: int, signed_in_for: int) -> str:
    """Why somebody is signed out, if they are. Both in seconds."""
    if idle_for > settings.IDLE_MINUTES * 60:
        return "You were signed out because no page was opened for a while."
    if signed_in_for > settings.SESSION_COOKIE_AGE:
        return f"You were signed out because you had been signed in for {settings.SESSION_COOKIE_AGE // 3600} hours."
    return ""


def who_has_left(get_response):
    """A closed account opens nothing. Whoever has left is led from their desk to what they can still fetch, as long as they
    can; then they are signed out. All other pages are simply not there for them."""

    def middleware(request):
        person, today = request.user, timezone.localdate()
        if not person.is_authenticated:
            return get_response(request)
        if not person.is_open(today):
            return _signed_out(request, "Your account is closed. Your service manager can open it again.")
        response = get_response(request)
        if response.status_code != 404 or request.path not in (DESK, ARCHIVE) or person.belongs(today):
            return response
        if person.may_fetch(today) and request.path != ARCHIVE:
            return redirect(ARCHIVE)
        return _signed_out(request, "You have no post or role here now. Your service manager can tell you more.")

    return middleware


def _signed_out(request, why: str):
    logout(request)
    messages.info(request, why)
    return redirect(settings.LOGIN_URL)


def second_factor(get_response):
    """Who sees other people's records, or decides what others read, adds a second factor before anything else."""

    def middleware(request):
        person = request.user
        if settings.SECOND_FACTOR and person.is_authenticated and not request.path.startswith(("/accounts/", "/static/")):
            held = {role for role, _ in person.held(timezone.localdate())}
            if held & WITH_SECOND_FACTOR and not person.authenticator_set.exists():
                messages.info(request, "Your role needs a second factor. Add one with an app on your phone, then go on.")
                return redirect("mfa_activate_totp")
        return get_response(request)

    return middleware


def next_page(get_response):
    """A script that shows how far a file has come is told where to go next, rather than sent there: it would read the page
    away."""

    def middleware(request):
        response = get_response(request)
        if "X-Shows-Progress" in request.headers and response.status_code == 302:
            told = HttpResponse(status=204, headers={"X-Next-Page": response["Location"]})
            told.cookies = response.cookies
            return told
        return response

    return middleware
