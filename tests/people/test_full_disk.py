"""A database that takes nothing, as on a full disk: reading goes on, what cannot be kept is said in words, and the site's
health shows it.

SQLite refuses every write under ``query_only`` with the class of error that it raises for a full disk.
"""

from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client

from config.sessions import SessionStore

from .test_sign_in import PASSWORD


@contextmanager
def nothing_is_taken():
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
        try:
            yield
        finally:
            cursor.execute("PRAGMA query_only = OFF")


@pytest.fixture
def long_ago(world, as_person, settings):
    """Somebody signed in, whose last page was long enough ago for its time to be kept anew."""
    settings.IDLE_MINUTES = 30
    client = as_person(world.ada)
    client.get("/my/")
    session = client.session
    session["last_page"] -= 120
    session.save()
    return client


@pytest.mark.parametrize("address", ["/my/", "/supervision/", "/training/"])
def test_reading_goes_on(long_ago, address):
    with nothing_is_taken():
        assert long_ago.get(address).status_code == 200


def test_what_cannot_be_kept_is_said_and_stays_on_the_page(long_ago):
    sent = {"what": "A paper", "done_on": "2026-01-02", "minutes": "30", "reflection": "I will ask."}
    with nothing_is_taken():
        got = long_ago.post("/training/development/", sent)
    page = got.content.decode()
    assert (got.status_code, got["Retry-After"]) == (503, "60")
    assert "Nothing was changed" in page and "I will ask." in page


def test_signing_in_is_not_called_too_many_attempts(world):
    world.ada.set_password(PASSWORD)
    world.ada.save()
    with nothing_is_taken():
        got = Client().post("/accounts/login/", {"login": world.ada.email, "password": PASSWORD})
    assert got.status_code == 503 and "Too many" not in got.content.decode()


def test_a_session_with_more_to_keep_is_not_let_go(long_ago):
    from django.db import OperationalError

    session = SessionStore(long_ago.session.session_key)
    session["other"] = 1
    with nothing_is_taken(), pytest.raises(OperationalError):
        session.save()


def test_a_session_that_was_ended_meanwhile_is_not_kept(long_ago):
    from django.contrib.sessions.backends.base import UpdateError

    session = SessionStore(long_ago.session.session_key)
    session["last_page"] = 1
    long_ago.session.flush()
    with pytest.raises(UpdateError):
        session.save()


@pytest.mark.parametrize(("least", "status", "said"), [(0, 200, b"ok"), (1 << 62, 503, b"disk")])
def test_health_shows_a_disk_without_room(db, client, settings, least, status, said):
    settings.LEAST_FREE_BYTES = least
    got = client.get("/healthz")
    assert (got.status_code, got.content) == (status, said)
