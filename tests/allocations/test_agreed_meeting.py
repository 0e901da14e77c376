"""An agreement says when and where its parties meet; they talk its clauses through; the sessions are planned as agreed, and a
change of day is a new version."""

import json
from datetime import date, time

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from allocations.actions import (
    agree_meeting,
    draft_again,
    draft_contracts,
    plan_as_agreed,
    publish_template,
    sign_contract,
    talk_through,
)
from allocations.agreements import renewals, standings, text_of
from allocations.desk import for_parties
from allocations.models import AgreedMeeting, ClauseTalk, Contract
from allocations.rules.contract import differences
from allocations.rules.meeting import Upkeep
from governance.access import CONSOLE
from people.desk import waiting_for
from people.models import Notice, Service
from supervision.actions import Terms, begin_series, end_series
from supervision.models import Series

from . import service
from .service import pairs, practitioners, supervisors, who
from .test_contracts import DOCUMENT, MONDAYS, WHEN, again, contract, refusal, sign, signed, stage, write

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
TUESDAYS = Terms("week", date(2026, 12, 1), time(10), 60, where="Room 2")


@pytest.fixture(autouse=True)
def here(db):
    with time_machine.travel("2026-11-23T09:00:00Z", tick=False):
        service.found()
        publish_template(document=DOCUMENT, by=CONSOLE)
        supervisors("S1", "S2")
        practitioners("P1", "P2")
        yield


def planned(terms: Terms = MONDAYS, *supervisees: str) -> Series:
    about = {"service": Service.objects.get(code="X"), "kind": "case_management", "terms": terms}
    return begin_series(facilitator=who("S1"), members=[who(n) for n in supervisees or ("P1",)], by=who("S1"), **about)


def said(one: Contract) -> dict[str, str]:
    content = json.loads(text_of(again(one))[0])
    return {"about": content["about"]} | dict(content.get("when", []))


def asked(one: Contract) -> Upkeep | None:
    return next((renewal.what for renewal in renewals(standings([again(one)], TODAY), TODAY)), None)


def desk(number: str) -> list[str]:
    return [waits.text for waits in waiting_for(who(number), TODAY) if "P1" in waits.text or "S1" in waits.text]


WORDS = {
    "about": "Case management supervision of Pat P1 by Sue S1, from 23 November 2026. The service sets aside 60 minutes a week "
    "for it.",
    "When we meet": "60 minutes every Monday at 9am",
    "First session": "30 November 2026",
    "Where we meet": "Small room",
    "If it falls on a bank holiday": "It moves to the next working day",
    "When the supervisor is on leave": "Another supervisor covers the session",
    "When the supervisee is on leave": "The session is left out, and does not count as missed",
}


def test_it_names_what_the_two_agreed():
    assert said(write(contract())) == WORDS


def test_it_takes_the_series_that_is_planned_as_it_is_when_somebody_signs():
    one = write(contract(), terms=None)
    series = planned()
    assert said(one) == WORDS | {"When the supervisor is on leave": "We meet on another day of the same week, where we can"}
    agree_meeting(contract=one, on_leave="covered", by=who("P1"))
    assert said(one) == WORDS
    seen = text_of(again(one))[1]
    end_series(series=series, last_on=date(2026, 11, 22), by=who("S1"))
    planned(TUESDAYS)
    assert said(one)["When we meet"] == "60 minutes every Tuesday at 10am"
    assert refusal(sign_contract, contract=one, typed="Pat P1", seen=seen, by=who("P1")).startswith("The text has changed")


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        (Terms("fortnight", date(2026, 12, 4), time(12), 45), "45 minutes every second Friday at midday"),
        (Terms("month", date(2026, 12, 15), time(14, 30), 90), "90 minutes on day 15 of every month at 2:30pm"),
        (Terms("nth_weekday", date(2026, 12, 8), time(9), 60), "60 minutes on the second Tuesday of every month at 9am"),
        (Terms("nth_weekday", date(2026, 12, 29), time(9), 60), "60 minutes on the last Tuesday of every month at 9am"),
    ],
)
def test_any_rhythm_is_said_in_words(terms, words):
    assert said(write(contract(), terms=terms))["When we meet"] == words


def test_nobody_signs_an_agreement_that_names_no_day_but_of_supervision_without_a_rhythm():
    one = write(contract(), terms=None)
    assert stage(one) == "writing"
    assert refusal(sign_contract, contract=one, typed="Pat P1", seen=text_of(again(one))[1], by=who("P1")) == (
        "Add when and where you meet before you sign."
    )  # fmt: skip
    assert refusal(agree_meeting, contract=one, on_leave="covered", by=who("S1")) == (
        "No sessions are planned yet. Enter when and where you meet."
    )  # fmt: skip
    pairs(("P2", "S1"), kind="live_supervision", minutes="5")
    draft_contracts(person=who("P2"), by=who("P2"))
    live = write(again(Contract.objects.get(kind="live_supervision")), "P2", terms=None)
    assert (stage(live), said(live)["When we meet"]) == ("signing", "We arrange each session by itself.")


def test_the_first_signature_fixes_it_too_and_the_database_keeps_it():
    one = write(contract())
    talk_through(contract=one, code="not_therapy", words="We say so.", talked=True, by=who("P1"))
    sign(one, "P1")
    given = {"contract": one, "by": who("S1")}
    fixed = "This agreement is signed and cannot be changed. Create a new version."
    assert refusal(agree_meeting, terms=TUESDAYS, on_leave="covered", **given) == fixed
    assert refusal(talk_through, code="not_therapy", words="No.", **given) == fixed
    for act in (
        lambda: AgreedMeeting.objects.filter(contract=one).update(minutes=30),
        lambda: AgreedMeeting.objects.filter(contract=one).delete(),
        lambda: ClauseTalk.objects.filter(contract=one).update(words=""),
        lambda: ClauseTalk.objects.create(contract=one, code="other"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


@pytest.mark.parametrize("missing", ["first_on", "starts_at", "minutes"])
def test_the_database_keeps_no_half_of_it(missing):
    write(contract())
    with pytest.raises(IntegrityError), transaction.atomic():
        AgreedMeeting.objects.update(**{missing: None})


def test_a_clause_is_talked_through_and_what_is_added_is_signed():
    one = write(contract())
    talk_through(contract=one, code="not_therapy", words="We say so early.", talked=True, by=who("S1"))
    assert json.loads(text_of(again(one))[0])["clauses"] == [DOCUMENT["clauses"][0] | {"added": "We say so early."}]
    assert [talk.talked_on for talk in again(one).talks.all()] == [TODAY]
    assert refusal(talk_through, contract=one, code="nothing", by=who("S1")) == "This agreement has no such clause."
    assert "NHS number" in refusal(talk_through, contract=one, code="not_therapy", words="943 476 5919", by=who("S1"))
    sign(one, "P1")
    sign(one, "S1")
    second = draft_again(contract=one, by=who("P1"))
    assert [(talk.words, talk.talked_on) for talk in again(second).talks.all()] == [("We say so early.", None)]


def test_nobody_else_agrees_talks_or_plans():
    one = signed()
    for number in ("P2", "S2", "L1", "M1", "L2"):
        by = who(number)
        for act, given in (
            (agree_meeting, {"on_leave": "covered"}),
            (talk_through, {"code": "not_therapy"}),
            (plan_as_agreed, {"terms": MONDAYS}),
        ):
            with pytest.raises(PermissionDenied):
                act(contract=one, by=by, **given)
    assert refusal(plan_as_agreed, contract=one, terms=MONDAYS, by=who("P1")) == "The supervisor plans the sessions."


def test_once_it_is_signed_the_supervisor_is_asked_to_plan_it_and_nobody_after_that():
    one = write(contract())
    assert refusal(plan_as_agreed, contract=one, terms=MONDAYS, by=who("S1")) == (
        "Plan the sessions once all have signed the agreement."
    )  # fmt: skip
    Notice.objects.all().delete()
    sign(one, "S1")
    sign(one, "P1")
    assert {n.text for n in Notice.objects.filter(person=who("S1"))} == {
        "Pat P1 has signed your supervision agreement.",
        "Plan your sessions with Pat P1, as agreed.",
    }
    assert (desk("P1"), desk("S1"), asked(one)) == ([], ["Plan your sessions with Pat P1, as agreed"], Upkeep.PLAN)
    series = plan_as_agreed(contract=one, terms=MONDAYS, by=who("S1"))
    assert (series.minutes, series.where, [m.person for m in series.members.all()]) == (60, "Small room", [who("P1")])
    assert (desk("P1"), desk("S1"), asked(one)) == ([], [], None)


def test_a_change_of_day_is_a_new_version_that_both_see_as_a_difference():
    one = signed()
    series = plan_as_agreed(contract=one, terms=MONDAYS, by=who("S1"))
    end_series(series=series, last_on=date(2026, 11, 30), by=who("S1"))
    planned(TUESDAYS)
    words = "Update your agreement with {}: other sessions are planned"
    assert (desk("P1"), desk("S1")) == ([words.format("Sue S1")], [words.format("Pat P1")])
    with time_machine.travel("2026-12-01T09:00:00Z", tick=False):
        second = again(draft_again(contract=one, by=who("P1")))
        before, after = (json.loads(text_of(again(version))[0]) for version in (one, second))
        assert differences(before, after) == [
            ("When we meet", "60 minutes every Monday at 9am", "60 minutes every Tuesday at 10am"),
            ("First session", "30 November 2026", "1 December 2026"),
            ("Where we meet", "Small room", "Room 2"),
        ]
        for number in ("P1", "S1"):
            assert any("Read and sign the agreement" in text for text in desk(number))
            sign(second, number)
    assert asked(second) is None


def test_what_was_agreed_anew_is_planned_in_place_of_what_was():
    one = signed()
    mondays = plan_as_agreed(contract=one, terms=MONDAYS, by=who("S1"))
    second = again(draft_again(contract=one, by=who("S1")))
    assert second.meeting.terms is None  # what is planned says when
    agree_meeting(contract=second, terms=TUESDAYS, on_leave="left_out", by=who("P1"))
    for number in ("S1", "P1"):
        sign(second, number)
    assert asked(second) is Upkeep.DIFFERS
    plan_as_agreed(contract=second, terms=TUESDAYS, by=who("S1"))
    mondays.refresh_from_db()
    assert (mondays.last_on, asked(second), Series.objects.running(date(2026, 12, 1)).count()) == (date(2026, 11, 30), None, 1)


def test_an_agreement_that_was_signed_before_there_were_days_keeps_its_text_and_asks_only_for_sessions():
    one = write(contract())
    text = json.dumps({"title": "Agreement", "supervisees": [], "clauses": DOCUMENT["clauses"]})
    Contract.objects.filter(pk=one.pk).update(text=text, digest="0" * 64, review_on=date(2027, 5, 23))
    for number in ("P1", "S1"):
        sign(one, number, seen="0" * 64)
    assert (text_of(again(one)), asked(one)) == ((text, "0" * 64), Upkeep.PLAN)
    planned(TUESDAYS)
    assert asked(one) is None


# Pages ----------------------------------------------------------------------------------------------------------------
def test_the_signature_stands_at_the_end(as_person):
    one = write(contract())
    soup = BeautifulSoup(as_person(who("P1")).get(reverse("allocations:contract", args=[one.public_id])).content, "html.parser")
    headings = [h.get_text(" ", strip=True) for h in soup.select("main h2")]
    assert headings == [
        "When and where we meet", "What we need and offer", "Clauses 0 of 1 clause talked through", "Signatures",
    ]  # fmt: skip
    buttons = [button.get_text(strip=True) for button in soup.select("main button")]
    assert buttons == ["Sign agreement"]
    text = soup.select_one("main").get_text()
    assert text.index("Not therapy.") < text.index("Type your name to sign")


def test_a_supervisee_suggests_when_to_meet_and_all_errors_are_said_at_once(as_person):
    one = contract()
    page, address = (reverse(f"allocations:{name}", args=[one.public_id]) for name in ("agreed_meeting", "contract"))
    pat = as_person(who("P1"))
    assert "Suggest when and where you meet" in " ".join(pat.get(address).content.decode().split())
    first = BeautifulSoup(pat.get(page).content, "html.parser")
    assert (first.select_one("[name=minutes]")["value"], first.select_one("[name=every][checked]")["value"]) == ("60", "week")
    wrong = BeautifulSoup(pat.post(page, {"minutes": "0"}).content, "html.parser")
    assert [item.get_text(strip=True) for item in wrong.select(".nhsuk-error-summary li")] == [
        "Choose how often you meet", "Enter the day of the first session", "Enter when it starts, such as 9:30am",
        "Enter from 1 to 480 minutes", "Enter where you meet", "Choose what happens on a bank holiday",
        "Choose what happens when the supervisor is on leave",
    ]  # fmt: skip
    past = pat.post(page, WHEN | {"first_on": "2026-11-16"}).content.decode()
    assert "Enter a first session from today on" in past
    done = pat.post(page, WHEN, follow=True).content.decode()
    assert "Saved. Pat P1 will be asked for their part now." in done and "Small room" in done
    assert "Change when and where you meet" in " ".join(done.split())


def test_clauses_are_talked_through_one_after_the_other(as_person):
    one = contract()
    page = reverse("allocations:talk_through", args=[one.public_id, 1])
    pat = as_person(who("P1"))
    assert "Ask each other" in pat.get(page).content.decode()
    done = pat.post(page, {"talked": "on", "words": "We say so."}, follow=True)
    text = BeautifulSoup(done.content, "html.parser").select_one("main").get_text(" ", strip=True)
    assert "Saved: What it is." in text and "1 of 1 clause talked through" in text and "We add: We say so." in text
    assert pat.get(reverse("allocations:talk_through", args=[one.public_id, 2])).status_code == 404


def test_the_form_of_the_sessions_is_filled_in_as_agreed_and_leads_on_from_the_last_signature(as_person):
    one = write(contract())
    sign(one, "P1")
    sue = as_person(who("S1"))
    address, plan = (reverse(f"allocations:{name}", args=[one.public_id]) for name in ("contract", "plan_as_agreed"))
    assert sue.post(address, {"typed": "Sue S1", "seen": text_of(again(one))[1]}).url == plan
    form = BeautifulSoup(sue.get(plan).content, "html.parser")
    values = {f["name"]: f.get("value") for f in form.select("main input") if f.get("type") != "radio"}
    assert {name: values[name] for name in ("starts_at", "minutes", "where")} == {
        "starts_at": "09:00:00" if len(values["starts_at"]) > 5 else "09:00", "minutes": "60", "where": "Small room",
    }  # fmt: skip
    done = sue.post(plan, WHEN, follow=True).content.decode()
    assert "Sessions with Pat P1 planned. They have been told." in done
    assert sue.get(plan).url == address


@pytest.mark.parametrize("name", ["agreed_meeting", "plan_as_agreed"])
def test_who_may_open_its_pages(as_person, name):
    one = signed()
    page = reverse(f"allocations:{name}", args=[one.public_id])
    answers = {number: as_person(who(number)).get(page).status_code for number in ("L1", "M1", "P2", "S2", "L2")}
    assert answers == {"L1": 403, "M1": 404, "P2": 404, "S2": 404, "L2": 404}


@pytest.mark.parametrize("more", [0, 3])
def test_the_cost_of_a_desk_does_not_grow(more, django_assert_num_queries):
    signed()
    for place in range(more):
        number = f"Q{place}"
        practitioners(number)
        one = write(contract(number), number)
        for signer in (number, "S1"):
            sign(one, signer)
    reader = who("S1")
    with django_assert_num_queries(8):
        assert len(list(for_parties(reader, TODAY))) == 1 + more
