"""Signed out while typing: back on the same page after signing in, with what was typed, for that person alone."""

import time

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client

from governance.access import CONSOLE
from people.actions import open_account
from training.models import Development

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"
PAGE = "/training/development/"
WHAT = {"what": "A paper on supervision", "done_on": "2026-01-02", "minutes": "30", "reflection": "I will ask more."}
OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def ada(world, settings) -> Client:
    settings.IDLE_MINUTES = 30
    cache.clear()
    for person in (world.ada, world.colleague):
        open_account(person=person, password=PASSWORD, by=CONSOLE)
    client = Client()
    sign_in(client, "a1")
    return client


def sign_in(client, who: str, **more):
    return client.post("/accounts/login/", {"login": f"{who}@example.nhs.uk", "password": PASSWORD, **more})


def sit_idle(client, minutes: int = 31) -> None:
    session = client.session
    session["last_page"] = int(time.time()) - minutes * 60
    session.save()


def test_back_on_the_same_page_after_signing_in(ada):
    sit_idle(ada)
    assert ada.get(f"{PAGE}?a=1")["Location"] == "/accounts/login/?next=/training/development/%3Fa%3D1"
    assert sign_in(ada, "a1", next=f"{PAGE}?a=1")["Location"] == f"{PAGE}?a=1"


def test_what_was_sent_too_late_is_there_again_and_sent_with_one_press(ada):
    sit_idle(ada)
    led = ada.post(PAGE, WHAT)["Location"]
    assert (led, Development.objects.count()) == (f"/accounts/login/?next={PAGE}", 0)
    sign_in(ada, "a1")
    page = ada.get(PAGE).content.decode()
    assert "A paper on supervision" in page and "I will ask more." in page and "Carry on" in page
    assert ada.post(PAGE, WHAT).status_code == 302 and Development.objects.count() == 1
    assert "Carry on" not in ada.get(PAGE).content.decode()


def test_nobody_else_at_that_computer_sees_it_and_it_lies_sealed(ada):
    sit_idle(ada)
    ada.post(PAGE, WHAT)
    assert not any("paper" in str(row.get_decoded()) for row in Session.objects.all())
    sign_in(ada, "c1")
    assert "A paper on supervision" not in ada.get(PAGE).content.decode()


def test_also_when_the_session_is_gone(ada):
    del ada.cookies["sessionid"]
    ada.post(PAGE, WHAT, headers=OURS)
    sign_in(ada, "a1")
    assert "A paper on supervision" in ada.get(PAGE).content.decode()


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}])
def test_what_another_site_sends_is_handed_back_to_nobody(ada, headers):
    del ada.cookies["sessionid"]
    ada.post(PAGE, WHAT, headers=headers)
    sign_in(ada, "a1")
    assert "A paper on supervision" not in ada.get(PAGE).content.decode()


@pytest.mark.parametrize(("headers", "shown"), [(OURS, True), ({"Sec-Fetch-Site": "cross-site"}, False), ({}, False)])
def test_an_old_token_gives_back_what_was_typed_to_a_page_of_ours(world, headers, shown):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.ada, backend="allauth.account.auth_backends.AuthenticationBackend")
    got = client.post(PAGE, WHAT | {"csrfmiddlewaretoken": "x" * 64, "password": "never"}, headers=headers)
    page = got.content.decode()
    assert got.status_code == 403 and ("A paper on supervision" in page) is shown and "never" not in page


def test_a_reflection_is_kept_by_its_own_page_and_passwords_by_none(ada):
    sit_idle(ada)
    ada.post("/my/reflections/tools/", {"words": "Private"})
    assert "typed" not in ada.session


def test_one_press_and_one_stays(ada):
    sit_idle(ada, 29)
    assert ada.head("/accounts/stay/").status_code == 204
    assert time.time() - ada.session["last_page"] < 5
    page = ada.get(PAGE).content.decode()
    assert 'data-idle="30" data-stay="/accounts/stay/"' in page and "30 minutes after you last opened a page" in page
