"""Sessions that were written down here come out with an import's columns, and a correction by import keeps what has no
column."""

from datetime import date, time

from exchange.actions import export_everything
from governance.access import CONSOLE
from people.models import Service
from supervision.actions import SessionRecord, Terms, record_session
from supervision.models import Session
from supervisionofsupervision.actions import begin_group
from tests.supervision.test_recording import SLOT, write
from tests.world import take_in


def lines() -> list[str]:
    return export_everything(by=CONSOLE).files.get("sessions.csv", b"").decode().splitlines()


def test_out_and_in_again_changes_nothing(ground, weekly):
    session = write(ground, weekly)
    (line,) = lines()[1:]
    assert line == f"{session.reference},case_management,2026-11-23,60,S1,P1,,,"


def test_a_correction_by_import_keeps_the_slot(ground, weekly):
    session = write(ground, weekly, private_room=True)
    row = dict(zip(lines()[0].split(","), lines()[1].split(","), strict=True))
    take_in(sessions=[row | {"minutes": "45"}])
    now = Session.objects.live().get()
    assert (now.minutes, now.series, now.slot, now.private_room, now.in_place) == (45, weekly, SLOT, True, session.pk)


def test_led_from_outside_there_is_no_line_that_an_import_would_refuse(ground):
    terms = Terms("week", date(2026, 11, 24), time(10), 60)
    service = Service.objects.get(code="X")
    group = begin_group(
        service=service, form="individual", members=[ground("S1")], terms=terms, outside="Dr Reed", by=ground("L1")
    )
    record = SessionRecord(held_on=date(2026, 11, 24), minutes=60, attendees=(ground("S1"),))
    record_session(series=group.series, slot=date(2026, 11, 24), record=record, by=ground("S1"))
    assert (Session.objects.live().get().outside, lines()) == ("Dr Reed", [])
