"""Long lists of training are shown in pages and taken along whole, by whom they are for."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.downloads import download_links, taken_along
from tests.world import in_one_line, person, post, take_in

pytestmark = pytest.mark.django_db
TO_VERIFY = "/training/certificates/"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-11-23T12:00:00+00:00", tick=False):
        yield


def sent_by(numbers) -> None:
    """Certificates of new people, which nobody has verified yet."""
    take_in(
        people=[person(number, last=f"Last{number}") for number in numbers],
        posts=[post(number, start="2025-01-01") for number in numbers],
        qualifications=[
            {"employee_number": number, "qualification": "li_training", "awarded_on": "2021-01-01"} for number in numbers
        ],
    )


def test_certificates_come_in_pages_and_are_taken_along_whole(world, as_person):
    sent_by([f"N{number}" for number in range(30)])
    lead = as_person(world.lead)
    first = lead.get(TO_VERIFY)
    assert len(first.context["page"].rows) == 25 and first.context["page"].said == "1 to 25 of 30 certificates"
    assert len(lead.get(f"{TO_VERIFY}?page=2").context["page"].rows) == 5
    taken = lead.get(f"{TO_VERIFY}?as=csv&page=2")
    assert taken["Content-Type"].startswith("text/csv") and len(taken.content.decode("utf-8-sig").splitlines()) == 31
    assert lead.get(f"{TO_VERIFY}?as=xlsx").content[:2] == b"PK"
    assert "See all 30 as a list" in lead.get("/my/waiting/").content.decode()


def test_a_name_is_searched_for_and_what_is_left_is_taken_along(world, as_person):
    sent_by([f"N{number}" for number in range(30)])
    lead = as_person(world.lead)
    found = lead.post(f"{TO_VERIFY}?page=2", {"name": "lastn7"})
    assert "1 certificate with a name like “lastn7”" in in_one_line(found.content.decode())
    assert [str(row[0]) for row in found.context["page"].rows] == ["Ada LastN7"]
    taken = lead.post(f"{TO_VERIFY}?as=csv", {"name": "lastn7"}).content.decode("utf-8-sig")
    assert len(taken.splitlines()) == 2 and "LastN7" in taken
    assert "lastn7" not in "".join(link.href for link in found.context["downloads"])


def test_the_list_asks_no_more_of_the_database_the_longer_it_is(world, as_person):
    lead, counts = as_person(world.lead), []
    for numbers in (["N0"], ["N1", "N2", "N3"]):
        sent_by(numbers)
        lead.get(TO_VERIFY)
        with CaptureQueriesContext(connection) as asked:
            lead.get(TO_VERIFY)
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("who", ["ada", "lead_there"])
def test_who_verifies_nothing_has_no_list(world, as_person, who):
    sent_by(["N0"])
    reader = as_person(getattr(world, who))
    assert reader.get(TO_VERIFY).status_code == 404 and reader.get(f"{TO_VERIFY}?as=csv").status_code == 404
    assert reader.get("/training/places/").status_code == 404


def test_a_list_is_taken_along_as_it_is_filtered(rf):
    request = rf.get("/training/certificates/?team=NORTH&page=3")
    assert [link.href for link in download_links(request)] == ["?team=NORTH&as=csv", "?team=NORTH&as=xlsx"]
    assert taken_along(request, "list", ["A"], [["b"]]) is None
    file = taken_along(rf.get("/?as=csv"), "list", ["A"], [["=1+1"]])
    assert 'filename="list.csv"' in file["Content-Disposition"] and "\n=1+1" not in file.content.decode("utf-8-sig")
