"""Who did what, in sentences: each action has one, and names are those that the reader may see."""

import re
from datetime import date

import pytest
from django.urls import reverse

from governance import audit
from governance.models import AuditEntry
from governance.policy import Action
from oversight.log import entries, lines, people_of
from oversight.logwords import COUNTED, GROUPS, SENTENCES, actions_in, in_words
from people.actions import say_working_days
from people.models import Service
from supervision.actions import SessionRecord, record_another
from tests.allocations.service import practitioners
from tests.supervision.conftest import clock, ground  # noqa: F401
from tests.world import in_one_line

TODAY = date(2026, 11, 25)
CODE = re.compile(r"[a-z]+_[a-z]|\w+\.\w+:\d+|\{|\b[0-9a-f]{16}\b")


def test_every_action_has_a_sentence_in_a_group():
    assert set(SENTENCES) == set(Action)
    assert {words.group for words in SENTENCES.values()} == set(GROUPS)
    assert sorted(action for group in GROUPS for action in actions_in(group)) == sorted(Action)


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize(("names", "alone"), [("Ada Test", False), ("", False), ("", True)])
def test_a_sentence_goes_on_from_the_name_of_whoever_did_it(action, names, alone):
    said = in_words(action, {}, names, alone=alone)
    assert said[0].islower() and said[-1] not in ". " and not CODE.search(said), said
    assert "somebody" not in said and "nobody" not in said and "whoever" not in said


@pytest.mark.parametrize(
    ("action", "summary", "said"),
    [
        (Action.MAKE_PLAN, {"placed": [[1, 2]] * 5, "refused": []}, "approved a plan for 5 people"),
        (Action.MAKE_PLAN, {"placed": [[1, 2]], "refused": []}, "approved a plan for 1 person"),
        (Action.MAKE_PLAN, {"contracts": 28}, "drafted 28 agreements for the service"),
        (Action.REQUEST_SIGN_OFF, {"requests": 1}, "asked for 1 sign-off"),
        (Action.KEEP_REFERENCE_DATA, "Five minutes.", "changed a list that all services share"),
        ("an_old_one", {}, "an old one"),
    ],
)
def test_counts_stand_in_the_sentence(action, summary, said):
    assert in_words(action, summary, "", alone=False) == said
    assert all(action in SENTENCES for action, _ in COUNTED)


@pytest.fixture
def here(ground) -> Service:  # noqa: F811
    return Service.objects.get(code="X")


def read(here: Service, reader) -> list[str]:
    return [f"{line.entry.by} {line.what}" for line in lines(entries(here, TODAY, TODAY), reader)]


@pytest.mark.django_db
def test_names_are_those_that_the_reader_may_see(ground, here):  # noqa: F811
    for who in (ground("P1"), ground("L2")):
        audit.append(Action.SAY_WORKING_DAYS, by=ground("M1"), record=who)
    say_working_days(person=ground("P1"), days=[0, 1], started_on=TODAY, by=ground("P1"))
    assert read(here, ground("M1")) == [
        "Pat P1 set their own working days",
        f"{ground('M1')} set working days",
        f"{ground('M1')} set working days of Pat P1",
    ]


@pytest.mark.django_db
def test_a_record_that_the_reader_may_not_see_names_nobody(ground, here):  # noqa: F811
    about = SessionRecord(held_on=TODAY, minutes=60, attendees=(ground("P1"),))
    record_another(facilitator=ground("S1"), kind="case_management", record=about, by=ground("S1"))
    session = AuditEntry.objects.order_by("-number").first()
    audit.append(Action.ANSWER_SESSION, by=ground("P1"), record=ground("P1").attendances.get().session)
    assert session.action == Action.RECORD_SESSION
    assert read(here, ground("M1"))[0] == "Pat P1 answered a session record"
    assert read(here, ground("L1"))[0] == "Pat P1 answered a session record with Sue S1"


@pytest.mark.django_db
def test_the_log_comes_in_pages_is_searched_by_name_and_taken_along_whole(ground, here, as_person):  # noqa: F811
    for _ in range(30):
        audit.append(Action.SAY_WORKING_DAYS, by=ground("S1"), record=ground("P1"))
    audit.append(Action.ALLOCATE, by=ground("L1"), record=ground("P1"))
    client, address = as_person(ground("M1")), reverse("oversight:log", args=["X"])
    said = in_one_line(client.get(address, {"what": "people"}).content.decode())
    assert "1 to 25 of 30 entries" in said and "what=people&amp;page=2" in said and "people.Person" not in said
    assert in_one_line(client.post(address, {"name": "pat p1"}).content.decode()).count("1 to 25 of 31 entries") == 1
    assert "Log: no entries match" in client.post(address, {"name": "zzz"}).content.decode()
    taken = client.get(reverse("oversight:log_csv", args=["X"]), {"what": "people"}).content.decode("utf-8-sig")
    assert len(taken.splitlines()) == 31 and "people.Person" in taken
    assert client.get(reverse("oversight:log_xlsx", args=["X"])).content[:2] == b"PK"
    assert as_person(ground("L1")).get(reverse("oversight:log_xlsx", args=["X"])).status_code == 403
    assert ground("S1") in people_of(here)


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_the_names_cost_the_same_however_many(ground, here, count, django_assert_num_queries):  # noqa: F811
    practitioners("P8", "P9")
    for number in ("P1", "P8", "P9")[:count]:
        audit.append(Action.SAY_WORKING_DAYS, by=ground("M1"), record=ground(number))
    reader = ground("M1")
    reader.look_once()
    shown = list(entries(here, TODAY, TODAY))
    with django_assert_num_queries(3):
        lines(shown, reader)
