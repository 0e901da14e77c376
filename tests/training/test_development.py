"""What somebody learned outside a course: theirs alone."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from training.actions import Refused, note_development, take_back_development
from training.models import Development

pytestmark = pytest.mark.django_db
LINE = "I ask first what the supervisee would like to think about."


def note(who, **change) -> Development:
    given = {"what": "A webinar", "done_on": date(2026, 5, 4), "minutes": 45, "reflection": LINE} | change
    return note_development(person=who, by=who, **given)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"done_on": date(2199, 1, 1)}, "Enter a day that is not in the future."),
        ({"minutes": 0}, "Enter how long it took in minutes, at most a day."),
        ({"what": "  "}, "Enter what it was."),
        ({"reflection": ""}, "Enter what you will do differently."),
    ],
)
def test_what_cannot_be_kept(world, change, said):
    with pytest.raises(Refused) as refused, transaction.atomic():
        note(world.ada, **change)
    assert (str(refused.value), Development.objects.count()) == (said, 0)


def test_a_line_with_an_nhs_number_is_refused(world):
    with pytest.raises(Refused, match="NHS number"), transaction.atomic():
        note(world.ada, reflection="I talked to 943 476 5919 for longer.")


def test_only_oneself_reads_and_takes_out_a_note(world, as_person):
    kept = note(world.ada)
    assert LINE in as_person(world.ada).get("/training/").content.decode()
    address = f"/training/development/{kept.pk}/take-out/"
    for other in (world.lead, world.manager, world.colleague):
        assert as_person(other).post(address).status_code == 404
        with pytest.raises(PermissionDenied):
            take_back_development(note=kept, by=other)
        page = as_person(other).get(f"/people/{world.ada.public_id}/")
        assert LINE not in page.content.decode()
    assert as_person(world.ada).post(address).status_code == 302
    assert LINE not in as_person(world.ada).get("/training/").content.decode()
    with pytest.raises(Refused, match="removed already"), transaction.atomic():
        take_back_development(note=kept, by=world.ada)


def test_the_form_keeps_what_was_typed_when_it_is_refused(world, as_person):
    page = as_person(world.ada).post(
        "/training/development/", {"what": "A webinar", "done_on": "2199-01-01", "minutes": "45", "reflection": LINE}
    )
    assert "Enter a day that is not in the future." in page.content.decode() and LINE in page.content.decode()
    sent = {"what": "A webinar", "done_on": "2026-05-04", "minutes": "45", "reflection": LINE}
    assert as_person(world.ada).post("/training/development/", sent).status_code == 302
    assert Development.objects.live().get().minutes == 45
