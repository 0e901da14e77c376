"""How long one stays signed in, and what is asked of those who see other people's records."""

import json
import logging

import pytest
from django.test import RequestFactory

from config.logs import JsonLines

pytestmark = pytest.mark.django_db


def test_whoever_opens_no_page_for_half_an_hour_is_signed_out(world, as_person, settings):
    settings.IDLE_MINUTES = 30
    import time_machine

    with time_machine.travel("2026-11-23T09:00:00+00:00", tick=False) as clock:
        client = as_person(world.ada)
        for minutes in (0, 29, 58):
            clock.move_to(f"2026-11-23T09:{minutes:02}:00+00:00")
            assert client.get("/my/").status_code == 200
        clock.move_to("2026-11-23T09:58:59+00:00")
        before = client.session["last_page"]
        client.get("/my/")
        assert client.session["last_page"] == before
        clock.move_to("2026-11-23T10:29:00+00:00")
        got = client.get("/my/")
        assert (got.status_code, got["Location"]) == (302, "/accounts/login/?next=/my/")
        assert "You were signed out because no page was opened for a while." in client.get("/accounts/login/").content.decode()


def test_a_second_factor_is_asked_of_those_who_see_other_peoples_records(world, as_person, settings):
    from allauth.mfa.models import Authenticator

    settings.SECOND_FACTOR = True
    assert as_person(world.ada).get("/my/").status_code == 200
    for who in (world.lead, world.manager):
        client = as_person(who)
        for address in ("/my/", "/oversight/", f"/people/{world.ada.public_id}/"):
            got = client.get(address)
            assert (got.status_code, got["Location"]) == (302, "/accounts/2fa/app/add/")
        assert client.get("/accounts/").status_code == 200
        Authenticator.objects.create(user=who, type=Authenticator.Type.TOTP, data={})
        assert client.get("/my/").status_code == 200


def test_a_log_line_is_one_json_object_without_query_or_body():
    record = logging.makeLogRecord({"name": "django.request", "levelname": "ERROR", "msg": "Broken:\n%s", "args": ("x",)})
    record.request = RequestFactory().post("/my/?standard=secret", {"comment": "secret"})
    line = JsonLines().format(record)
    assert "\n" not in line and "secret" not in line
    said = json.loads(line)
    assert {key: said[key] for key in ("level", "logger", "message", "method", "path", "person")} == {
        "level": "ERROR", "logger": "django.request", "message": "Broken:\nx", "method": "POST", "path": "/my/", "person": None,
    }  # fmt: skip
