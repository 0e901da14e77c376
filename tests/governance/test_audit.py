"""The log is chained and append-only; whoever changes it all the same is found."""

import re

import pytest
from django.db import DatabaseError, connection, transaction

from governance import audit
from governance.access import CONSOLE
from governance.actions import governed
from governance.audit import Anchor, faults, head
from governance.models import AuditEntry
from governance.policy import Action
from tests.conftest import manage

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries():
    for number in range(5):
        audit.append(Action.IMPORT_FACTS, by=CONSOLE, summary={"n": number})
    return list(AuditEntry.objects.order_by("number"))


def found(entries, *anchors) -> list[str]:
    return list(faults(entries, anchors))


def test_an_untouched_log_has_no_faults(entries):
    assert found(entries) == []
    assert head() == Anchor(5, entries[-1].digest)


def test_a_changed_entry_is_found(entries):
    entries[2].summary = {"n": 99}
    assert found(entries) == ["Entry 3 was changed: its digest is not that of its content."]


def test_an_entry_changed_with_its_digest_breaks_the_next(entries):
    entries[2].summary = {"n": 99}
    entries[2].digest = audit.digest_of(entries[2])
    assert found(entries) == ["Entry 4 does not follow from the entry before it: one was changed, removed or put in."]


def test_a_removed_entry_is_found(entries):
    del entries[2]
    assert found(entries) == [
        "Entry 3 is missing: the next one there is 4.",
        "Entry 4 does not follow from the entry before it: one was changed, removed or put in.",
    ]


def test_an_inserted_entry_is_found(entries):
    forged = AuditEntry(number=3, at=entries[2].at, action="x", digest_before=entries[1].digest, summary={})
    forged.digest = audit.digest_of(forged)
    assert found([*entries[:2], forged, *entries[2:]])[0] == "Entry 4 is missing: the next one there is 3."


def test_a_cut_off_end_is_found_with_an_anchor(entries):
    anchor = head()
    assert found(entries[:3]) == []
    assert found(entries[:3], anchor) == ["The log ends at entry 3, but entry 5 was noted down as the head."]


def test_a_log_written_anew_is_found_with_an_anchor(entries):
    assert found(entries, Anchor(5, "0" * 64)) == ["Entry 5 is not the one that was noted down as the head."]


STATEMENTS = (
    "UPDATE governance_auditentry SET action = 'nothing'",
    "DELETE FROM governance_auditentry",
    "UPDATE governance_auditentry SET summary = '{}' WHERE number = 1",
)


@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_database_refuses(entries, statement):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert found(AuditEntry.objects.order_by("number")) == []


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="INSERT OR REPLACE is SQLite's own")
def test_replace_is_no_way_round(entries):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT OR REPLACE INTO governance_auditentry SELECT * FROM governance_auditentry WHERE number = 1")


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="TRUNCATE is PostgreSQL's own")
def test_truncate_is_no_way_round(entries):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE governance_auditentry CASCADE")


def test_what_fails_leaves_no_entry():
    @governed(Action.IMPORT_FACTS)
    def break_off(*, by):
        raise ValueError("broken off")

    with pytest.raises(ValueError, match="broken off"):
        break_off(by=CONSOLE)
    assert AuditEntry.objects.count() == 0


APPEND = """
from governance import audit; from governance.access import CONSOLE; from governance.policy import Action
from django.db import transaction
for n in range(12):
    with transaction.atomic():
        audit.append(Action.IMPORT_FACTS, by=CONSOLE, summary={"n": n})
"""


def test_processes_that_write_at_once_make_one_chain(a_database):
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda _: manage(a_database, "shell", "--no-imports", "-c", APPEND), range(4)))
    assert [one.returncode for one in done] == [0, 0, 0, 0]
    verified = manage(a_database, "verify_audit")
    assert re.match(r"48 entries, head 48:[0-9a-f]{64}\n", verified.stdout)


def test_the_command_says_where_and_exits_with_one(a_database):
    manage(a_database, "shell", "--no-imports", "-c", APPEND)
    drop = (
        "DROP TRIGGER governance_audit_append_only_u"
        if a_database.startswith("sqlite")
        else "DROP TRIGGER governance_audit_append_only_r ON governance_auditentry"
    )
    tamper = f"from django.db import connection; c = connection.cursor(); c.execute({drop!r}); "
    tamper += "c.execute(\"UPDATE governance_auditentry SET subject = 'other' WHERE number = 7\")"
    manage(a_database, "shell", "--no-imports", "-c", tamper)
    verified = manage(a_database, "verify_audit", check=False)
    assert (verified.returncode, verified.stdout.splitlines()[0]) == (
        1,
        "Entry 7 was changed: its digest is not that of its content.",
    )
