"""Agreements: needs first, fixed at the first signature by the database itself, signed by all, over with the supervision."""

import hashlib
import json
from datetime import date, time

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from allocations.actions import (
    Refused,
    agree_meeting,
    carry_over,
    draft_again,
    draft_all_contracts,
    draft_contracts,
    draft_group,
    end_allocation,
    publish_template,
    sign_contract,
    tell_what_waits,
    write_needs,
    write_offers,
)  # fmt: skip
from allocations.agreements import in_force, standings, text_of, with_parties
from allocations.models import Contract, ContractTemplate, Party, Signature
from allocations.rules.clauses import ClausesRefused, read_clauses
from governance.access import CONSOLE
from governance.facts import recording
from people.desk import waiting_for
from people.models import Notice, Service
from supervision.actions import Terms

from . import service
from .service import pairs, practitioners, supervisors, who
from .test_pairs import give

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
DOCUMENT = {
    "code": "short",
    "version": 1,
    "title": "Agreement",
    "clauses": [{"code": "not_therapy", "title": "What it is", "text": "Not therapy."}],
}


@pytest.fixture(autouse=True)
def here(db):
    with time_machine.travel("2026-11-23T09:00:00Z", tick=False):
        service.found()
        publish_template(document=DOCUMENT, by=CONSOLE)
        supervisors("S1", "S2")
        practitioners("P1", "P2")
        yield


def contract(supervisee: str = "P1", supervisor: str = "S1", **more) -> Contract:
    give(supervisee, supervisor, **{"against_advice": "wish"} | more)
    return again(Contract.objects.get(parties__person=who(supervisee), after=None, text="", parties__pair__isnull=False))


def again(one: Contract) -> Contract:
    return with_parties(Contract.objects.filter(pk=one.pk)).get()


MONDAYS = Terms("week", date(2026, 11, 30), time(9), 60, where="Small room")


WHEN = {
    "every": "week", "first_on": "2026-11-30", "starts_at": "09:00", "minutes": "60", "where": "Small room",
    "on_holiday": "next_working_day", "on_leave": "covered",
}  # fmt: skip


def write(one: Contract, *supervisees: str, supervisor: str = "S1", terms: Terms | None = MONDAYS) -> Contract:
    for number in supervisees or ("P1",):
        write_needs(contract=one, words=f"{number} needs time.", needs=["risk", "recordings"], goals="To last.", by=who(number))
    write_offers(contract=one, words="An hour a week.", not_offered=["recordings"], more="", by=who(supervisor))
    if terms:
        agree_meeting(contract=one, terms=terms, on_leave="covered", by=who(supervisor))
    return again(one)


def sign(one: Contract, number: str, **more) -> Signature:
    person = who(number)
    return sign_contract(
        contract=one, by=person, **{"typed": f" {str(person).upper()} ", "seen": text_of(again(one))[1]} | more
    )


def signed(*numbers: str, **more) -> Contract:
    one = write(contract(**more))
    for number in numbers or ("P1", "S1"):
        sign(one, number)
    return again(one)


def stage(one: Contract, on: date = TODAY) -> str:
    return standings([again(one)], on)[0].stage.value


def refusal(act, **given) -> str:
    with pytest.raises(Refused) as refused, transaction.atomic():
        act(**given)
    return str(refused.value)


def test_a_pair_has_a_draft_and_the_supervisee_writes_first():
    one = contract()
    assert (stage(one), [(p.person.employee_number, p.supervises) for p in one.parties.all()]) == (
        "writing",
        [("P1", False), ("S1", True)],
    )
    assert refusal(write_offers, contract=one, words="Time.", by=who("S1")) == "Pat P1 needs to write their part first."
    assert refusal(write_needs, contract=one, words="Time.", by=who("S1")) == "The supervisee writes what they need."
    assert refusal(sign_contract, contract=one, typed="Pat P1", seen=text_of(one)[1], by=who("P1")) == (
        "Pat P1 needs to write their part before anyone can sign."
    )  # fmt: skip
    assert refusal(write_needs, contract=one, words=" ", by=who("P1")) == "Write what you need."
    assert "NHS number" in refusal(write_needs, contract=one, words="About 943 476 5919", by=who("P1"))
    assert stage(write(one)) == "signing"


def test_what_cannot_be_offered_is_matched_with_where_it_is_found():
    content = json.loads(text_of(write(contract()))[0])
    assert content["supervisor"]["elsewhere"] == [
        "Feedback on recordings, or on watching me work: A clinical lead or another supervisor who observes"
    ]
    assert content["supervisees"] == [
        {
            "name": "Pat P1",
            "needs": ["Help with questions of risk and safeguarding", "Feedback on recordings, or on watching me work"],
            "words": "P1 needs time.",
            "goals": "To last.",
        }
    ]


def test_the_first_signature_fixes_the_text_and_the_database_keeps_it():
    one = write(contract())
    sign(one, "P1")
    text, digest = text_of(again(one))
    assert (again(one).digest, hashlib.sha256(text.encode()).hexdigest(), again(one).review_on) == (
        digest,
        digest,
        date(2027, 5, 23),
    )
    assert (
        refusal(write_offers, contract=one, words="Less.", by=who("S1"))
        == "This agreement is signed and cannot be changed. Create a new version."
    )
    for act in (
        lambda: Contract.objects.filter(pk=one.pk).update(text="{}"),
        lambda: Contract.objects.filter(pk=one.pk).update(review_on=TODAY),
        lambda: Party.objects.filter(contract=one).update(words="Other."),
        lambda: Party.objects.create(contract=one, person=who("P2"), pair=1),
        lambda: Party.objects.filter(contract=one).delete(),
        lambda: Signature.objects.filter(contract=one).update(typed="X"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()
    sign(one, "S1")
    assert (stage(one), text_of(again(one))[0]) == ("in_force", text)
    assert refusal(sign_contract, contract=one, typed="Sue S1", seen=digest, by=who("S1")) == "You have signed this already."


def test_only_the_text_that_was_seen_is_signed_and_only_by_name():
    one = write(contract())
    seen = text_of(one)[1]
    write_offers(contract=one, words="Half an hour a week.", by=who("S1"))
    assert (
        refusal(sign_contract, contract=one, typed="Pat P1", seen=seen, by=who("P1"))
        == "The text has changed since you opened it. Read it again, then sign."
    )
    assert (
        refusal(sign_contract, contract=one, typed="Pat", seen=text_of(again(one))[1], by=who("P1"))
        == "Type your name: Pat P1."
    )


@pytest.mark.parametrize(
    ("act", "given"), [(write_needs, {"words": "x"}), (sign_contract, {"typed": "x", "seen": ""}), (draft_again, {})]
)
def test_nobody_else_writes_or_signs(act, given):
    one = contract()
    for number in ("P2", "S2", "L1", "M1", "L2"):
        with pytest.raises(PermissionDenied):
            act(contract=one, by=who(number), **given)


def test_its_stages():
    one = signed()
    assert [stage(one, on) for on in (TODAY, date(2027, 5, 22), date(2027, 5, 23))] == ["in_force", "in_force", "review_due"]
    late = contract("P2")
    assert [stage(late, on) for on in (date(2026, 12, 21), date(2026, 12, 22))] == ["writing", "late"]


def test_the_next_version_shows_what_is_different_and_replaces_when_all_have_signed(as_person):
    first = signed()
    second = again(draft_again(contract=first, by=who("P1")))
    assert (second.version, second.before, [p.words for p in second.parties.all()]) == (
        2,
        first,
        ["P1 needs time.", "An hour a week."],
    )
    assert refusal(draft_again, contract=first, by=who("S1")) == "There is a draft already. Write your part there."
    write_offers(contract=second, words="Two hours a week.", by=who("S1"))
    page = as_person(who("P1")).get(reverse("allocations:contract", args=[second.public_id])).content.decode()
    assert ("What is different from version 1" in page, page.count("An hour a week."), page.count("Two hours a week.")) == (
        True,
        1,
        2,
    )
    sign(second, "P1")
    assert (stage(first), in_force([first.supervisees[0].pair], TODAY)) == ("in_force", {first.supervisees[0].pair: first})
    sign(second, "S1")
    assert (stage(first), in_force([first.supervisees[0].pair], TODAY)) == ("replaced", {first.supervisees[0].pair: second})


def test_it_ends_with_the_supervision_and_another_begins_with_what_its_supervisee_brings():
    first = signed()
    second = contract(
        "P1", "S2", reason="asked_for_another", ends_the_other="asked_for_another", against_advice="wish", on=date(2026, 12, 1)
    )
    assert [stage(first, on) for on in (date(2026, 11, 30), date(2026, 12, 1))] == ["in_force", "ended"]
    assert [p.words for p in second.parties.all()] == ["", ""]
    with pytest.raises(Refused):
        carry_over(contract=second, by=who("S2"))
    carry_over(contract=second, by=who("P1"))
    mine, theirs = again(second).parties.all()
    assert (mine.words, mine.goals, mine.needs, theirs.words) == ("P1 needs time.", "To last.", ["risk", "recordings"], "")


def test_what_has_ended_is_not_signed():
    one = write(contract())
    (pair,) = who("P1").allocations.live()
    end_allocation(pair=pair, on=date(2026, 11, 22), reason="broke_down", by=who("L1"))
    assert refusal(sign_contract, contract=one, typed="Pat P1", seen=text_of(again(one))[1], by=who("P1")) == (
        "This supervision has ended, and its agreement with it."
    )  # fmt: skip


def test_a_group_has_one_agreement_that_all_write_and_sign():
    contract("P1", kind="clinical_skills")
    assert refusal(draft_group, supervisor=who("S1"), kind="clinical_skills", by=who("S1")) == (
        "A group agreement needs 2 people or more whom you supervise together."
    )  # fmt: skip
    contract("P2", kind="clinical_skills")
    one = again(draft_group(supervisor=who("S1"), kind="clinical_skills", by=who("S1")))
    assert one.group
    write_needs(contract=one, words="Practice.", by=who("P1"))
    assert refusal(write_offers, contract=one, words="Role-play.", by=who("S1")) == "Pat P2 needs to write their part first."
    write(one, "P1", "P2")
    for number in ("P1", "P2"):
        sign(one, number)
        assert stage(one) == "signing"
    sign(one, "S1")
    pairs = [party.pair for party in again(one).supervisees]
    assert (stage(one), in_force(pairs, TODAY)) == ("in_force", dict.fromkeys(pairs, one))
    with pytest.raises(PermissionDenied):
        draft_group(supervisor=who("S1"), kind="clinical_skills", by=who("P1"))


def test_agreements_that_are_missing_are_drafted_for_oneself_or_for_a_service():
    pairs(("P1", "S1"), ("P2", "S2"))
    x = Service.objects.get(code="X")
    assert Contract.objects.count() == 0
    draft_contracts(person=who("S1"), by=who("S1"))
    assert [str(c.supervisees[0].person) for c in with_parties(Contract.objects.all())] == ["Pat P1"]
    assert refusal(draft_contracts, person=who("P1"), by=who("P1")) == "All pairs have an agreement already."
    draft_all_contracts(service=x, by=who("L1"))
    assert Contract.objects.count() == 2
    for act, given in ((draft_contracts, {"person": who("S1")}), (draft_all_contracts, {"service": x})):
        with pytest.raises(PermissionDenied):
            act(by=who("L2"), **given)


def test_everybody_is_reminded_once_of_what_is_late_or_to_be_reviewed_and_leads_of_what_no_longer_stands():
    signed()
    contract("P2")
    Notice.objects.all().delete()
    told = [
        tell_what_waits(on=on, by=CONSOLE).messages
        for on in (date(2026, 12, 22), date(2026, 12, 22), date(2027, 4, 22), date(2027, 4, 23))
    ]
    assert told == [2, 0, 0, 2]
    with recording(by=who("L1")) as book:
        book.amend(who("S1").approvals.live().get(), because="Withdrawn.", withdrawn_on=date(2027, 4, 25))
    Notice.objects.all().delete()
    tell_what_waits(on=date(2027, 4, 25), by=CONSOLE)
    theirs = [n.text for n in Notice.objects.filter(person=who("P1"))]
    assert sorted(theirs) == [
        "Review your agreement by 23 May 2027.",
        "Sue S1: supervisor cannot supervise since 25 April 2027. Your lead needs to find you another supervisor.",
    ]
    leads = [n.text for n in Notice.objects.filter(person=who("L1"))]
    assert sorted(leads) == [f"Pat {n} with Sue S1: supervisor cannot supervise, since 25 April 2027." for n in ("P1", "P2")]


def test_what_waits_for_the_parties_is_on_their_desks():
    one = contract()

    def desk(number: str) -> list[str]:
        return [waits.text for waits in waiting_for(who(number), TODAY)]

    assert (desk("P1"), desk("S1")) == (["Complete your part of the agreement with Sue S1"], [])
    write_needs(contract=one, words="Time.", by=who("P1"))
    assert (desk("P1"), desk("S1")) == ([], ["Complete your part of the agreement with Pat P1"])
    write_offers(contract=one, words="An hour.", by=who("S1"))
    assert (desk("P1"), desk("S1")) == ([], ["Add when and where you meet to the agreement with Pat P1"])
    agree_meeting(contract=one, terms=MONDAYS, on_leave="covered", by=who("S1"))
    sign(one, "S1")
    assert (desk("P1"), desk("S1"), desk("P2")) == (["Read and sign the agreement with Sue S1"], [], [])
    assert desk("L1") == [
        "1 person has no case management supervisor",
        "2 supervisors have no supervision of supervision",
    ]
    assert desk("M1") == []


def test_both_are_asked_to_review_it_until_one_creates_a_new_version():
    one, due = signed(), date(2027, 5, 24)
    with time_machine.travel("2027-05-24T09:00:00Z", tick=False):
        for number, other in (("P1", "Sue S1"), ("S1", "Pat P1")):
            desk = [waits.text for waits in waiting_for(who(number), due)]
            assert f"Review your agreement with {other}: due since 23 May 2027" in desk
        draft_again(contract=one, by=who("P1"))
        assert not [waits for waits in waiting_for(who("S1"), due) if waits.text.startswith("Review")]


def test_everybody_but_who_signs_is_told_of_a_signature():
    one = write(contract())
    Notice.objects.all().delete()
    sign(one, "P1")
    assert [(n.person.employee_number, n.text) for n in Notice.objects.all()] == [
        ("S1", "Pat P1 has signed your supervision agreement.")
    ]


# Pages ----------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("number", "status"), [("P1", 200), ("S1", 200), ("L1", 200), ("M1", 404), ("P2", 404), ("L2", 404)])
@pytest.mark.parametrize("name", ["contract", "contract_pdf"])
def test_who_may_read_it(as_person, number, status, name):
    address = reverse(f"allocations:{name}", args=[write(contract()).public_id])
    assert as_person(who(number)).get(address).status_code == status


def test_what_is_not_done_leads_to_the_guidance_about_it(as_person):
    """At the top of the page to which one returns, and on the page of a form, in English and as a link."""
    asked = as_person(who("S1")).post(reverse("allocations:draft"), follow=True)
    soup = BeautifulSoup(asked.content, "html.parser")
    banner = soup.select_one(".nhsuk-notification-banner .nhsuk-notification-banner__heading")
    page = ("Contracting, and saying what you need", "/guidance/contracting-and-saying-what-you-need/")
    assert banner.get_text() == f"All pairs have an agreement already. Read on: {page[0]}"
    assert [(a.get_text(), a["href"]) for a in banner.select("a")] == [page]
    one = write(contract())
    wrong = as_person(who("P1")).post(
        reverse("allocations:contract", args=[one.public_id]), {"typed": "X", "seen": text_of(one)[1]}
    )
    summary = BeautifulSoup(wrong.content, "html.parser").select(".nhsuk-error-summary li")
    assert [item.get_text(strip=True) for item in summary] == [
        "Type your name: Pat P1.",
        f"Read on: {page[0]}",
    ]


def test_it_is_written_and_signed_on_its_page(as_person):
    one = contract()
    address = reverse("allocations:contract", args=[one.public_id])
    assert "Waiting for Pat P1" in as_person(who("S1")).get(address).content.decode()
    pat = as_person(who("P1"))
    assert "This looks like an NHS number" in pat.post(address, {"words": "Mine is 943 476 5919"}).content.decode()
    assert pat.post(address, {"words": "Time.", "needs": ["risk"]}).status_code == 302
    sue = as_person(who("S1"))
    when = reverse("allocations:agreed_meeting", args=[one.public_id])
    assert sue.post(address, {"words": "An hour.", "not_offered": ["risk"]}).url == when
    said = sue.post(when, WHEN, follow=True).content.decode()
    assert "Saved. Pat P1 will be asked to read and sign the agreement." in said and "60 minutes every Monday at 9am" in said
    seen = text_of(again(one))[1]
    for number, name in (("P1", "Pat P1"), ("S1", "Sue S1")):
        assert as_person(who(number)).post(address, {"typed": name, "seen": seen}).status_code == 302
    assert (stage(one), "In force, review by 23 May 2027" in pat.get(address).content.decode()) == ("in_force", True)
    pdf = pat.get(reverse("allocations:contract_pdf", args=[one.public_id]))
    assert (pdf["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")


@pytest.mark.parametrize("more", [0, 3])
def test_the_cost_of_my_supervision_does_not_grow(as_person, more, django_assert_num_queries):
    signed()
    for place in range(more):
        practitioners(f"Q{place}")
        give(f"Q{place}", "S1", against_advice="wish")
    client = as_person(who("S1"))
    client.get(reverse("allocations:mine"))
    with django_assert_num_queries(23):
        client.get(reverse("allocations:mine"))


# Clauses --------------------------------------------------------------------------------------------------------------
def test_the_starter_says_what_stays_confidential_and_that_it_is_not_therapy():
    call_command("publish_contracts")
    call_command("publish_contracts")
    starter = ContractTemplate.objects.get(code="starter")
    words = " ".join(clause["text"] for clause in starter.clauses)
    assert {clause["code"] for clause in starter.clauses} >= {"confidentiality", "risk", "feedback", "review"}
    assert ("not therapy" in words, "safeguarding" in words) == (True, True)


def test_a_published_version_is_not_published_otherwise():
    with pytest.raises(Refused, match="short version 1 is there already with other clauses"):
        publish_template(document=DOCUMENT | {"title": "Other"}, by=CONSOLE)
    with pytest.raises(IntegrityError), transaction.atomic():
        ContractTemplate.objects.update(title="Other")


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ([], "$ must be an object with clauses, code, title, version"),
        (DOCUMENT | {"version": 0}, "$.version must be a whole number from 1 on"),
        (DOCUMENT | {"clauses": []}, "$.clauses must be a list with at least one entry"),
        (DOCUMENT | {"clauses": [{"code": "a", "title": "A"}]}, "$.clauses[0] must be an object with code, text, title"),
        (DOCUMENT | {"clauses": DOCUMENT["clauses"] * 2}, "$.clauses[1].code uses not_therapy a second time"),
        (DOCUMENT | {"title": " "}, "$.title must be text"),
    ],
)
def test_clauses_are_read_or_refused_in_a_sentence(document, message):
    with pytest.raises(ClausesRefused) as refused:
        read_clauses(document)
    assert str(refused.value) == message
