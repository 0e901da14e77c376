"""A person's desk and page: the right answer, to the right reader."""

import re
from dataclasses import fields
from datetime import date

import pytest
from django.urls import reverse

from competencies.labels import STEPS, STEPS_OF_ANOTHER
from competencies.standing.wording import OF_THEM, TO_THEM
from tests.world import post, take_in

pytestmark = pytest.mark.django_db


def test_the_desk_answers_in_one_sentence(world, as_person):
    got = as_person(world.ada).get("/my/eligibility/")
    assert got.context["standing"].headline == ("You cannot supervise yet. You need a qualification and 2 sign-offs.")
    assert [step for step, _ in got.context["standing"].next_steps] == [
        "Qualification",
        "Competencies signed off: 2 of 2 are missing",
    ]


def test_an_award_that_is_to_be_verified_is_for_a_lead_to_check(world, as_person):
    take_in(qualifications=[{"employee_number": "A1", "qualification": "li_training", "awarded_on": "2021-01-01"}])
    steps = dict(as_person(world.ada).get("/my/eligibility/").context["standing"].next_steps)
    assert steps["Qualification"] == "A clinical lead or service manager needs to check the certificate"


def test_a_day_in_the_past_is_answered_as_it_was(world, as_person):
    found = as_person(world.ada).get("/my/", {"on": "2021-12-31"}).context["standing"]
    time = found.becoming[0]
    assert (time.progress, time.when) == ("730 of 731 days", "Will be met on 1 January 2022.")


def test_what_was_not_known_then_does_not_count_then(world, as_person):
    take_in(
        qualifications=[
            {"employee_number": "A1", "qualification": "li_training", "awarded_on": "2021-01-01", "verified_on": "2021-01-01"}
        ]
    )
    client = as_person(world.ada)
    now = client.get("/my/eligibility/").context["standing"]
    assert [requirement.tag.text for requirement in now.becoming] == ["Met", "Met", "Nothing recorded"]
    before = client.get("/my/", {"known": "2020-01-01"}).context["standing"]
    assert [r.tag.text for r in before.becoming] == ["Nothing recorded", "Nothing recorded", "Nothing recorded"]


PAGES = ("people:page", "people:json", "people:pdf")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("who", "status"),
    [("ada", 200), ("lead", 200), ("manager", 200), ("colleague", 404), ("lead_there", 404), ("bea_there", 404)],
)
def test_who_may_open_a_person(world, as_person, page, who, status):
    assert as_person(getattr(world, who)).get(reverse(page, args=[world.ada.public_id])).status_code == status


def test_json_equals_the_command(world, as_person):
    got = as_person(world.ada).get(reverse("people:json", args=[world.ada.public_id]), {"on": "2026-11-22"}).json()
    assert (got["employee_number"], got["state"], got["since"]) == ("A1", "not_yet", "2020-01-01")
    assert [(r["id"], r["outcome"], r["since"]) for r in got["requirements"]] == [
        ("time", "met", "2022-01-01"),
        ("qual", "unknown", "2020-01-01"),
        ("skills", "unknown", "2020-01-01"),
    ]


def test_the_ledger_adds_up(world, as_person):
    take_in(posts=[post("A1", finish="2020-06-30"), post("A1", start="2021-01-01")])
    got = as_person(world.ada).get(reverse("people:clock", args=[world.ada.public_id, "time"]), {"on": "2021-02-01"})
    assert [tuple(map(str, row)) for row in got.context["lines"].rows] == [
        ("1 January 2020", "30 June 2020", "182", "1", "182"),
        ("1 July 2020", "31 December 2020", "184", "0: no post that counts", "182"),
        ("1 January 2021", "31 January 2021", "31", "1", "213"),
    ]
    assert got.context["progress"] == "213 of 731 days"
    page = got.content.decode()
    assert ">7 of 24 months</h2>" in page
    assert 'aria-label="7 of 24 months. 24 months on 4 July 2022, if posts and leave stay as they are recorded."' in page


@pytest.mark.parametrize("address", ["/my/?on=31-31-31&standard=nonsense&known=x", "/my/?on=9999-12-31", "/my/?on=0001-01-01"])
def test_nonsense_in_the_address_is_no_traceback(world, as_person, address):
    assert as_person(world.ada).get(address).status_code == 200


@pytest.mark.parametrize("requirement", ["qual", "nothing"])
def test_only_clocks_have_a_ledger(world, as_person, requirement):
    assert as_person(world.ada).get(reverse("people:clock", args=[world.ada.public_id, requirement])).status_code == 404


def test_a_standard_is_readable_by_anybody_signed_in(world, as_person):
    got = as_person(world.bea_there).get("/competencies/standards/plain/")
    assert got.status_code == 200
    assert "At least 2 years in post as PWP, senior PWP or trainee PWP, training included." in got.content.decode()


def test_a_standard_that_is_not_there(world, as_person):
    assert as_person(world.ada).get("/competencies/standards/none/").status_code == 404


def test_the_desk_of_somebody_without_facts(world, as_person):
    from people.models import Person

    guest = Person.objects.create_user("guest@example.nhs.uk", first_name="Guest", last_name="Editor")
    got = as_person(guest).get("/my/eligibility/")
    assert (got.status_code, got.context["standing"].chart) == (200, None)


def test_of_a_group_it_says_what_is_open_and_what_to_do_next(world):
    from competencies.actions import publish_standard
    from competencies.queries import standards
    from competencies.standing import standing
    from governance.access import CONSOLE
    from tests.world import STANDARD

    two = {"op": "N_OF", "n": 2, "of": STANDARD["becoming"]["of"]}
    publish_standard(document=STANDARD | {"code": "two", "becoming": two}, by=CONSOLE)
    found = standing(world.ada.pk, standards()["two"], date(2026, 11, 23), me=True)
    ((step, waits),) = found.next_steps
    assert step.endswith(": still open are qualification and competencies signed off")
    assert waits == "Send the certificate of your training. Ask for your first sign-offs"
    ((_, others),) = standing(world.ada.pk, standards()["two"], date(2026, 11, 23)).next_steps
    assert others == ("They need to send the certificate of their training. They need to ask for their first sign-offs")


@pytest.mark.parametrize("kind", STEPS)
def test_a_sentence_for_one_reader_is_none_of_another_s(kind):
    """Word by word: nobody reads “You” on somebody else's page, nor a word that was cut out of another."""
    words = set(re.findall(r"[a-z]+", STEPS_OF_ANOTHER[kind].lower()))
    assert not words & {"you", "your", "yours", "themr", "theyr"}


def test_each_reader_is_spoken_to_in_their_own_words():
    """A table of sentences for the person, and one for whoever else reads their page: none is made of the other by replacing
    words."""
    for words, others in ((TO_THEM, {"they", "them", "their"}), (OF_THEM, {"you", "your"})):
        sentences = [getattr(words, field.name) for field in fields(words) if field.name != "steps"] + list(
            words.steps.values()
        )
        assert len(sentences) > 15
        assert [said for said in sentences if others & set(re.findall(r"[a-z]+", said.lower()))] == []
