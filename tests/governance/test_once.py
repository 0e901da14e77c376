"""A form that is sent twice has one effect: again and again, at once, and on either engine."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from governance.models import Sent
from governance.once import forget_old_ones
from supervision.models import Session
from tests.conftest import manage
from tests.races import size
from tests.supervision.conftest import clock, ground  # noqa: F401
from training.models import Development

ANOTHER, LEARNING = "/supervision/another/", "/training/development/"
TEMPLATES = sorted(Path(settings.BASE_DIR).glob("*/templates/**/*.html"))


def token(client, page: str) -> str:
    return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', client.get(page).content.decode())[1]


def session_of(person, on=date(2026, 11, 20), **more) -> dict[str, str]:
    about = {"kind": "case_management", "held_on": on.isoformat(), "minutes": "60", "attendees": str(person.public_id)}
    return about | more


def test_a_session_that_is_posted_three_times_is_one_and_leads_to_the_same_page(ground, as_person):  # noqa: F811
    client = as_person(ground("S1"))
    what = session_of(ground("P1"), csrfmiddlewaretoken=token(client, ANOTHER))
    led = [client.post(ANOTHER, what)["Location"] for _ in range(3)]
    assert (Session.objects.count(), len(set(led))) == (1, 1)
    assert "This had been sent already. It was done once." in client.get(led[0]).content.decode()


def test_what_is_typed_otherwise_is_another_form_and_so_is_a_page_opened_anew(ground, as_person):  # noqa: F811
    client = as_person(ground("S1"))
    first = token(client, ANOTHER)
    client.post(ANOTHER, session_of(ground("P1"), csrfmiddlewaretoken=first))
    client.post(ANOTHER, session_of(ground("P1"), on=date(2026, 11, 19), csrfmiddlewaretoken=first))
    client.post(ANOTHER, session_of(ground("P1"), csrfmiddlewaretoken=token(client, ANOTHER)))
    assert Session.objects.count() == 3


def test_a_form_that_is_shown_again_can_be_sent_again(ground, as_person):  # noqa: F811
    client = as_person(ground("S1"))
    wrong = session_of(ground("P1"), csrfmiddlewaretoken=token(client, ANOTHER), minutes="")
    for _ in range(2):
        shown = client.post(ANOTHER, wrong)
        assert (shown.status_code, Session.objects.count(), Sent.objects.count()) == (200, 0, 0)
    assert token(client, ANOTHER) != wrong["csrfmiddlewaretoken"]


def test_what_is_refused_gives_its_token_back(ground, as_person):  # noqa: F811
    client = as_person(ground("S1"))
    future = session_of(ground("P1"), on=date(2027, 1, 1), csrfmiddlewaretoken=token(client, ANOTHER))
    assert client.post(ANOTHER, future).status_code == 200 and not Sent.objects.exists()


def test_the_private_learning_note_too(ground, as_person):  # noqa: F811
    client = as_person(ground("P1"))
    what = {
        "what": "A paper",
        "done_on": "2026-11-20",
        "minutes": "60",
        "reflection": "I will ask.",
        "csrfmiddlewaretoken": token(client, LEARNING),
    }
    assert [client.post(LEARNING, what).status_code for _ in range(3)] == [302] * 3
    assert Development.objects.count() == 1


def test_tokens_are_forgotten_after_two_days(ground, as_person, clock):  # noqa: F811
    client = as_person(ground("S1"))
    client.post(ANOTHER, session_of(ground("P1"), csrfmiddlewaretoken=token(client, ANOTHER)))
    assert (Sent.objects.count(), forget_old_ones()) == (1, 0)
    clock.move_to("2026-11-28T12:00:00+00:00")
    assert (forget_old_ones(), Sent.objects.count()) == (1, 0)


# Every form ---------------------------------------------------------------------------------------------------------------
def test_the_token_of_a_page_is_made_anew_each_time(ground, as_person):  # noqa: F811
    client = as_person(ground("S1"))
    assert len({token(client, ANOTHER) for _ in range(3)}) == 3


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: "/".join(path.parts[-2:]))
def test_every_form_that_posts_carries_one(path):
    forms = re.findall(
        r"<form\b[^>]*\bmethod=[\"']post[\"'][^>]*>(.*?)</form>", path.read_text(encoding="utf-8"), re.DOTALL | re.IGNORECASE
    )
    assert [form[:80] for form in forms if "{% csrf_token %}" not in form] == []


RACE = """
import json, re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection
from django.test import Client

from datetime import date, timedelta

from supervision.models import Session
from tests.allocations.service import found, pairs, practitioners, supervisors, who
from tests.races import size

found()
supervisors("S1")
practitioners("P1")
pairs(("P1", "S1"))
MANY, ROUNDS = size(12, 4)
clients = [Client() for _ in range(MANY)]
for client in clients:
    client.force_login(who("S1"), backend="allauth.account.auth_backends.AuthenticationBackend")
told = []
for number in range(ROUNDS):
    page = clients[0].get("/supervision/another/").content.decode()
    once = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    what = {"kind": "case_management", "held_on": str(date(2026, 9, 1) + timedelta(days=number)), "minutes": "60",
            "attendees": str(who("P1").public_id), "csrfmiddlewaretoken": once}
    gate = Barrier(MANY)

    def send(client):
        gate.wait()
        try:
            return client.post("/supervision/another/", what).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(MANY) as pool:
        told.append([sorted(pool.map(send, clients)), Session.objects.filter(held_on=what["held_on"]).count()])
print(json.dumps(told))
"""


def test_of_many_at_once_one_has_an_effect(a_database):
    for statuses, sessions in json.loads(manage(a_database, "shell", "--no-imports", "-c", RACE).stdout):
        assert (statuses, sessions) == ([302] * size(12, 4)[0], 1)
    assert manage(a_database, "verify_audit").returncode == 0
