"""The calendar that other programs read, and the mail of what lies ahead."""

from datetime import UTC, date, datetime, time
from io import StringIO

import icalendar
import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse

from people.models import Mail, MailChoice
from supervision.actions import cancel_session, move_session, new_address
from supervision.models import Feed
from tests.people.outage import Outage
from tests.supervision.conftest import series


def address(person) -> str:
    return reverse("supervision:feed", args=[new_address(person=person, by=person).secret])


def events(client, where) -> list:
    got = client.get(where)
    assert (got.status_code, got["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return icalendar.Calendar.from_ical(got.content).walk("VEVENT")


def test_a_standard_parser_reads_the_clock_change_weeks(ground, client, clock):
    clock.move_to("2026-03-01T12:00:00+00:00")
    series(ground("S1"), ground("P1"), first=date(2026, 3, 2), last_on=date(2026, 11, 30))
    found = {e["dtstart"].dt.astimezone(UTC).replace(tzinfo=None) for e in events(client, address(ground("P1")))}
    for day, hour in ((date(2026, 3, 23), 10), (date(2026, 3, 30), 9), (date(2026, 10, 19), 9), (date(2026, 10, 26), 10)):
        assert datetime.combine(day, time(hour)) in found
    assert datetime(2026, 4, 7, 9) in found and datetime(2026, 4, 6, 9) not in found, "Easter Monday moves to Tuesday"


def test_no_time_zone_has_to_travel_with_it(ground, weekly, client):
    text = client.get(address(ground("P1"))).content.decode()
    assert "DTSTART:20261130T100000Z" in text and "TZID" not in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_no_name_and_no_place(ground, client):
    series(ground("S1"), ground("P1"), where="Room of roses", name="Rose group")
    text = client.get(address(ground("P1"))).content.decode().lower()
    for word in ("sue", "s1", "pat", "p1", "rose", "example.nhs.uk"):
        assert word not in text
    assert "case management supervision" in text


def test_moved_and_cancelled(ground, weekly, client):
    move_session(series=weekly, slot=date(2026, 11, 30), to=date(2026, 12, 2), starts_at=time(14), by=ground("S1"))
    cancel_session(series=weekly, slot=date(2026, 12, 7), reason="leave", by=ground("S1"))
    found = {e["uid"]: e for e in events(client, address(ground("S1")))}
    uid = f"{weekly.public_id}-{{}}@solid-ground"
    assert found[uid.format("2026-11-30")]["dtstart"].dt.replace(tzinfo=None) == datetime(2026, 12, 2, 14)
    assert str(found[uid.format("2026-12-07")]["status"]) == "CANCELLED"
    assert str(found[uid.format("2026-12-07")]["summary"]) == "Cancelled: case management supervision"


def test_a_new_address_kills_the_old(ground, weekly, client):
    old = address(ground("P1"))
    new = address(ground("P1"))
    assert (client.get(old).status_code, client.get(new).status_code) == (404, 200)
    assert old.split("/")[-1].removesuffix(".ics") not in str(Feed.objects.values().get())


def test_whoever_may_not_sign_in_has_no_calendar(ground, weekly, client):
    where, person = address(ground("P1")), ground("P1")
    person.is_active = False
    person.save()
    assert client.get(where).status_code == 404


def test_only_one_s_own(ground, as_person):
    got = as_person(ground("L1")).post(reverse("supervision:renew"))
    assert Feed.objects.get().person == ground("L1") and got.status_code == 200


# What lies ahead --------------------------------------------------------------------------------------------------------
def digests() -> str:
    out = StringIO()
    call_command("send_digests", stdout=out)
    return out.getvalue().strip()


@pytest.fixture
def quiet(ground, weekly):
    """Nothing but the series: nobody has been told anything."""
    Mail.objects.all().delete()
    mail.outbox.clear()


def test_on_a_monday_for_everybody_who_said_nothing(quiet, clock, mailoutbox):
    assert digests() == "0 queued."
    clock.move_to("2026-11-30T07:00:00+00:00")
    assert (digests(), digests()) == ("3 queued.", "0 queued."), "the lead has nobody's session, but something on the desk"
    call_command("send_mails")
    call_command("send_mails")
    assert sorted(m.to[0] for m in mailoutbox) == ["l1@example.nhs.uk", "p1@example.nhs.uk", "s1@example.nhs.uk"]
    body = next(m.body for m in mailoutbox if m.to == ["p1@example.nhs.uk"])
    assert "- Monday 30 November, 10am: case management supervision, 1 hour" in body
    assert "Sue" not in body.replace("Hello Sue", "") and "Pat" not in body.replace("Hello Pat", "")


@pytest.mark.parametrize(("choice", "wednesday", "monday"), [("daily", 1, 1), ("weekly", 0, 1), ("off", 0, 0)])
def test_as_they_chose(quiet, ground, as_person, clock, choice, wednesday, monday):
    as_person(ground("P1")).post(reverse("supervision:mail"), {"digest": choice})
    assert MailChoice.objects.get().digest == choice
    digests()
    of_p1 = Mail.objects.filter(person=ground("P1"))
    assert of_p1.count() == wednesday
    clock.move_to("2026-11-30T07:00:00+00:00")
    digests()
    assert of_p1.count() == wednesday + monday


def test_an_outage_loses_nothing_and_sends_nothing_twice(quiet, clock, settings, mailoutbox):
    clock.move_to("2026-11-30T07:00:00+00:00")
    digests()
    settings.EMAIL_BACKEND = f"{Outage.__module__}.{Outage.__qualname__}"
    call_command("send_mails")
    assert Mail.objects.filter(sent_at=None).count() == 3
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    for _ in range(2):
        call_command("send_mails")
    assert (len(mailoutbox), Mail.objects.filter(sent_at=None).count()) == (3, 0)
