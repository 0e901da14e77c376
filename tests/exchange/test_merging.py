"""Two records of one person become one, or somebody gets another number: nothing is lost, and both numbers find them ever
after."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction

from allocations.models import Allocation
from competencies.models import SignOff
from competencies.timelines import differences, everybody
from exchange.actions import Refused, agree_merge, decline_merge, propose_merge
from exchange.models import MergeProposal, PersonOnRecord
from governance.access import CONSOLE, permitted
from governance.policy import Action
from people.models import FormerNumber, Merge, Person, Post, Service
from reflection.actions import make_offer
from reflection.models import Offer
from signing.actions import RequestedCompetency, request_sign_off, sign_off
from signing.models import Seal, SignOffRequest
from supervision.models import Attendance
from tests.world import person, post, take_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-11-25T12:00:00+00:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def two(world, clock):
    """A1 married: N1 is the record that payroll made of her. Each has rows of its own, and one that both have."""
    take_in(
        people=[person("N1", "Ada", "Lovelace")],
        posts=[post("N1", start="2026-06-01")],
        qualifications=[
            {"employee_number": n, "qualification": "li_training", "awarded_on": "2021-01-01", "verified_on": "2021-02-01"}
            for n in ("A1", "N1")
        ],
        absences=[{"employee_number": "N1", "kind": "sickness", "started_on": "2026-07-01", "finished_on": "2026-07-08"}],
        sessions=[
            {
                "session_ref": "R1",
                "kind": "case_management",
                "held_on": "2026-11-02",
                "minutes": "60",
                "facilitator": "C1",
                "attendees": "N1",
            }
        ],
        allocations=[{"supervisee": "N1", "supervisor": "C1", "kind": "case_management", "started_on": "2026-07-01"}],
    )
    gone = Person.objects.get(employee_number="N1")
    request_sign_off(person=gone, framework="small", asked=[RequestedCompetency("A1", 2)], assessor=world.lead, by=gone)
    sign_off(request=SignOffRequest.objects.get(), level=2, by=world.lead)
    make_offer(person=gone, kind="interest", words="Trauma", shown=True, by=gone)
    clock.shift(60)
    return world.ada, gone


def test_everything_follows_and_keeps_its_dates(two, world, clock):
    kept, _ = two
    known = datetime.now(UTC)
    recorded = dict(SignOff.objects.values_list("pk", "recorded_at"))
    clock.shift(60)
    call_command("merge_people", "A1", "N1")
    assert Post.objects.live().filter(person=kept).count() == 2
    assert Attendance.objects.get().person == kept and Allocation.objects.live().get().supervisee == kept
    assert (SignOff.objects.get().person, dict(SignOff.objects.values_list("pk", "recorded_at"))) == (kept, recorded)
    assert SignOff.objects.known_at(known).filter(person=kept).count() == 1
    assert list(permitted(Seal.objects.all(), to=Action.VIEW_SIGN_OFF, by=Person.objects.get(pk=kept.pk))) == [
        Seal.objects.get()
    ]
    assert list(differences(everybody())) == []
    with pytest.raises(SystemExit) as done:
        call_command("verify_audit")
    assert done.value.code == 0


def test_what_both_had_counts_once(two):
    kept, _ = two
    call_command("merge_people", "A1", "N1")
    assert [row.void_code for row in kept.qualifications.order_by("pk")] == ["", "recorded_twice"]


def test_what_was_written_in_private_opens_with_the_key_that_is_kept(two):
    kept, _ = two
    call_command("merge_people", "A1", "N1")
    offer = Offer.objects.select_related("person").get()
    assert (offer.person, offer.content()) == (kept, {"words": "Trauma"})


def test_imports_know_both_numbers(two):
    kept, _ = two
    call_command("merge_people", "A1", "N1")
    report = take_in(
        people=[person("N1", "Ada", "Lovelace"), person("A1", "Ada", "Lovelace")],
        absences=[{"employee_number": "N1", "kind": "study", "started_on": "2026-11-02"}],
    )
    assert kept.absences.live().filter(kind="study").exists()
    assert (report.files["people.csv"].unchanged, report.files["people.csv"].updated) == (1, 1)


def test_who_is_gone_signs_in_no_more(two, as_person):
    kept, gone = two
    call_command("merge_people", "A1", "N1")
    assert as_person(Person.objects.get(pk=gone.pk)).get("/my/").status_code == 302
    assert as_person(Person.objects.get(pk=kept.pk)).get("/my/").status_code == 200


def test_a_rehearsal_writes_nothing(two, capsys):
    call_command("merge_people", "A1", "N1", "--dry-run")
    assert (Merge.objects.count(), "Nothing was written." in capsys.readouterr().out) == (0, True)


def test_two_who_signed_for_each_other_are_two(world):
    take_in(
        sign_offs=[
            {
                "employee_number": "A1",
                "framework": "small",
                "competency": "A1",
                "level": "2",
                "signed_on": "2024-01-01",
                "signed_by": "L1",
            }
        ]
    )
    with pytest.raises(CommandError, match="names the other"):
        call_command("merge_people", "A1", "L1")
    assert Merge.objects.count() == 0


def test_two_supervisors_on_one_day_are_settled_first(two, world):
    take_in(allocations=[{"supervisee": "A1", "supervisor": "M1", "kind": "case_management", "started_on": "2026-01-05"}])
    with pytest.raises(CommandError, match="allocation"):
        call_command("merge_people", "A1", "N1")
    assert (Merge.objects.count(), Allocation.objects.live().filter(supervisee=two[1]).count()) == (0, 1)


def test_a_number_is_changed_and_the_old_one_finds_them(world):
    call_command("change_number", "A1", "A100")
    take_in(
        absences=[
            {"employee_number": n, "kind": k, "started_on": "2026-11-02"} for n, k in (("A1", "study"), ("A100", "sickness"))
        ]
    )
    assert (world.ada.absences.count(), FormerNumber.objects.get().number) == (2, "A1")
    with pytest.raises(CommandError, match="has or had this number"):
        call_command("change_number", "C1", "A1")


def test_the_database_lets_nobody_else_follow(two, world):
    from django.db import IntegrityError

    with pytest.raises(IntegrityError), transaction.atomic():
        SignOff.objects.update(person=world.colleague)


# Two people of a service ------------------------------------------------------------------------------------------------------
def proposed(two, by, **more) -> MergeProposal:
    kept, gone = two
    about = {"gone": gone, "because": "She married."} | more
    return propose_merge(kept=PersonOnRecord.objects.get(pk=kept.pk), service=Service.objects.get(code="HERE"), by=by, **about)


def test_it_takes_two(two, world):
    proposal = proposed(two, world.lead)
    with pytest.raises(Refused, match="second person"):
        agree_merge(proposal=proposal, by=world.lead)
    agree_merge(proposal=proposal, by=world.manager)
    proposal.refresh_from_db()
    assert (Merge.objects.get().kept, proposal.state, proposal.decided_by) == (two[0], "done", world.manager)
    with pytest.raises(Refused, match="decided already"):
        decline_merge(proposal=proposal, by=world.manager)


def test_nobody_does_it_alone_or_to_themselves(two, world):
    from exchange.actions import merge_people

    with pytest.raises(Refused, match="second person agrees"):
        merge_people(kept=PersonOnRecord.objects.get(pk=two[0].pk), gone=two[1], by=world.lead)
    with pytest.raises(Refused, match="about you"):
        proposed(two, world.lead, gone=world.lead)


def test_it_is_proposed_seen_and_agreed_on_pages(two, world, as_person):
    kept, gone = two
    start = f"/people/{kept.public_id}/records/merge/"
    answer = as_person(world.lead).post(start, {"gone": str(gone.public_id), "number": "", "because": "She married."})
    page = answer["Location"]
    assert "Another lead or manager has to agree" in as_person(world.lead).get(page).content.decode()
    assert as_person(world.lead_there).get(page).status_code == 404
    shown = as_person(world.manager).get(page).content.decode()
    assert "Agree and make them one" in shown and "Ada Test" in shown
    as_person(world.manager).post(page, {"decision": "agree"})
    assert Merge.objects.get().gone == gone


def test_one_or_the_other_is_proposed(two, world, as_person):
    start = f"/people/{two[0].public_id}/records/merge/"
    page = as_person(world.lead).post(start, {"gone": "", "number": "", "because": "Payroll."}).content.decode()
    assert "Choose another record, or enter a new number" in page
    answer = as_person(world.lead).post(start, {"gone": "", "number": "A77", "because": "Payroll."})
    agree_merge(proposal=MergeProposal.objects.get(), by=world.manager)
    assert (answer.status_code, Person.objects.get(pk=two[0].pk).employee_number) == (302, "A77")


def test_the_operator_alone_may_at_once(two):
    call_command("merge_people", "A1", "N1")
    assert Merge.objects.get().by_id is CONSOLE.pk


def test_their_address_can_be_theirs_again(two):
    call_command("merge_people", "A1", "N1")
    report = take_in(people=[person("A1", "Ada", "Lovelace") | {"email": "n1@example.nhs.uk"}])
    assert (report.files["people.csv"].updated, Merge.objects.get().email) == (1, "n1@example.nhs.uk")


def test_a_number_is_changed_back(world):
    call_command("change_number", "A1", "A100")
    call_command("change_number", "A100", "A1")
    assert list(FormerNumber.objects.values_list("number", flat=True)) == ["A100"]
    with pytest.raises(CommandError, match="at most 32"):
        call_command("change_number", "A1", "A" * 33)


@pytest.mark.parametrize("number", ["L1", "S9"])
def test_two_people_of_a_service_give_nobody_rights_and_reach_no_other(two, world, number):
    take_in(people=[person("S9")], posts=[post("S9"), post("S9", service="THERE", assignment_number="S9-there")])
    with pytest.raises(Refused, match="the team that runs this site"):
        proposed(two, world.manager, gone=Person.objects.get(employee_number=number))
