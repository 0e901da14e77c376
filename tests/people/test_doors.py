"""What stands between a stranger and an account, and never between an account and its owner."""

import json
import logging
import sys

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.core.checks import run_checks
from django.db import OperationalError
from django.test import Client

from config.logs import JsonLines, Plain
from config.settings.base import ACCOUNT_RATE_LIMITS as LIMITS
from governance.access import CONSOLE
from people.actions import open_account

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"
LOGIN = "/accounts/login/"


@pytest.fixture
def known(world, settings):
    """Ada and the lead have passwords; the limits and times are those of the site."""
    cache.clear()
    settings.ACCOUNT_RATE_LIMITS, settings.IDLE_MINUTES = LIMITS, 30
    open_account(person=world.ada, password=PASSWORD, by=CONSOLE)
    open_account(person=world.lead, password=PASSWORD, by=CONSOLE)
    yield world
    cache.clear()


def tried(client, password: str, login: str = "a1@example.nhs.uk", **more):
    return client.post(LOGIN, {"login": login, "password": password}, **more)


# Wrong passwords -----------------------------------------------------------------------------------------------------------
def test_whoever_tries_passwords_elsewhere_does_not_shut_out_the_owner(known):
    own, other = Client(), Client()
    assert tried(own, PASSWORD).status_code == 302
    own.post("/accounts/logout/")
    for _ in range(7):
        assert tried(other, "wrong").status_code == 200
    assert tried(other, PASSWORD).status_code == 200, "after five wrong ones not even the right one, from a stranger"
    assert tried(own, PASSWORD).status_code == 302


def test_a_known_device_is_known_for_its_own_accounts_alone(known):
    own = Client()
    tried(own, PASSWORD)
    own.post("/accounts/logout/")
    for _ in range(6):
        tried(own, "wrong", login="l1@example.nhs.uk")
    assert tried(own, PASSWORD, login="l1@example.nhs.uk").status_code == 200
    for _ in range(6):
        tried(own, "wrong")
    assert tried(own, PASSWORD).status_code == 200, "nor may somebody guess for ever on a known device"


def test_a_cookie_that_was_made_up_knows_nobody(known):
    other = Client()
    other.cookies["device"] = json.dumps(["a1@example.nhs.uk"])
    for _ in range(6):
        tried(other, "wrong")
    assert tried(other, PASSWORD).status_code == 200


def test_behind_a_proxy_each_client_counts_alone(known, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(40):
        got = tried(Client(), "wrong", login=f"n{number}@example.nhs.uk", headers={"X-Forwarded-For": "203.0.113.7"})
        assert got.status_code == 200
    assert tried(Client(), PASSWORD, headers={"X-Forwarded-For": "203.0.113.7"}).status_code == 200
    forged = {"X-Forwarded-For": "198.51.100.1, 203.0.113.7"}
    assert tried(Client(), PASSWORD, headers=forged).status_code == 200, (
        "the last address is the proxy's word, the others the client's"
    )
    assert tried(Client(), PASSWORD, headers={"X-Forwarded-For": "203.0.113.8"}).status_code == 302


@pytest.mark.parametrize("proxies", [0, 1, 2])
def test_on_a_unix_socket_people_sign_in(known, settings, proxies):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    assert tried(Client(REMOTE_ADDR=""), PASSWORD).status_code == 302
    assert tried(Client(REMOTE_ADDR=""), PASSWORD, headers={"X-Forwarded-For": "203.0.113.7"}).status_code == 302


def test_a_server_behind_a_proxy_must_say_of_how_many(settings):
    settings.BEHIND_PROXY, settings.ALLAUTH_TRUSTED_PROXY_COUNT = True, 0
    assert "config.E001" in [found.id for found in run_checks()]
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert "config.E001" not in [found.id for found in run_checks()]


def test_too_many_attempts_are_told_in_words_and_when_to_come_back(known, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    for _ in range(2):
        tried(Client(), "wrong")
    got = tried(Client(), "wrong")
    assert (got.status_code, got["Retry-After"]) == (429, "60")
    assert "Wait a minute" in got.content.decode() and "nhsuk" in got.content.decode()


# Time ----------------------------------------------------------------------------------------------------------------------
def test_twelve_hours_after_signing_in_one_is_signed_out_in_any_case(known):
    with time_machine.travel("2026-11-25T08:00:00+00:00", tick=False) as clock:
        client, seen = Client(), []
        tried(client, PASSWORD)
        for _ in range(39):
            clock.shift(20 * 60)
            seen.append(client.get("/my/").status_code)
    assert seen == [200] * 36 + [302] * 3
    assert "signed in for 12 hours" in client.get("/accounts/login/").content.decode()


# Second factors -------------------------------------------------------------------------------------------------------------
def test_secrets_of_second_factors_lie_in_no_database(world, settings):
    secret = generate_totp_secret()
    TOTP.activate(world.ada, secret)
    codes = RecoveryCodes.activate(world.ada).get_unused_codes()
    kept = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept and not any(code in kept for code in codes)
    again = RecoveryCodes(Authenticator.objects.get(type="recovery_codes"))
    assert again.get_unused_codes() == codes and again.validate_code(codes[0]) and not again.validate_code(codes[0])
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = (
        [settings.SECRET_KEY],
        "another key, of which there are at least fifty letters",
    )
    assert again.get_unused_codes() == codes[1:]


def test_what_lay_in_clear_is_read_still(world):
    Authenticator.objects.create(user=world.ada, type="recovery_codes", data={"seed": "00" * 40, "used_mask": 0})
    assert len(RecoveryCodes(Authenticator.objects.get()).get_unused_codes()) == 10


# What a server says ---------------------------------------------------------------------------------------------------------
def test_a_form_with_an_old_token_is_answered_in_words(world):
    client = Client(enforce_csrf_checks=True)
    got = client.post(LOGIN, {"login": "x"})
    page = got.content.decode()
    assert got.status_code == 403 and "Nothing was changed." in page and "DEBUG" not in page and "nhsuk" in page


def test_a_database_that_is_busy_says_so_and_keeps_what_was_typed(world, as_person, monkeypatch):
    def busy(**given):
        raise OperationalError("database is locked")

    from training import actions

    monkeypatch.setattr(actions, "note_development", busy)
    what = {
        "what": "A <b>paper</b>",
        "done_on": "2026-01-02",
        "minutes": "30",
        "reflection": "I will ask.",
        "password": "never",
    }
    got = as_person(world.ada).post("/training/development/", what)
    page = got.content.decode()
    assert (got.status_code, got["Retry-After"]) == (503, "60")
    assert (
        "A &lt;b&gt;paper&lt;/b&gt;" in page and "I will ask." in page and "never" not in page and "Nothing was changed" in page
    )


@pytest.mark.parametrize("address", ["/", "/my/", "/accounts/login/", "/nowhere/"])
def test_every_page_keeps_to_itself(world, as_person, address):
    got = as_person(world.ada).get(address)
    assert got["Cross-Origin-Resource-Policy"] == "same-origin" and "camera=()" in got["Permissions-Policy"]


@pytest.mark.parametrize("formatter", [JsonLines(), Plain("{message}", style="{")])
def test_a_log_holds_no_address_and_no_secret(formatter):
    secret, person = "x1Y_" * 10 + "abc", "callum.o'reid@trust.nhs.uk"
    try:
        raise ValueError({person: (550, b"refused")})
    except ValueError:
        record = logging.LogRecord(
            "x", logging.ERROR, "p", 1, "Forbidden: /supervision/calendar/%s.ics for %s", (secret, person), sys.exc_info()
        )
    record.request = type("Request", (), {"method": "GET", "path": f"/supervision/confirm/{secret}/", "user": None})()
    said = formatter.format(record)
    assert secret not in said and person not in said and "trust.nhs.uk" not in said and "/supervision/calendar/" in said
    kept = "/people/27d33137-45b2-422f-a1a6-bccc57f44587/records/"
    assert kept in formatter.format(logging.LogRecord("x", logging.ERROR, "p", 1, kept, (), None))
