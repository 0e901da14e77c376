"""Files that withdraw show first, by name and day, whom that changes; then those are told."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from competencies.actions import publish_standard
from competencies.models import TimelineRun
from competencies.timelines import differences, everybody
from exchange.actions import NotApplied, apply_upload, look_through, receive
from governance.access import CONSOLE
from people.models import Notice, Service
from tests.world import as_csv, post, take_in

pytestmark = pytest.mark.django_db
SIGNED = {"employee_number": "A1", "framework": "small", "competency": "A1", "signed_on": "2022-01-03", "signed_by": "L1"}
LOSES = "Ada Test loses eligibility from 3 January 2022 (A plain standard)."
FLAGGED = "Ada Test's pair with Colleague Test (case management supervision) is flagged"


@pytest.fixture(autouse=True)
def noon(clock):
    return clock


def sent_to_withdraw(world, **files):
    sheets = [SimpleUploadedFile(f"{name}.csv", as_csv(rows)) for name, rows in files.items()]
    about = {"service": Service.objects.get(code="HERE"), "because": "The wrong folder.", "by": world.manager}
    return look_through(upload=receive(uploads=sheets, **about), by=world.manager)


def told() -> dict[int, str]:
    return {notice.person_id: notice.text for notice in Notice.objects.all()}


def test_the_page_says_by_name_and_day_whom_it_changes(eligible, as_person):
    upload = sent_to_withdraw(eligible, sign_offs=[SIGNED])
    sentences = upload.preview["effects"]
    assert sentences[0] == LOSES and sentences[1].startswith(FLAGGED)
    page = as_person(eligible.manager).get(f"/people/import/{upload.public_id}/").content.decode()
    assert LOSES in page and "Withdraw these records" in page
    assert TimelineRun.objects.filter(person=eligible.ada, state="eligible").exists() and not told()


def test_where_nobody_is_changed_it_says_so(eligible, as_person):
    take_in(absences=[{"employee_number": "A1", "kind": "study", "started_on": "2026-11-02", "finished_on": "2026-11-03"}])
    upload = sent_to_withdraw(eligible, absences=[{"employee_number": "A1", "kind": "study", "started_on": "2026-11-02"}])
    assert upload.preview["effects"] == []
    page = as_person(eligible.manager).get(f"/people/import/{upload.public_id}/").content.decode()
    assert "Eligibility: no changes." in page


def test_those_whose_records_they_are_are_told(eligible):
    apply_upload(upload=sent_to_withdraw(eligible, sign_offs=[SIGNED]), by=eligible.manager)
    assert not TimelineRun.objects.filter(person=eligible.ada, state="eligible").exists()
    assert "what you may do has changed" in told()[eligible.ada.pk]
    assert told()[eligible.lead.pk] == (
        "Manager Test withdrew records that were made by mistake. What 2 people may do has changed."
    )
    assert eligible.manager.pk not in told() and eligible.lead_there.pk not in told()
    assert list(differences(everybody())) == []


def test_where_it_changes_somebody_else_by_now_it_is_shown_again(eligible):
    """Ada has no pair any more: what was shown is not what would happen."""
    upload = sent_to_withdraw(eligible, sign_offs=[SIGNED])
    pair = {"supervisee": "C1", "supervisor": "A1", "kind": "case_management", "started_on": "2024-01-01"}
    take_in(allocations=[pair | {"finished_on": "2026-11-01"}])
    with pytest.raises(NotApplied) as found:
        apply_upload(upload=upload, by=eligible.manager)
    assert found.value.report.shown["effects"] == [LOSES] and not told()


def test_somebody_elsewhere_is_not_named(eligible):
    take_in(
        posts=[post("A1", service="THERE", start="2026-01-01")],
        allocations=[{"supervisee": "B2", "supervisor": "A1", "kind": "case_management", "started_on": "2026-02-01"}],
    )
    sentences = " ".join(sent_to_withdraw(eligible, sign_offs=[SIGNED]).preview["effects"])
    assert "Ada Test's pair with a person in another service" in sentences and "Bea" not in sentences


def test_a_rehearsal_of_the_operator_names_whom_a_course_with_completions_changes(ground, tmp_path):
    """Nobody has completed what never was."""
    course = {"id": "course", "type": "course_completed", "tag": "sup"}
    about = {"code": "taught", "version": 1, "title": "A taught standard", "effective_from": "2015-01-01"}
    publish_standard(document=about | {"becoming": {"op": "ALL", "of": [course]}}, by=CONSOLE)
    done = {"employee_number": "A1", "course_code": "FIVE", "completed_on": "2021-03-01"}
    take_in(completions=[done | {"verified_by": "L1", "verified_on": "2021-03-02"}])
    (tmp_path / "courses.csv").write_bytes(as_csv([{"course_code": "FIVE"}]))
    out, err = io.StringIO(), io.StringIO()
    call_command("withdraw_csv", tmp_path, "--because", "Another trust's.", "--dry-run", stdout=out, stderr=err)
    sentence = "Ada Test loses eligibility from 1 March 2021 (A taught standard)."
    assert sentence in err.getvalue() and sentence not in out.getvalue()
    assert TimelineRun.objects.filter(person=ground.ada, standard="taught", state="eligible").exists() and not told()
