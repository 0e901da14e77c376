"""Asking for a sign-off, answering it, and taking it back: what each does, and what is refused."""

import json
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from competencies.actions import Refused, publish_framework, publish_standard
from competencies.models import SignOff, TimelineRun
from competencies.queries.asked_for import levels_needed
from governance.access import CONSOLE, may, permitted
from governance.models import AuditEntry
from governance.policy import Action
from people.attachments import cleaned
from people.models import Attachment, Notice, Person
from signing.actions import (
    RequestedCompetency,
    nudge,
    pass_on,
    rate_oneself,
    request_sign_off,
    revoke,
    send_back,
    sign_off,
    withdraw,
    withdraw_in_error,
)
from signing.models import Seal, SelfRating, SignOffRequest
from signing.queries.assessors import signers
from signing.queries.lines import items
from signing.queries.queue import waiting
from signing.queries.seals import standing_of
from signing.seals.document import SealedDocument
from signing.seals.text import digest
from tests.training.files import upload
from tests.world import FRAMEWORK, STANDARD, person, post, take_in

pytestmark = pytest.mark.django_db
NHS_NUMBER = "943 476 5919"
TWO = (RequestedCompetency("A1", 2, "A case well held."), RequestedCompetency("A2", 1))


@pytest.fixture
def clock():
    import time_machine

    with time_machine.travel("2026-11-23T12:00:00+00:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def deputy(world):
    """Another lead of the same service."""
    take_in(people=[person("L9", "Deputy", "Test")], posts=[post("L9", "clinical_lead")])
    return Person.objects.get(employee_number="L9")


def ask(world, *asked: RequestedCompetency, assessor=None, **more) -> list[SignOffRequest]:
    asked = asked or (RequestedCompetency("A1", 2),)
    return request_sign_off(
        person=world.ada, framework="small", asked=asked, assessor=assessor or world.lead, by=world.ada, **more
    ).requests


def refusal(act, **given) -> str:
    """What the action says, having written nothing."""
    before = (
        list(SignOffRequest.objects.values()),
        SignOff.objects.count(),
        AuditEntry.objects.count(),
        Notice.objects.count(),
    )
    with pytest.raises(Refused) as refused, transaction.atomic():
        act(**given)
    after = (list(SignOffRequest.objects.values()), SignOff.objects.count(), AuditEntry.objects.count(), Notice.objects.count())
    assert after == before
    return str(refused.value)


def state(world, code: str = "A1") -> tuple:
    item = next(item for item in items(world.ada.pk, "small", timezone.localdate()) if item.competency.code == code)
    return item.done, item.waiting is not None, item.returned is not None


# Asking ---------------------------------------------------------------------------------------------------------------
def test_what_is_asked_waits_on_whom_it_was_asked_of(world, clock):
    first, second = ask(world, *TWO)
    assert [(one.request, one.days, one.stuck) for one in waiting(SignOffRequest.objects.all(), date(2026, 11, 23))] == [
        (first, 0, ""),
        (second, 0, ""),
    ]
    assert (state(world, "A1"), state(world, "A2")) == ((False, True, False),) * 2
    assert list(SelfRating.objects.values_list("competency", "level", "comment")) == [
        ("A1", 2, "A case well held."),
        ("A2", 1, ""),
    ]
    assert list(Notice.objects.values_list("person", "text")) == [
        (world.lead.pk, "Ada Test asks you to sign off 2 competencies.")
    ]
    assert list(first.steps.values_list("deed", "by", "to")) == [("asked", world.ada.pk, world.lead.pk)]


def test_the_same_is_not_asked_twice_while_it_waits(world):
    ask(world)
    said = refusal(request_sign_off, person=world.ada, framework="small", asked=TWO, assessor=world.lead, by=world.ada)
    assert said == "You have already asked for Title A1 (A1). Wait for the answer, or send a reminder."


def test_nobody_asks_for_somebody_else(world):
    with pytest.raises(PermissionDenied):
        request_sign_off(person=world.ada, framework="small", asked=TWO, assessor=world.lead, by=world.colleague)


REFUSED = {
    "of oneself": (TWO, "ada", "You cannot sign off your own competencies. Choose someone else."),
    "of somebody without the role": (
        TWO,
        "colleague",
        "Their role does not let them sign off these competencies. Choose someone whose role does.",
    ),
    "of somebody elsewhere": (TWO, "lead_there", "They have no post in this service now. Choose someone else."),
    "for what is not in the framework": (
        (RequestedCompetency("Z9", 1),),
        "lead",
        "Z9 is not part of the framework now. Leave it out.",
    ),
    "for nothing": ((), "lead", "Choose at least one competency."),
}


@pytest.mark.parametrize(("asked", "whom", "why"), REFUSED.values(), ids=REFUSED)
def test_it_is_not_asked(world, asked, whom, why):
    given = {"person": world.ada, "framework": "small", "asked": asked, "assessor": getattr(world, whom), "by": world.ada}
    assert refusal(request_sign_off, **given) == why


def test_nothing_about_a_patient_is_kept(world):
    asked = (RequestedCompetency("A1", 2, f"as with {NHS_NUMBER}"),)
    given = {"person": world.ada, "framework": "small", "by": world.ada}
    assert refusal(request_sign_off, asked=asked, assessor=world.lead, **given).startswith("This looks like an NHS number.")
    assert refusal(rate_oneself, ratings=asked, **given).startswith("This looks like an NHS number.")
    (request,) = ask(world)
    for act, word in ((sign_off, "comment"), (send_back, "reason")):
        more = {"level": 2} if act is sign_off else {}
        assert refusal(act, request=request, by=world.lead, **{word: NHS_NUMBER}, **more).startswith("This looks like")


def test_a_supervisee_does_not_sign_for_their_supervisor(world):
    take_in(
        allocations=[
            {"supervisee": "L1", "supervisor": "A1", "kind": "case_management", "started_on": "2024-01-01"},
        ]
    )
    given = {"person": world.ada, "framework": "small", "asked": TWO, "assessor": world.lead, "by": world.ada}
    assert refusal(request_sign_off, **given) == "Supervisees cannot sign off their own supervisor. Choose another assessor."


def test_two_people_do_not_sign_each_other(world, deputy):
    take_in(sign_offs=[{
        "employee_number": "L9", "framework": "small", "competency": "A1", "level": "2", "signed_on": "2026-01-05",
        "signed_by": "L1",
    }])  # fmt: skip
    given = {"person": world.lead, "framework": "small", "asked": TWO, "assessor": deputy, "by": world.lead}
    assert refusal(request_sign_off, **given).startswith("Two people cannot sign each other off.")
    assert [(c.person, c.why) for c in signers(world.ada.pk, "small", date(2026, 11, 22))] == [(deputy, ""), (world.lead, "")]


# Answering ------------------------------------------------------------------------------------------------------------
def test_what_is_signed_counts_at_once_and_is_sealed(world, clock):
    take_in(
        qualifications=[{
            "employee_number": "A1", "qualification": "li_training", "awarded_on": "2021-01-01", "verified_by": "L1",
            "verified_on": "2021-02-01",
        }]
    )  # fmt: skip
    requests = ask(world, *TWO, evidence=[{"kind": "link", "what": "https://x", "when": "", "digest": "d"}])
    seals = [sign_off(request=request, level=2, comment="Steady.", by=world.lead) for request in requests]
    runs = TimelineRun.objects.filter(person=world.ada, standard="plain").order_by("started_on")
    assert runs.last().state == "eligible" and runs.last().started_on == date(2026, 11, 23)
    content = json.loads(seals[0].content)
    assert (content["person"], content["competency"]) == (
        {"name": "Ada Test", "employee_number": "A1"},
        {"code": "A1", "title": "Title A1", "looks_for": "Something."},
    )
    assert content["asked"] == {
        "on": "2026-11-23", "of": {"name": "Lead Test", "employee_number": "L1"}, "self_rating": 2,
        "comment": "A case well held.", "evidence": [{"kind": "link", "what": "https://x", "when": "", "digest": "d"}],
    }  # fmt: skip
    signed = content["signed"]
    assert (signed["level"], signed["comment"], signed["roles"], signed["in_place_of"]) == (2, "Steady.", ["Clinical lead"], "")
    assert signed["eligibility"] == {"plain": "not_yet"}
    assert state(world) == (True, False, False)


def test_the_seal_never_changes(world):
    (request,) = ask(world)
    sealed = sign_off(request=request, level=2, by=world.lead)
    for change in ({"content": "{}"}, {"digest": "0" * 64}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Seal.objects.filter(pk=sealed.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Seal.objects.filter(pk=sealed.pk)._raw_delete("default")


def test_a_request_is_answered_once(world):
    (request,) = ask(world)
    sign_off(request=request, level=2, by=world.lead)
    assert refusal(sign_off, request=request, level=3, by=world.lead) == "This has been answered already. Nothing was changed."
    assert (
        refusal(send_back, request=request, reason="x", by=world.lead) == "This has been answered already. Nothing was changed."
    )
    assert refusal(withdraw, request=request, by=world.ada) == "This has been answered already. Nothing was changed."
    assert SignOff.objects.count() == 1


@pytest.mark.parametrize("who", ["ada", "colleague", "manager", "lead_there"])
def test_nobody_else_answers(world, who):
    (request,) = ask(world)
    with pytest.raises(PermissionDenied):
        sign_off(request=request, level=2, by=getattr(world, who))


def test_sending_back_needs_a_reason_and_says_it(world):
    (request,) = ask(world)
    assert refusal(send_back, request=request, reason="  ", by=world.lead) == "Enter what is missing."
    send_back(request=request, reason="One more observation.", by=world.lead)
    assert state(world) == (False, False, True)
    assert Notice.objects.get(person=world.ada).text == (
        "Lead Test sent back your request for Title A1 (A1). Read what is missing, then ask again."
    )
    ask(world)
    assert state(world) == (False, True, False)


def test_an_assessor_who_lost_the_role_does_not_sign(world, clock, deputy):
    (request,) = ask(world, assessor=deputy)
    take_in(posts=[post("L9", "clinical_lead", finish="2026-11-22"), post("L9", "pwp", "2026-11-23")])
    assert refusal(sign_off, request=request, level=2, by=deputy).startswith("Their role does not let them sign off")


def test_an_assessor_who_left_sees_nothing_any_more(world, clock, deputy):
    (request,) = ask(world, assessor=deputy)
    assert may(deputy, Action.VIEW_REQUEST, request)
    take_in(posts=[post("L9", "clinical_lead", finish="2026-11-22")])
    assert not may(deputy, Action.VIEW_REQUEST, request)
    assert [one.stuck for one in waiting(SignOffRequest.objects.all(), date(2026, 11, 23))] == [
        "Deputy Test has left. Choose someone else"
    ]


def test_an_old_request_has_ended(world, clock):
    (request,) = ask(world)
    clock.move_to("2027-02-16T12:00:00+00:00")
    assert refusal(sign_off, request=request, level=2, by=world.lead).startswith("This request ended on ")
    assert [one.stuck for one in waiting(SignOffRequest.objects.all(), date(2027, 2, 16))] == [
        "Lead Test did not answer in 12 weeks. Ada Test needs to ask again"
    ]


def test_a_competency_that_was_retired_meanwhile_is_not_signed(world):
    (request,) = ask(world)
    domain = FRAMEWORK["domains"][0]
    without = [c for c in domain["competencies"] if c["code"] != "A1"]
    publish_framework(document=FRAMEWORK | {"version": 2, "domains": [domain | {"competencies": without}]}, by=CONSOLE)
    assert refusal(sign_off, request=request, level=2, by=world.lead).startswith("This competency is no longer part")
    send_back(request=request, reason="It is gone.", by=world.lead)


# Passing on and following up ------------------------------------------------------------------------------------------
def test_a_deputy_answers_and_the_record_keeps_both_names(world, deputy):
    (request,) = ask(world)
    pass_on(request=request, to=deputy, why="Away.", by=world.lead)
    assert (may(world.lead, Action.ANSWER_REQUEST, request), may(deputy, Action.ANSWER_REQUEST, request)) == (False, True)
    content = json.loads(sign_off(request=request, level=2, by=deputy).content)
    assert (content["signed"]["by"]["name"], content["signed"]["in_place_of"]) == ("Deputy Test", "Lead Test")
    assert list(request.steps.values_list("deed", "note", "to")) == [
        ("asked", "", world.lead.pk),
        ("passed_on", "Away.", deputy.pk),
        ("signed", "", None),
    ]


@pytest.mark.parametrize(("who", "may_pass"), [("ada", True), ("lead", True), ("manager", False), ("colleague", False)])
def test_who_may_pass_on(world, deputy, who, may_pass):
    (request,) = ask(world)
    assert may(getattr(world, who), Action.PASS_ON_REQUEST, request) is may_pass


def test_it_is_not_passed_on_to_who_may_not_sign(world):
    (request,) = ask(world)
    assert refusal(pass_on, request=request, to=world.colleague, by=world.ada).startswith("Their role does not")
    assert (
        refusal(pass_on, request=request, to=world.lead, by=world.ada)
        == "Lead Test has to answer this already. Choose someone else."
    )


def test_reminders_keep_five_working_days_apart(world, clock):
    (request,) = ask(world)
    clock.move_to("2026-11-27T12:00:00+00:00")
    assert (
        refusal(nudge, request=request, by=world.ada) == "You can send a reminder every 5 working days. Wait a little longer."
    )
    clock.move_to("2026-11-30T12:00:00+00:00")
    nudge(request=request, by=world.ada)
    assert (
        refusal(nudge, request=request, by=world.ada) == "You can send a reminder every 5 working days. Wait a little longer."
    )
    assert Notice.objects.filter(person=world.lead).first().text == "You need to answer Ada Test’s request for Title A1 (A1)."


def test_waiting_long_or_on_somebody_away_is_said(world, clock):
    ask(world)
    take_in(absences=[{"employee_number": "L1", "kind": "sickness", "started_on": "2026-11-25", "finished_on": "2026-11-26"}])
    said = {
        day: waiting(SignOffRequest.objects.all(), date(2026, *day))[0].stuck for day in ((11, 24), (11, 25), (12, 4), (12, 7))
    }
    assert said == {
        (11, 24): "",
        (11, 25): "Lead Test is away. Choose a deputy",
        (12, 4): "",
        (12, 7): "No answer in 10 working days. Choose a deputy",
    }


# Taking back ----------------------------------------------------------------------------------------------------------
def test_what_is_revoked_counts_no_longer_and_the_seal_stays(world, clock):
    (request,) = ask(world)
    sealed = sign_off(request=request, level=2, by=world.lead)
    content = sealed.content
    clock.move_to("2026-12-01T12:00:00+00:00")
    assert refusal(revoke, sealed=sealed, reason=" ", by=world.lead).startswith("Enter why")
    revoke(sealed=sealed, reason="Signed for the wrong person.", by=world.lead)
    standing = standing_of(Seal.objects.get())
    assert (standing.revoked_on, standing.level) == (date(2026, 12, 1), 2)
    assert Seal.objects.get().content == content
    assert state(world) == (False, False, False)
    assert Notice.objects.filter(person=world.ada).first().text == (
        "Lead Test revoked your sign-off for Title A1 (A1): Signed for the wrong person. It stops counting today."
    )
    assert refusal(revoke, sealed=sealed, reason="Again.", by=world.lead) == "This has been revoked already."


@pytest.mark.parametrize("who", ["ada", "manager", "colleague", "lead_there"])
def test_nobody_else_revokes(world, who):
    (request,) = ask(world)
    sealed = sign_off(request=request, level=2, by=world.lead)
    with pytest.raises(PermissionDenied):
        revoke(sealed=sealed, reason="x", by=getattr(world, who))


# What the database keeps ----------------------------------------------------------------------------------------------
def test_the_database_refuses_impossible_states(world):
    (request,) = ask(world)
    rows = SignOffRequest.objects.filter(pk=request.pk)
    for change in ({"state": "signed"}, {"state": "sent_back"}, {"assessor": world.ada}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)


def test_nobody_of_another_service_knows_of_a_request(world):
    ask(world)
    seen = {
        name: permitted(SignOffRequest.objects.all(), to=Action.VIEW_REQUEST, by=by).count()
        for name, by in world.people.items()
    }
    assert seen == {"lead": 1, "manager": 0, "ada": 1, "colleague": 0, "lead_there": 0, "bea_there": 0}


# Found by a hostile reader ----------------------------------------------------------------------------------------------
def test_nothing_is_signed_that_was_not_read(world):
    (request,) = ask(world)
    reworded = [c | {"title": "New"} for c in FRAMEWORK["domains"][0]["competencies"]]
    seen = digest({"code": "A1", "title": "Title A1", "looks_for": "Something."})
    domain = FRAMEWORK["domains"][0] | {"competencies": reworded}
    publish_framework(document=FRAMEWORK | {"version": 2, "domains": [domain]}, by=CONSOLE)
    said = refusal(sign_off, request=request, level=2, seen=seen, by=world.lead)
    assert said == "The wording of this competency has changed since you looked. Read it again, then sign."
    sign_off(request=request, level=2, seen=digest({"code": "A1", "title": "New", "looks_for": "Something."}), by=world.lead)


def test_a_standard_that_begins_later_says_nothing_yet_of_who_signs(world):
    later = STANDARD["becoming"]["of"][2] | {"signer_roles": ["lead_pwp"], "min_level": 3}
    document = STANDARD | {"version": 2, "effective_from": "2035-01-01", "becoming": {"op": "ALL", "of": [later]}}
    publish_standard(document=document, by=CONSOLE)
    on = date(2026, 11, 23)
    assert [c.person for c in signers(world.ada.pk, "small", on)] == [world.lead]
    assert (levels_needed("small", on), levels_needed("small", date(2035, 1, 1))) == ({"A1": 2, "A2": 2}, {"A1": 3, "A2": 3})


def test_of_two_sign_offs_of_one_day_the_later_stands_whatever_becomes_of_the_first(world, deputy):
    first = {"employee_number": "A1", "framework": "small", "competency": "A1", "level": "2", "signed_on": "2026-01-05"}
    take_in(sign_offs=[first | {"signed_by": "L1"}, first | {"signed_by": "L9", "level": "3"}])
    take_in(sign_offs=[first | {"signed_by": "L1", "revoked_on": "2026-02-01"}])
    (item, _) = items(world.ada.pk, "small", date(2026, 11, 23))
    assert (item.done, item.signed.level, item.signed.revoked_on) == (True, 3, None)


def test_being_named_ends_with_the_post_in_that_service(world, clock, deputy):
    (request,) = ask(world, assessor=deputy)
    take_in(posts=[post("L9", "clinical_lead", finish="2026-11-22"), post("L9", "pwp", "2026-11-23", service="THERE")])
    assert [may(deputy, act, request) for act in (Action.VIEW_REQUEST, Action.ANSWER_REQUEST, Action.PASS_ON_REQUEST)] == [
        False
    ] * 3


def test_files_go_with_the_request(world, deputy, settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path
    (request,) = ask(world, file=cleaned(upload()))
    file = Attachment.objects.get()
    can = lambda: [may(who, Action.VIEW_ATTACHMENT, file) for who in (world.colleague, deputy, world.ada)]  # noqa: E731
    assert request.evidence[0]["digest"] == file.digest
    assert can() == [False, True, True]


def test_a_correction_shows_beside_the_seal(world, clock):
    (request,) = ask(world)
    shown = SealedDocument(sign_off(request=request, level=2, by=world.lead))
    assert shown.corrected_to is None
    row = {"employee_number": "A1", "framework": "small", "competency": "A1", "signed_on": "2026-11-23", "signed_by": "L1"}
    take_in(sign_offs=[row | {"level": "1"}])
    shown = SealedDocument(Seal.objects.get())
    assert (shown.content["signed"]["level"], shown.corrected_to.level) == (2, 1)
    revoke(sealed=shown.seal, reason="The true reason.", by=world.lead)
    assert SealedDocument(Seal.objects.get()).revoked_because == "The true reason."


def test_no_patient_hides_in_a_link(world):
    evidence = [{"kind": "link", "what": "https://x.nhs.uk/patient/9434765919", "when": "", "digest": "d"}]
    given = {"person": world.ada, "framework": "small", "asked": TWO, "assessor": world.lead, "by": world.ada}
    assert refusal(request_sign_off, evidence=evidence, **given).startswith("This looks like an NHS number.")


def test_what_has_ended_or_ends_soon_can_be_asked_for_again(world):
    rule = STANDARD["becoming"]["of"][2] | {"valid_months": 12}
    publish_standard(document=STANDARD | {"code": "other", "becoming": {"op": "ALL", "of": [rule]}}, by=CONSOLE)
    row = {"employee_number": "A1", "framework": "small", "competency": "A1", "level": "2", "signed_by": "L1"}
    take_in(sign_offs=[row | {"signed_on": "2025-06-15"}])
    found = {}
    for day in (date(2026, 3, 16), date(2026, 3, 17), date(2026, 6, 14), date(2026, 6, 15)):
        item = items(world.ada.pk, "small", day)[0]
        found[day] = (item.done, item.open)
    assert list(found.values()) == [(True, False), (True, True), (True, True), (False, True)]


def test_a_request_that_should_never_have_been_is_closed_by_somebody_else(world, clock, as_person):
    [request] = ask(world)
    address = f"/competencies/requests/{request.public_id}/by-mistake/"
    assert [as_person(who).get(address).status_code for who in (world.ada, world.lead_there)] == [403, 404]
    page = as_person(world.lead).post(address, {"reason": "It was meant for Bea."})
    request.refresh_from_db()
    assert (page.status_code, request.state) == (302, "withdrawn")
    shown = as_person(world.ada).get(f"/competencies/requests/{request.public_id}/").content.decode()
    assert "withdrew the request as recorded by mistake" in shown and "It was meant for Bea." in shown
    with pytest.raises(Refused):
        withdraw_in_error(request=request, reason="Again.", by=world.lead)
