"""What supervisees say to their supervisor, put together so that it tells of nobody, and what a service is told."""

import hashlib
import re
from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse

from governance.access import CONSOLE
from people.models import Person, Service
from reflection import vault
from reflection.actions import Refused, close_quarter, erase_everything, give_feedback, take_feedback_back
from reflection.models import Feedback, PeopleCount, Together
from tests.allocations.service import pairs, practitioners

QUARTER = date(2026, 10, 1)
NEXT = "2027-01-04T09:00:00+00:00"
MORE = [f"P{n}" for n in range(4, 8)]


@pytest.fixture
def many(who):
    """Seven whom S1 supervises: P1 to P7."""
    practitioners(*MORE)
    pairs(*((number, "S1") for number in MORE))
    return who


def say(person, supervisor, named=False, words="", **lines):
    lines = {"heard": 8, "useful": 5, "safe": 2} | lines
    return give_feedback(person=person, supervisor=supervisor, lines=lines, named=named, words=words, by=person)


def told() -> list[tuple[date, dict, int]]:
    return [(one.quarter, one.bands, len(one.people)) for one in Together.objects.all()]


def read(client, person) -> str:
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.get(reverse("reflections:received")).content.decode()


def test_five_are_put_together_once_the_quarter_is_over(client, many, clock):
    for number in range(1, 6):
        say(many(f"P{number}"), many("S1"))
    with pytest.raises(Refused, match="not over yet"):
        close_quarter(quarter=QUARTER, by=CONSOLE)
    clock.move_to(NEXT)
    for _ in range(2):
        call_command("close_quarter")
    assert told() == [(QUARTER, {"heard": "high", "useful": "middle", "safe": "low"}, 5)]
    page = read(client, many("S1"))
    assert "October to December 2026: all answers" in page and "I felt heard" in page and "High" in page
    assert "Pat P" not in page and "of 10" not in page


def test_of_four_nothing_is_said_not_even_that_there_are_any(client, many, clock):
    nothing = read(client, many("S1"))
    for number in range(1, 5):
        say(many(f"P{number}"), many("S1"))
    clock.move_to(NEXT)
    close_quarter(quarter=QUARTER, by=CONSOLE)
    assert told() == [] and _plain(read(client, many("S1"))) == _plain(nothing)


def _plain(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


def test_with_a_name_it_is_read_at_once_and_words_go_with_a_name_alone(client, many):
    say(many("P1"), many("S1"), named=True, words="More time for reflection, please.")
    say(many("P2"), many("S1"), words="Nobody reads this")
    page = read(client, many("S1"))
    assert "Pat P1" in page and "More time for reflection, please." in page and "Pat P2" not in page
    assert Feedback.objects.get(author=many("P2")).content()["words"] == ""


def test_a_name_is_not_one_of_the_five(many, clock):
    for number in range(1, 6):
        say(many(f"P{number}"), many("S1"), named=number == 1)
    clock.move_to(NEXT)
    close_quarter(quarter=QUARTER, by=CONSOLE)
    assert told() == []


def test_the_last_word_of_a_quarter_counts(many):
    say(many("P1"), many("S1"), heard=1)
    say(many("P1"), many("S1"), heard=9)
    assert [row.content()["lines"]["heard"] for row in Feedback.objects.all()] == [9]


def test_who_comes_in_the_next_quarter_cannot_be_told_by_taking_one_from_the_other(many, clock):
    for number in range(1, 6):
        say(many(f"P{number}"), many("S1"))
    clock.move_to(NEXT)
    close_quarter(quarter=QUARTER, by=CONSOLE)
    for number in range(1, 7):
        say(many(f"P{number}"), many("S1"), heard=0 if number == 6 else 8)
    clock.move_to("2027-04-01T09:00:00+00:00")
    close_quarter(quarter=date(2027, 1, 1), by=CONSOLE)
    assert [(bands["heard"], count) for _, bands, count in told()] == [("high", 5), ("high", 5)]
    assert Together.objects.first().people == Together.objects.last().people


def test_what_is_published_does_not_move_when_somebody_erases(many, clock):
    for number in range(1, 6):
        say(many(f"P{number}"), many("S1"))
    clock.move_to(NEXT)
    close_quarter(quarter=QUARTER, by=CONSOLE)
    before = told()
    erase_everything(person=many("P1"), by=many("P1"))
    close_quarter(quarter=QUARTER, by=CONSOLE)
    assert told() == before


def test_whose_key_is_gone_is_not_counted(many, clock):
    for number in range(1, 6):
        say(many(f"P{number}"), many("S1"))
    vault.destroy(many("P3"))
    clock.move_to(NEXT)
    close_quarter(quarter=QUARTER, by=CONSOLE)
    assert told() == []


def test_taking_back(many, clock):
    with pytest.raises(Refused, match="Choose a person who supervises you"):
        say(many("P1"), many("S2"))
    row = say(many("P1"), many("S1"))
    take_feedback_back(feedback=row, by=many("P1"))
    row = say(many("P2"), many("S1"))
    named = say(many("P3"), many("S1"), named=True)
    clock.move_to(NEXT)
    with pytest.raises(Refused, match="This quarter is over"):
        take_feedback_back(feedback=row, by=many("P2"))
    take_feedback_back(feedback=named, by=many("P3"))
    assert [one.author for one in Feedback.objects.all()] == [many("P2")]


def test_words_without_a_name_are_refused_on_the_form(client, many):
    client.force_login(many("P1"), backend="allauth.account.auth_backends.AuthenticationBackend")
    s1 = many("S1").public_id
    sent = {"heard": "8", "useful": "8", "safe": "8", "how": "among", "words": "It is me"}
    page = client.post(reverse("reflections:give"), {"supervisor": str(s1)} | {f"{s1}-{k}": v for k, v in sent.items()})
    assert "Words could show who you are" in page.content.decode() and Feedback.objects.count() == 0


@pytest.mark.parametrize(
    ("people", "said"), [(4, (None, None)), (5, (5, None)), (9, (5, None)), (10, (10, 10)), (13, (10, 10))]
)
def test_a_service_is_told_how_many_from_five_and_from_ten_on(client, who, write, clock, people, said):
    numbers = [f"Q{n}" for n in range(people)]
    practitioners(*numbers, *(f"R{n}" for n in range(10)))
    for number in numbers:
        write(who(number))
        write(who(number), "cbi", work={"score": "40", "answered": 7, "band": ""})
    clock.move_to(NEXT)
    close_quarter(quarter=QUARTER, by=CONSOLE)
    here = PeopleCount.objects.filter(service__code="X")
    assert tuple(dict(here.values_list("what", "people"))[what] for what in ("reflections", "wellbeing")) == said
    client.force_login(who("L1"), backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(reverse("reflections:service", args=["X"])).content.decode()
    assert page.count("or more</span>") == sum(1 for one in said if one)


def test_of_all_of_a_small_service_nothing_is_said(who, write, clock):
    for number in ("S1", "S2", "P1", "P2", "P3", "L1", "M1"):
        write(who(number))
    clock.move_to(NEXT)
    close_quarter(quarter=QUARTER, by=CONSOLE)
    assert set(PeopleCount.objects.filter(service__code="X").values_list("people", flat=True)) == {None}


def test_what_had_a_name_in_the_quarter_is_not_one_of_the_five_without(many, clock):
    say(many("P1"), many("S1"), named=True, heard=0)
    for number in range(1, 6):
        say(many(f"P{number}"), many("S1"))
    clock.move_to(NEXT)
    close_quarter(quarter=QUARTER, by=CONSOLE)
    assert told() == []


def test_a_quarter_whose_day_was_missed_is_closed_later(many, clock):
    for number in range(1, 6):
        say(many(f"P{number}"), many("S1"))
    clock.move_to("2027-04-02T09:00:00+00:00")
    call_command("close_quarter")
    assert [quarter for quarter, _, _ in told()] == [QUARTER]


def test_who_was_among_them_is_told_by_nobody_who_has_the_database_alone(many, clock):
    for number in range(1, 6):
        say(many(f"P{number}"), many("S1"))
    clock.move_to(NEXT)
    close_quarter(quarter=QUARTER, by=CONSOLE)
    kept = set(Together.objects.get().people)
    guesses = {hashlib.sha256(f"{p.public_id}/{many('S1').public_id}".encode()).hexdigest()[:32] for p in Person.objects.all()}
    assert len(kept) == 5 and not kept & guesses


def test_only_leads_and_managers_of_a_service_are_told(client, who):
    found = {}
    for number in ("L1", "M1", "L2", "S1", "P1"):
        client.force_login(who(number), backend="allauth.account.auth_backends.AuthenticationBackend")
        found[number] = client.get(reverse("reflections:service", args=["X"])).status_code
    assert found == {"L1": 200, "M1": 200, "L2": 404, "S1": 404, "P1": 404}
    assert Service.objects.count() == 2
