"""Signing in: one door, nobody signs up, and a second factor for whoever wants one."""

import re
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.urls import get_resolver

from governance.access import CONSOLE
from people.actions import open_account
from people.models import Mail
from tests.people.outage import Outage

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"


def test_by_e_mail_and_password(world, client):
    open_account(person=world.ada, password=PASSWORD, by=CONSOLE)
    got = client.post("/accounts/login/", {"login": "a1@example.nhs.uk", "password": PASSWORD})
    assert (got.status_code, got["Location"]) == (302, "/my/")


@pytest.mark.parametrize(
    "given", [{"login": "a1@example.nhs.uk", "password": "wrong"}, {"login": "nobody@example.nhs.uk", "password": "wrong"}]
)
def test_known_and_unknown_are_refused_alike(world, client, given):
    open_account(person=world.ada, password=PASSWORD, by=CONSOLE)
    got = client.post("/accounts/login/", given)
    assert got.context["form"].errors == {"__all__": ["Enter the right e-mail address and password, or reset your password"]}


def test_nobody_signs_up(client):
    assert client.get("/accounts/signup/").status_code in (302, 404)


def test_wagtails_own_door_leads_to_the_same_one(world, client):
    open_account(person=world.ada, password=PASSWORD, by=CONSOLE)
    got = client.post("/admin/login/", {"username": "a1@example.nhs.uk", "password": PASSWORD})
    assert (got.status_code, got["Location"]) == (302, "/accounts/login/")
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("address", ["/admin/", "/admin/pages/", "/admin/api/main/pages/", "/admin/users/"])
def test_the_editors_admin_is_not_there_for_a_lead(world, as_person, address):
    assert as_person(world.lead).get(address).status_code == 404


RESET = "/accounts/password/reset/"


def test_the_first_password_is_set_by_mail(world, client):
    client.post(RESET, {"email": "a1@example.nhs.uk"})
    assert [message.to for message in mail.outbox] == [["a1@example.nhs.uk"]]
    address = re.search(r"http\S+", mail.outbox[0].body)[0]
    page = client.get(urlsplit(address).path, follow=True)
    done = client.post(page.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})
    assert done.status_code == 302
    got = client.post("/accounts/login/", {"login": "a1@example.nhs.uk", "password": PASSWORD})
    assert (got.status_code, got["Location"]) == (302, "/my/")
    client.logout()
    assert b'name="password1"' not in client.get(urlsplit(address).path, follow=True).content, "it works once"


def test_a_known_and_an_unknown_address_are_answered_alike_after_the_same_work(world, client):
    answers = []
    for email in ("a1@example.nhs.uk", "stranger@example.nhs.uk", "A1@example.nhs.uk", "nobody@elsewhere.example"):
        got = client.post(RESET, {"email": email})
        answers.append((got.status_code, got["Location"]))
    assert len(set(answers)) == 1 and answers[0] == (302, "/accounts/password/reset/done/")
    assert {message.to[0] for message in mail.outbox} == {"a1@example.nhs.uk"}


def test_a_link_that_cannot_be_sent_waits_and_its_address_is_in_no_log(world, client, settings, caplog):
    settings.EMAIL_BACKEND = f"{Outage.__module__}.{Outage.__qualname__}"
    got = client.post(RESET, {"email": "a1@example.nhs.uk"})
    assert (got.status_code, Mail.objects.get().sent_at) == (302, None)
    assert "a1@example.nhs.uk" not in caplog.text
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    call_command("send_mails")
    assert "Choose one within an hour" in mail.outbox[0].body and Mail.objects.get().sent_at


def test_every_page_of_signing_in_answers_a_stranger_and_somebody_known(world, client, as_person):
    """Each address of ours that the library answers, empty, wrong and for unknown people: a page or a redirect, and never a
    fault."""
    addresses = list(_addresses(get_resolver("config.accounts").url_patterns))
    for sign_in in (lambda: client.logout(), lambda: as_person(world.ada)):
        for address in addresses:
            for given in (
                None,
                {},
                {"email": "nobody@example.nhs.uk"},
                {"email": "not an address"},
                {"login": "nobody@example.nhs.uk", "password": "x"},
                {"code": "000000"},
            ):
                sign_in()
                got = client.get(address) if given is None else client.post(address, given)
                assert got.status_code in (200, 204, 302, 403, 404, 405, 429), (address, given, got.status_code)
                cache.clear()


def _addresses(patterns, before="/accounts/"):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from _addresses(pattern.url_patterns, before + str(pattern.pattern))
        elif "(?P" in str(pattern.pattern):
            yield from (f"{before}password/reset/key/{key}/" for key in ("1-set-password", "zz-abc", "3-x-y"))
        else:
            yield before + str(pattern.pattern)


def test_anyone_can_begin_to_set_up_a_second_factor(world, client):
    open_account(person=world.ada, password=PASSWORD, by=CONSOLE)
    client.post("/accounts/login/", {"login": "a1@example.nhs.uk", "password": PASSWORD})
    asked_again = client.get("/accounts/2fa/app/add/")
    assert asked_again["Location"] == "/accounts/reauthenticate/?next=%2Faccounts%2F2fa%2Fapp%2Fadd%2F"
    client.post(asked_again["Location"], {"password": PASSWORD})
    got = client.get("/accounts/2fa/app/add/")
    assert (got.status_code, b"enter these letters in the app" in got.content) == (200, True)


def test_pages_for_somebody_signed_in_are_kept_by_nobody(world, as_person):
    assert as_person(world.ada).get("/my/")["Cache-Control"] == "no-store"


def test_the_policy_allows_no_inline_script(world, as_person):
    policy = as_person(world.ada).get("/my/")["Content-Security-Policy"]
    assert "unsafe-inline" not in policy and "script-src 'self'" in policy


def test_an_editor_whose_time_is_over_is_out_at_once(world, as_person):
    from datetime import timedelta

    from django.utils import timezone

    from governance.facts import recording
    from governance.policy import Role
    from people.actions import give_membership
    from people.models import Membership

    today = timezone.localdate()
    give_membership(person=world.ada, role=Role.EDITOR, service=None, started_on=today, finished_on=None, by=CONSOLE)
    client = as_person(world.ada)
    assert client.get("/admin/pages/").status_code == 200
    with recording(by=CONSOLE) as book:
        old = Membership.objects.live().get(person=world.ada)
        past = {"started_on": today - timedelta(days=9), "finished_on": today - timedelta(days=1)}
        book.supersede([(old, Membership(person=world.ada, role=Role.EDITOR, **past))], because="it ended")
    assert client.get("/admin/pages/").status_code == 404


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/accounts/password/change/", "Change your password"),
        ("/accounts/2fa/", "Second factor"),
        ("/accounts/reauthenticate/", "Enter your password to continue"),
        ("/accounts/password/reset/key/9-set-password/", "This link no longer works"),
    ],
)
def test_pages_of_the_library_speak_as_the_house_does(world, as_person, address, heading):
    world.lead.set_password(PASSWORD)
    world.lead.save()
    page = as_person(world.lead).get(address).content.decode()
    assert heading in page
    of_the_library = r"Two-Factor|Bad Token|Confirm Access|reauthenticate to|Change Password|\(again\)|Recovery Codes"
    assert not re.search(of_the_library, page)
