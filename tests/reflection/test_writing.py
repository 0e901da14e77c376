"""Writing for oneself: drafts, two tabs, what is refused, and what a key opens."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection

from governance.models import AuditEntry
from governance.privacy import EXPLANATION
from reflection import vault
from reflection.actions import ChangedElsewhere, Refused, finish, keep_draft, let_reminder_go, remove
from reflection.models import Record, Reminder
from reflection.queries import curves, written
from tests.conftest import manage
from tests.races import size

from .conftest import TODAY

NHS_NUMBER = "943 476 5919"


def draft(person, tool, name, revision, **typed):
    return keep_draft(person=person, tool=tool, name=name, revision=revision, on=TODAY, typed=typed, by=person)


@pytest.fixture
def p1(who):
    return who("P1")


def test_a_draft_is_kept_again_and_again_and_then_finished(p1, tools):
    tool, name = tools["four-stages"], uuid4()
    assert draft(p1, tool, name, 0, did="Tr").revision == 1
    assert draft(p1, tool, name, 1, did="Tried it").revision == 2
    record = Record.objects.get()
    assert (record.content(), record.finished_at) == ({"typed": {"did": "Tried it"}}, None)
    about = {"person": p1, "tool": tool, "name": name, "on": TODAY, "typed": {"did": "Tried it."}, "by": p1}
    finish(revision=2, kept={"did": "Tried it."}, **about)
    record.refresh_from_db()
    assert (record.content(), record.finished_at is None, record.revision) == ({"kept": {"did": "Tried it."}}, False, 3)


def test_a_second_tab_never_writes_over_the_first(p1, tools):
    tool, name = tools["four-stages"], uuid4()
    draft(p1, tool, name, 0, did="First tab")
    with pytest.raises(ChangedElsewhere) as changed:
        draft(p1, tool, name, 0, did="Second tab")
    assert (changed.value.there, changed.value.record.revision) == ({"did": "First tab"}, 1)
    with pytest.raises(ChangedElsewhere):
        finish(person=p1, tool=tool, name=name, revision=0, on=TODAY, kept={"did": "Second tab"}, typed={}, by=p1)
    assert Record.objects.get().content() == {"typed": {"did": "First tab"}}


def test_what_is_sent_twice_is_kept_once(p1, tools):
    tool, name = tools["four-stages"], uuid4()
    draft(p1, tool, name, 0, did="The answer got lost")
    assert draft(p1, tool, name, 0, did="The answer got lost").revision == 1
    about = {
        "person": p1,
        "tool": tool,
        "name": name,
        "revision": 1,
        "on": TODAY,
        "kept": {"did": "Done"},
        "typed": {},
        "by": p1,
    }
    assert (finish(**about).revision, finish(**about).revision) == (2, 2)


def test_a_reader_sees_what_was_finished_not_what_is_being_typed(p1, tools, write):
    record = write(p1, did="As it was")
    draft(p1, record.tool, record.public_id, 1, did="Half a sen")
    record.refresh_from_db()
    assert [entry.words for entry in written(record).entries] == ["As it was"]


def test_nothing_of_a_patient_is_kept_even_as_a_draft(p1, tools):
    for act in (
        lambda: draft(p1, tools["four-stages"], uuid4(), 0, did=f"Saw {NHS_NUMBER}"),
        lambda: finish(
            person=p1, tool=tools["four-stages"], name=uuid4(), revision=0, on=TODAY, kept={"did": NHS_NUMBER}, typed={}, by=p1
        ),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert str(refused.value) == EXPLANATION
    assert Record.objects.count() == 0


def test_a_name_that_is_somebody_else_s_opens_nothing(who, p1, tools, write):
    theirs = write(who("P2"), did="Not yours")
    with pytest.raises(Refused, match="could not be saved"):
        draft(p1, tools["four-stages"], theirs.public_id, 0, did="Mine")
    theirs.refresh_from_db()
    assert (theirs.author, theirs.content()) == (who("P2"), {"kept": {"did": "Not yours"}})


def test_private_writing_leaves_no_entry_in_the_log(p1, write):
    before = AuditEntry.objects.count()
    remove(record=write(p1), by=p1)
    assert AuditEntry.objects.count() == before


def test_a_key_opens_its_owner_s_record_and_nothing_else(who, p1, write):
    mine, other, theirs = write(p1, did="Mine"), write(p1, did="Other"), write(who("P2"), did="Theirs")
    for moved in (other, theirs):
        mine.sealed, kept = moved.sealed, mine.sealed
        with pytest.raises(vault.Unreadable):
            mine.content()
        mine.sealed = kept
    for at in (0, 12, len(mine.sealed) - 1):
        mine.sealed = bytes(mine.sealed[:at] + bytes([mine.sealed[at] ^ 1]) + mine.sealed[at + 1 :])
        with pytest.raises(vault.Unreadable):
            mine.content()
        mine.refresh_from_db()
    assert mine.content() == {"kept": {"did": "Mine"}}


def test_without_its_key_nobody_reads_it_and_the_page_says_so(p1, write):
    record = write(p1, did="Gone soon")
    path = settings.KEYS_ROOT / str(p1.public_id)
    key = path.read_bytes()
    vault.destroy(p1)
    assert written(record).readable is False
    with pytest.raises(vault.Unreadable):
        write(p1, did="A new key would shut the old text for good")
    path.write_bytes(key[:5])
    assert written(record).readable is False
    path.write_bytes(key)
    assert record.content() == {"kept": {"did": "Gone soon"}}


def test_a_key_that_is_away_makes_no_open_tab_write_over_what_it_cannot_read(p1, tools, write):
    record = write(p1, did="Not to be lost")
    path = settings.KEYS_ROOT / str(p1.public_id)
    key = path.read_bytes()
    path.unlink()
    with pytest.raises(vault.Unreadable):
        draft(p1, tools["four-stages"], record.public_id, 1, did="Not to be lost. More")
    path.write_bytes(key)
    record.refresh_from_db()
    assert record.content() == {"kept": {"did": "Not to be lost"}}


def test_nothing_is_asked_again_of_days_gone_by_nor_of_what_is_deleted(p1, write):
    score = {"score": "31", "answered": 9, "band": ""}
    record = write(p1, "s-srq", on=TODAY - timedelta(days=120), **{"safe-base": score})
    assert [one.months for one in Reminder.objects.all()] == [6]
    remove(record=record, by=p1)
    assert Reminder.objects.count() == 0


def test_the_key_lies_outside_the_database_and_only_its_owner_reads_the_file(p1, write):
    write(p1)
    path = settings.KEYS_ROOT / str(p1.public_id)
    assert (path.stat().st_mode & 0o777, len(path.read_bytes())) == (0o600, 32)
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM reflection_record")
        assert path.read_bytes() not in bytes(cursor.fetchone()[0])


def test_a_measure_asks_again_at_three_and_six_months_and_can_be_told_not_to(p1, write):
    score = {"score": "31", "answered": 9, "band": ""}
    write(p1, "s-srq", **{"safe-base": score})
    assert [(one.months, one.due_on.isoformat()) for one in Reminder.objects.all()] == [(3, "2027-02-25"), (6, "2027-05-25")]
    let_reminder_go(reminder=Reminder.objects.first(), by=p1)
    write(p1, "s-srq", on=TODAY - timedelta(days=1), **{"safe-base": score})
    live = Reminder.objects.filter(over_at=None)
    assert [(one.months, one.due_on.isoformat()) for one in live] == [(3, "2027-02-24"), (6, "2027-05-24")]


def test_curves_go_through_what_was_entered_and_break_where_it_is_incomplete(p1, write):
    for days, given in ((60, ("31", 9)), (30, (None, 3)), (0, ("44", 9))):
        kept = {"score": given[0], "answered": given[1], "band": ""}
        write(p1, "s-srq", on=TODAY - timedelta(days=days), **{"safe-base": kept})
    write(p1, "session-check", heard=7)
    found = [(c.tool.code, c.title, [p.value and int(p.value) for p in c.points]) for c in curves(p1)]
    assert found == [("session-check", "I felt heard", [7]), ("s-srq", "Safe base", [31, None, 44])]


TWO_TABS = """
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from uuid import uuid4
from django.db import connection
from governance.access import CONSOLE
from reflection.actions import Refused, keep_draft
from reflection.models import Record, Tool
from reflection.reference import publish_starters
from tests.allocations.service import found, practitioners, who
from tests.races import size

MANY = size(16, 1)[0]
found()
practitioners("P1")
publish_starters(by=CONSOLE)
p1, tool, name = who("P1"), Tool.objects.get(code="four-stages"), uuid4()

def all_at_once(revision):
    gate = Barrier(MANY)
    def one(place):
        gate.wait()
        try:
            keep_draft(person=p1, tool=tool, name=name, revision=revision, on=date(2026, 1, 1),
                       typed={"did": f"Tab {place}"}, by=p1)
            return "kept"
        except Refused:
            return "refused"
        except Exception as fault:
            return f"{type(fault).__name__}: {fault}"
        finally:
            connection.close()
    with ThreadPoolExecutor(MANY) as pool:
        said = list(pool.map(one, range(MANY)))
    return {words: said.count(words) for words in sorted(set(said))}

first, again = all_at_once(0), all_at_once(1)
record = Record.objects.get()
print(json.dumps([first, again, record.revision, record.content()["typed"]["did"][:4]]))
"""


@pytest.mark.race
def test_of_many_tabs_at_once_one_keeps_and_the_others_are_told(a_database):
    others = size(16, 1)[0] - 1
    found = json.loads(manage(a_database, "shell", "--no-imports", "-c", TWO_TABS).stdout.splitlines()[-1])
    assert found == [{"kept": 1, "refused": others}, {"kept": 1, "refused": others}, 2, "Tab "]
