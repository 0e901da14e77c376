"""Facts are superseded, never edited or deleted, and periods that may not overlap do not: the database itself sees to it."""

from datetime import date

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from governance.access import CONSOLE
from governance.facts import recording
from governance.models import Fact
from people.models import Post
from tests.world import post, take_in

pytestmark = pytest.mark.django_db


def refused(statement: str, *values) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
    except DatabaseError:
        return True
    return False


def test_a_fact_is_not_edited(world):
    assert refused("UPDATE people_post SET role = 'clinical_lead'")


def test_a_fact_is_not_deleted(world):
    assert refused("DELETE FROM people_post")


def test_a_fact_is_voided_once_and_stays_so(world):
    with recording(by=CONSOLE) as book:
        book.void(Post.objects.filter(person=world.ada), because="a mistake")
    assert refused("UPDATE people_post SET voided_at = NULL WHERE person_id = %s", world.ada.pk)
    assert refused("UPDATE people_post SET void_reason = 'another' WHERE person_id = %s", world.ada.pk)


def test_a_correction_keeps_the_place_and_what_was_known(world):
    old = Post.objects.live().get(person=world.ada)
    take_in(posts=[post("A1", finish="2026-01-31")])
    new = Post.objects.live().get(person=world.ada)
    old.refresh_from_db()
    assert (new.in_place, old.void_reason, old.voided_at) == (old.pk, "Corrected by an import.", new.recorded_at)
    assert [p.pk for p in Post.objects.known_at(old.recorded_at).filter(person=world.ada)] == [old.pk]


OVERLAPS = [
    (date(2019, 1, 1), date(2019, 12, 31), False),
    (date(2019, 1, 1), date(2020, 1, 1), True),
    (date(2019, 1, 1), None, True),
    (date(2025, 1, 1), date(2025, 1, 1), True),
]


@pytest.mark.parametrize(("start", "finish", "clash"), OVERLAPS)
def test_posts_of_one_assignment_do_not_overlap(world, start, finish, clash):
    old = Post.objects.live().get(person=world.ada)
    twin = Post(
        person=old.person, assignment_number=old.assignment_number, service=old.service, role=old.role,
        fte_hundred_thousandths=100_000, started_on=start, finished_on=finish,
    )  # fmt: skip

    def write():
        with transaction.atomic(), recording(by=CONSOLE) as book:
            book.record([twin])

    if clash:
        with pytest.raises(DatabaseError):
            write()
    else:
        write()


@pytest.mark.parametrize("model", [m for m in apps.get_models() if issubclass(m, Fact)], ids=lambda m: m._meta.label)
def test_the_guards_are_there(model):
    names = {"sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
             "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal"}  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(names[connection.vendor], [model._meta.db_table])
        found = {name for (name,) in cursor.fetchall()}
    guard = f"{model._meta.db_table}_is_a_fact"
    kinds = {"sqlite": "ud", "postgresql": "rt"}[connection.vendor]
    assert {name for name in found if name.startswith(guard)} == {f"{guard}_{kind}" for kind in kinds}


def test_nobody_signs_off_themselves_even_in_the_database(world):
    from competencies.models import SignOff

    def write():
        with transaction.atomic(), recording(by=CONSOLE) as book:
            signed = SignOff(
                person=world.ada, signed_by=world.ada, framework="small", competency="A1", level=2, signed_on=date(2024, 1, 1)
            )
            book.record([signed])

    with pytest.raises(DatabaseError):
        write()
