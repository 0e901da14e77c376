"""Certificates: sent, verified, asked back or refused; who may, what it changes, and who may open the file."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from competencies.models import TimelineRun
from governance.models import AuditEntry
from people.attachments import cleaned
from people.models import Attachment, Notice
from tests.world import listed, take_in
from training.actions import Refused, ask_for_more, refuse, send_course, send_more, send_qualification, verify
from training.models import Completion, Course, Qualification, VerificationStep
from training.queries import asked_back, mine, to_verify

from .files import picture, upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path
    return tmp_path / "attachments"


@pytest.fixture(autouse=True)
def clock():
    import time_machine

    with time_machine.travel("2026-11-23T12:00:00+00:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def course(world):
    take_in(courses=[{"course_code": "FIVE", "title": "Five days", "days": "5"}])
    return Course.objects.get()


def send(world, on: str = "2021-01-01", **change) -> Qualification:
    given = {"qualification": "li_training", "awarded_on": date.fromisoformat(on), "awarding_body": "A university"}
    return send_qualification(person=world.ada, certificate=cleaned(upload()), by=world.ada, **given | change)


def waits() -> list:
    return [one.fact for one in to_verify(Completion.objects.all(), Qualification.objects.all())]


def refusal(act, **given) -> str:
    before = [model.objects.count() for model in (Qualification, Completion, VerificationStep, AuditEntry, Notice, Attachment)]
    with pytest.raises(Refused) as refused, transaction.atomic():
        act(**given)
    after = [model.objects.count() for model in (Qualification, Completion, VerificationStep, AuditEntry, Notice, Attachment)]
    assert after == before
    return str(refused.value)


# What it does ---------------------------------------------------------------------------------------------------------
def test_what_is_sent_waits_and_counts_once_verified_from_its_own_date(world):
    sent = send(world)
    assert (waits(), sent.verified_on) == ([sent], None)
    verified = verify(evidence=sent, by=world.lead)
    assert (waits(), verified.verified_on, verified.verified_by, verified.awarded_on) == (
        [], date(2026, 11, 23), world.lead, date(2021, 1, 1))  # fmt: skip
    assert verified.in_place == sent.pk
    steps = VerificationStep.objects.values_list("deed", "by", "place")
    assert list(steps) == [("sent", world.ada.pk, sent.pk), ("verified", world.lead.pk, sent.pk)]
    assert [n.text for n in Notice.objects.filter(person=world.ada)] == [
        "Lead Test verified accredited low-intensity training."
    ]


def test_the_timeline_follows_in_the_same_transaction(world):
    take_in(sign_offs=[
        {"employee_number": "A1", "framework": "small", "competency": code, "level": "2", "signed_on": "2026-01-05",
         "signed_by": "L1"} for code in ("A1", "A2")
    ])  # fmt: skip
    states = (
        TimelineRun.objects.filter(person=world.ada, standard="plain").order_by("started_on").values_list("state", flat=True)
    )
    sent = send(world)
    assert list(states.all()) == ["not_yet"]
    verify(evidence=sent, by=world.manager)
    assert list(states.all()) == ["not_yet", "eligible"]


def test_a_course_that_was_begun_is_completed_in_its_place(world, course):
    take_in(completions=[{"employee_number": "A1", "course_code": "FIVE", "started_on": "2026-09-01"}])
    begun = Completion.objects.get()
    about = {"person": world.ada, "course": course, "certificate": cleaned(upload()), "by": world.ada}
    done = send_course(completed_on=date(2026, 9, 5), **about)
    assert (done.started_on, done.completed_on, done.in_place) == (date(2026, 9, 1), date(2026, 9, 5), begun.pk)
    assert list(Completion.objects.live()) == [done]


def test_more_is_asked_for_and_sent(world):
    sent = send(world)
    ask_for_more(evidence=sent, reason="The second page is missing.", by=world.lead)
    assert (waits(), [one.fact for one in asked_back(world.ada.pk)]) == ([], [sent])
    more = {"person": world.ada, "kind": "qualification", "key": sent.pk, "by": world.ada}
    send_more(note="Here it is.", certificate=cleaned(upload(picture(), "page.png")), **more)
    assert (waits(), asked_back(world.ada.pk)) == ([sent], [])
    assert list(VerificationStep.objects.values_list("deed", "note", "attachment__name")) == [
        ("sent", "", "certificate.pdf"), ("more", "The second page is missing.", None), ("answered", "Here it is.", "page.png"),
    ]  # fmt: skip


def test_what_is_refused_is_known_no_longer_and_may_be_sent_again(world):
    refuse(evidence=send(world), reason="It names somebody else.", by=world.lead)
    assert (waits(), Qualification.objects.live().count()) == ([], 0)
    assert Qualification.objects.get().void_reason == "Refused: It names somebody else."
    assert Notice.objects.get().text.endswith("did not accept accredited low-intensity training: It names somebody else.")
    assert [(one.refused, one.last.note) for one in mine(world.ada.pk)] == [(True, "It names somebody else.")]
    assert waits() == [] and send(world) in waits()


def test_what_was_refused_can_be_read_and_not_decided_again(world, as_person):
    sent = refuse(evidence=send(world), reason="It names somebody else.", by=world.lead)
    for who in (world.ada, world.lead):
        got = as_person(who).get(f"/training/qualifications/{sent.pk}/")
        assert (got.status_code, str(got.context["state"]), got.context["form"]) == (200, "Not accepted", None)


def test_what_is_refused_at_once_leaves_no_file(world, folder):
    send(world)
    with pytest.raises(Refused), transaction.atomic():
        send(world)
    assert len(list(folder.iterdir())) == 1


# What is refused ------------------------------------------------------------------------------------------------------
def test_nothing_is_decided_twice(world):
    sent = send(world)
    verify(evidence=sent, by=world.lead)
    for act, more in ((verify, {}), (refuse, {"reason": "x"}), (ask_for_more, {"reason": "x"})):
        with pytest.raises(Refused) as refused:
            act(evidence=sent, by=world.manager, **more)
        assert str(refused.value) == "This has been decided already. Nothing was changed."


def test_a_reason_is_needed(world):
    sent = send(world)
    for act in (refuse, ask_for_more):
        assert refusal(act, evidence=sent, reason=" ", by=world.lead) == "Enter why, so that they know what to do."
        assert refusal(act, evidence=sent, reason="943 476 5919", by=world.lead).startswith("This looks like an NHS number.")


def test_what_has_not_come_is_not_sent(world):
    given = {"person": world.ada, "qualification": "li_training", "awarding_body": "", "certificate": None, "by": world.ada}
    assert refusal(send_qualification, awarded_on=date(2026, 11, 24), **given).startswith(
        "Enter a day that is not in the future."
    )


def test_the_same_is_not_sent_twice(world):
    send(world)
    with pytest.raises(Refused), transaction.atomic():
        send(world)
    assert Qualification.objects.count() == 1


@pytest.mark.parametrize("who", ["ada", "colleague", "lead_there", "bea_there"])
def test_nobody_else_verifies(world, who):
    with pytest.raises(PermissionDenied):
        verify(evidence=send(world), by=getattr(world, who))


def test_nobody_verifies_what_is_their_own(world):
    own = send_qualification(
        person=world.lead, qualification="li_training", awarded_on=date(2020, 1, 1), awarding_body="",
        certificate=cleaned(upload()), by=world.lead,
    )  # fmt: skip
    with pytest.raises(PermissionDenied):
        verify(evidence=own, by=world.lead)
    verify(evidence=own, by=world.manager)


# In the browser -------------------------------------------------------------------------------------------------------
OPENS = {"ada": 200, "lead": 200, "manager": 200, "colleague": 404, "lead_there": 404, "bea_there": 404}


@pytest.mark.parametrize(("who", "status"), OPENS.items())
def test_who_opens_a_certificate_and_its_file(world, as_person, who, status):
    sent = send(world)
    client, file = as_person(getattr(world, who)), Attachment.objects.get()
    assert client.get(f"/training/qualifications/{sent.pk}/").status_code == status
    assert client.get(f"/people/files/{file.public_id}/").status_code == status


def test_the_file_is_a_download_that_no_browser_runs(world, as_person, folder):
    send(world)
    file = Attachment.objects.get()
    got = as_person(world.ada).get(f"/people/files/{file.public_id}/")
    assert b"".join(got.streaming_content) == (folder / str(file.public_id)).read_bytes()
    headers = ("Content-Type", "Content-Disposition", "X-Content-Type-Options", "Cache-Control")
    assert [got[name] for name in headers] == [
        "application/pdf", 'attachment; filename="certificate.pdf"', "nosniff", "no-store"]  # fmt: skip
    assert "default-src 'none'" in got["Content-Security-Policy"] and "sandbox" in got["Content-Security-Policy"]


def test_the_whole_way_in_the_browser(world, as_person, course):
    given = {"what": "course:FIVE", "on": "2026-03-02", "body": "", "certificate": upload()}
    assert as_person(world.ada).post("/training/send/", given)["Location"] == "/training/"
    queue = as_person(world.lead).get("/my/waiting/")
    assert listed(queue, "Certificates to verify") == ["Ada Test: Five days"]
    page = f"/training/courses/{Completion.objects.get().pk}/"
    got = as_person(world.lead).post(page, {"decision": "more", "reason": ""})
    assert dict(got.context["form"].errors) == {"reason": ["Enter why, so that they know what to do"]}
    as_person(world.lead).post(page, {"decision": "more", "reason": "Which provider?"})
    asked = as_person(world.ada).get("/my/waiting/")
    assert listed(asked, "Certificates that need more from you") == ["Five days"]
    assert "Lead Test says: Which provider?" in asked.content.decode()
    as_person(world.ada).post(page, {"note": "The university."})
    as_person(world.lead).post(page, {"decision": "verify"})
    assert Completion.objects.live().get().verified_on == date(2026, 11, 23)


WRONG = {
    "no file": ({"certificate": ""}, {"certificate": ["Choose the certificate"]}),
    "no day": ({"on": ""}, {"on": ["Enter the day on the certificate"]}),
    "a day that does not exist": (
        {"on": "2026-02-30"},
        {"on": ["“When was it completed or awarded?”: enter a date that exists, such as 4 September 2026"]},
    ),
    "a day to come": (
        {"on": "2026-12-01"},
        {"on": ["Enter a day that is not in the future"]},
    ),
    "nothing chosen": ({"what": ""}, {"what": ["Choose what the certificate is for"]}),
}


@pytest.mark.parametrize(("change", "errors"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said(world, as_person, course, change, errors):
    given = {"what": "course:FIVE", "on": "2026-03-02", "body": "", "certificate": upload()} | change
    got = as_person(world.ada).post("/training/send/", given)
    assert (got.status_code, dict(got.context["form"].errors)) == (200, errors)
    assert (Completion.objects.count(), Attachment.objects.count()) == (0, 0)


def test_a_file_that_is_no_file_is_refused_in_words(world, as_person, course, folder):
    given = {"what": "course:FIVE", "on": "2026-03-02", "body": "", "certificate": upload(b"<html>")}
    got = as_person(world.ada).post("/training/send/", given)
    assert list(got.context["form"].errors) == ["certificate"]
    assert not folder.exists()


@pytest.mark.parametrize("many", [1, 3])
def test_my_training_costs_the_same_for_more(world, as_person, many, django_assert_num_queries):
    for year in range(many):
        send(world, on=f"202{year}-01-01")
    client = as_person(world.ada)
    with django_assert_num_queries(11):
        client.get("/training/")
