"""Waivers take two people, a reason and an end; they count from the day they are agreed to, and stop by themselves."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from competencies.actions import Refused, agree_waiver, decline_waiver, propose_waiver
from competencies.models import TimelineRun, Waiver, WaiverProposal
from governance.models import AuditEntry
from people.labels import on_day
from people.models import Notice
from tests.world import listed, take_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    import time_machine

    with time_machine.travel("2026-11-23T12:00:00+00:00", tick=False) as traveller:
        yield traveller


def propose(world, by=None, **change) -> WaiverProposal:
    given = {"requirement": "qual", "ends_on": date(2027, 5, 31), "reason": "The award ceremony is in May."} | change
    return propose_waiver(person=world.ada, by=by or world.lead, **given)


def refusal(act, **given) -> str:
    before = (WaiverProposal.objects.count(), Waiver.objects.count(), AuditEntry.objects.count())
    with pytest.raises(Refused) as refused, transaction.atomic():
        act(**given)
    assert (WaiverProposal.objects.count(), Waiver.objects.count(), AuditEntry.objects.count()) == before
    return str(refused.value)


def test_it_takes_two_and_ends_by_itself(world):
    take_in(sign_offs=[
        {"employee_number": "A1", "framework": "small", "competency": code, "level": "2", "signed_on": "2026-01-05",
         "signed_by": "L1"} for code in ("A1", "A2")
    ])  # fmt: skip
    runs = TimelineRun.objects.filter(person=world.ada, standard="plain").order_by("started_on")
    proposal = propose(world)
    assert [n.person for n in Notice.objects.all()] == [world.manager]
    assert [run.state for run in runs.all()] == ["not_yet"]
    waiver = agree_waiver(proposal=proposal, by=world.manager)
    assert (waiver.granted_on, waiver.ends_on, waiver.granted_by) == (date(2026, 11, 23), date(2027, 5, 31), world.manager)
    assert [(run.state, run.started_on, run.finished_on) for run in runs.all()][1:] == [
        ("eligible", date(2026, 11, 23), date(2027, 5, 31)), ("lapsed", date(2027, 6, 1), None)]  # fmt: skip
    assert set(Notice.objects.values_list("person", flat=True)) == {world.ada.pk, world.lead.pk, world.manager.pk}


def test_nobody_agrees_to_what_they_proposed(world):
    assert (
        refusal(agree_waiver, proposal=propose(world), by=world.lead)
        == "You proposed this waiver. Another lead or manager needs to decide."
    )


def test_it_is_decided_once(world):
    proposal = propose(world)
    agree_waiver(proposal=proposal, by=world.manager)
    again = {"proposal": proposal, "by": world.manager}
    assert refusal(agree_waiver, **again) == "This has been decided already. Nothing was changed."
    assert refusal(decline_waiver, reason="x", **again) == "This has been decided already. Nothing was changed."


def test_declining_needs_a_reason_and_waives_nothing(world):
    proposal = propose(world)
    assert refusal(decline_waiver, proposal=proposal, reason=" ", by=world.manager).startswith("Enter why")
    decline_waiver(proposal=proposal, reason="Too long.", by=world.manager)
    assert (Waiver.objects.count(), [n.person for n in Notice.objects.order_by("pk")]) == (0, [world.manager, world.lead])
    propose(world)


REFUSED = {
    "for what nobody asks": ({"requirement": "nothing"}, "No standard asks for this now. Choose one of those in the list."),
    "without a reason": ({"reason": " "}, "Enter why, so that an auditor can understand it."),
    "for ever": ({"ends_on": date(2027, 11, 25)}, "A waiver ends within a year. Choose its last day."),
    "for the past": ({"ends_on": date(2026, 11, 22)}, "A waiver ends within a year. Choose its last day."),
}


@pytest.mark.parametrize(("change", "why"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_proposed(world, change, why):
    given = {"requirement": "qual", "ends_on": date(2027, 5, 31), "reason": "Because."} | change
    assert refusal(propose_waiver, person=world.ada, by=world.lead, **given) == why


def test_the_same_is_not_proposed_twice(world):
    propose(world)
    with pytest.raises(Refused):
        propose(world, by=world.manager)


def test_what_has_passed_meanwhile_is_not_agreed_to(world, clock):
    proposal = propose(world)
    clock.move_to("2027-06-01T12:00:00+00:00")
    assert refusal(agree_waiver, proposal=proposal, by=world.manager).startswith("The last day of this waiver has passed.")


@pytest.mark.parametrize("who", ["ada", "colleague", "lead_there"])
def test_who_may_not_propose_or_agree(world, who):
    proposal, other = propose(world), getattr(world, who)
    with pytest.raises(PermissionDenied):
        propose(world, by=other)
    with pytest.raises(PermissionDenied):
        agree_waiver(proposal=proposal, by=other)


def test_nobody_waives_their_own(world):
    with pytest.raises(PermissionDenied):
        propose_waiver(person=world.lead, requirement="qual", ends_on=date(2027, 1, 1), reason="Mine.", by=world.lead)


def test_the_database_wants_two_people_too(world):
    proposal = propose(world)
    for change in ({"decided_by": world.lead}, {"decided_by": world.ada}, {"state": "agreed"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            WaiverProposal.objects.filter(pk=proposal.pk).update(**change)


def test_the_whole_way_in_the_browser(world, as_person):
    page = f"/people/{world.ada.public_id}/waive/"
    got = as_person(world.lead).post(page, {"requirement": "qual", "ends_on": "2027-05-31", "reason": "943 476 5919"})
    assert list(got.context["form"].errors) == ["reason"]
    as_person(world.lead).post(page, {"requirement": "qual", "ends_on": "2027-05-31", "reason": "In May."})
    proposal = WaiverProposal.objects.get()
    assert listed(as_person(world.lead).get("/my/waiting/"), "Waivers to agree to") == []
    waits = listed(as_person(world.manager).get("/my/waiting/"), "Waivers to agree to")
    assert waits == [f"{proposal.person}, until {on_day(proposal.ends_on)}"]
    address = f"/competencies/waivers/{proposal.public_id}/"
    assert list(as_person(world.manager).post(address, {"decision": "decline"}).context["form"].errors) == ["reason"]
    as_person(world.manager).post(address, {"decision": "agree"})
    rows = as_person(world.lead).get("/competencies/waivers/of/HERE/").context["table"].rows
    assert [(str(row[0]), str(row[3]), row[4], row[5]) for row in rows] == [
        ("Ada Test", "Current", "Manager Test, proposed by Lead Test", "In May.")]  # fmt: skip


STATUS = {"lead": 200, "manager": 200, "ada": 403, "colleague": 404, "lead_there": 404}


@pytest.mark.parametrize(("who", "status"), STATUS.items())
def test_who_opens_a_proposal(world, as_person, who, status):
    proposal = propose(world)
    assert as_person(getattr(world, who)).get(f"/competencies/waivers/{proposal.public_id}/").status_code == status
