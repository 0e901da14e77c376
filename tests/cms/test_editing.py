"""Two people publish, an editor of a service edits there alone, and what is due is on the editors' desks."""

from datetime import date, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page, WorkflowState

from cms.desk import to_review
from cms.editors import let_in
from cms.models import GuidancePage, ServicePage
from governance.access import CONSOLE
from governance.policy import Role
from people.actions import give_membership, welcome
from people.models import Service
from tests.allocations.service import found, who

NHS_NUMBER = "9434765919"


def editor(name: str, service=None):
    person = welcome(first_name=name, last_name="Editor", email=f"{name.lower()}@ed.example", by=CONSOLE)
    give_membership(person=person, role=Role.EDITOR, service=service, started_on=date(2020, 1, 1), finished_on=None, by=CONSOLE)
    let_in([person])
    return person


def edit(client, page, **more):
    """Open the page in the admin and send its form back with changes, as a browser would."""
    form = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context["form"]
    sent = {name: form[name].value() for name in form.fields if name not in ("body", "comments", "comment_notifications")}
    sent = {name: "" if value is None else value for name, value in sent.items()}
    body = {
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "heading",
        "body-0-id": "",
        "body-0-value": "Changed",
    }
    comments = {f"comments-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")}
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), sent | body | comments | more)


@pytest.fixture
def submitted(guidance, page, as_person):
    """Anna has changed a page and asked for it to be read; Ben is an editor too."""
    anna, ben = editor("Anna"), editor("Ben")
    weeks = page("first-weeks")
    assert edit(as_person(anna), weeks, title="Changed weeks", **{"action-submit": "Submit"}).status_code == 302
    return anna, ben, weeks


def approve(client, page):
    task = WorkflowState.objects.get(status="in_progress").current_task_state
    return client.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk]), {"comment": ""})


def test_what_one_wrote_another_publishes(submitted, as_person, page):
    anna, ben, weeks = submitted
    assert page("first-weeks").title != "Changed weeks"
    approve(as_person(anna), weeks)
    assert page("first-weeks").title != "Changed weeks"
    approve(as_person(ben), weeks)
    assert page("first-weeks").title == "Changed weeks"
    assert "Changed weeks" in as_person(ben).get("/guidance/first-weeks/").content.decode()


def test_nobody_publishes_alone(guidance, page, as_person):
    weeks = page("first-weeks")
    edit(as_person(editor("Anna")), weeks, title="Mine alone", **{"action-publish": "Publish"})
    assert page("first-weeks").title != "Mine alone"


def test_who_changed_it_last_does_not_approve_it(submitted, as_person, page):
    _anna, ben, weeks = submitted
    edit(as_person(ben), weeks, title="Ben's words")
    approve(as_person(ben), weeks)
    assert page("first-weeks").title not in ("Ben's words", "Changed weeks")


def test_what_is_approved_for_later_is_published_then(guidance, page, as_person):
    anna, ben = editor("Anna"), editor("Ben")
    weeks = page("first-weeks")
    later = timezone.now() + timedelta(days=3)
    edit(as_person(anna), weeks, title="Later", go_live_at=f"{later:%Y-%m-%d %H:%M}", **{"action-submit": "Submit"})
    approve(as_person(ben), weeks)
    assert page("first-weeks").title != "Later"
    with time_machine.travel(later + timedelta(hours=1), tick=False):
        call_command("publish_scheduled", verbosity=0)
    assert page("first-weeks").title == "Later"


@pytest.mark.parametrize("field", ["title", "summary", "sources", "body-0-value"])
def test_a_page_takes_no_patient_details(guidance, page, as_person, field):
    weeks = page("first-weeks")
    answer = edit(as_person(editor("Anna")), weeks, **{field: f"About {NHS_NUMBER}", "action-submit": "Submit"})
    assert "This looks like an NHS number" in answer.content.decode()
    assert not weeks.revisions.filter(content__icontains=NHS_NUMBER).exists()


def test_a_draft_can_be_looked_at_before(submitted, as_person):
    _, ben, weeks = submitted
    assert "Changed weeks" in as_person(ben).get(reverse("wagtailadmin_pages:view_draft", args=[weeks.pk])).content.decode()


def test_an_editor_of_a_service_without_any_guidance_is_let_in_later(db):
    found()
    person = editor("Early", Service.objects.get(code="X"))
    assert person.groups.count() == 0
    call_command("seed_guidance", verbosity=0)
    let_in([person])
    assert [group.name for group in person.groups.all()] == ["Content editors: X"]


def test_two_versions_can_be_compared(submitted, as_person):
    _, ben, weeks = submitted
    first, last = weeks.revisions.order_by("pk").first(), weeks.revisions.order_by("pk").last()
    compared = (
        as_person(ben).get(reverse("wagtailadmin_pages:revisions_compare", args=[weeks.pk, first.pk, last.pk])).content.decode()
    )
    assert "Changed" in compared and "weeks" in compared


def test_an_editor_of_a_service_edits_there_alone(services, page, as_person):
    person = editor("Xena", Service.objects.get(code="X"))
    own = ServicePage.objects.get(service__code="X")
    client = as_person(person)
    assert client.get(reverse("wagtailadmin_pages:edit", args=[own.pk])).status_code == 200
    refused = client.get(reverse("wagtailadmin_pages:edit", args=[page("first-weeks").pk]))
    assert (refused.status_code, refused["Location"]) == (302, "/admin/")
    assert {group.name for group in person.groups.all()} == {"Content editors: X"}


def test_an_editor_of_a_service_approves_nothing_of_the_country_s(services, page, as_person):
    anna, xena, weeks = editor("Anna"), editor("Xena", Service.objects.get(code="X")), page("first-weeks")
    edit(as_person(anna), weeks, title="Changed weeks", **{"action-submit": "Submit"})
    approve(as_person(xena), weeks)
    assert page("first-weeks").title != "Changed weeks"


def test_what_is_due_and_broken_of_a_service_is_its_editors(services, page, as_person):
    xena = editor("Xena", Service.objects.get(code="X"))
    own = ServicePage.objects.get(service__code="X")
    GuidancePage.objects.update(review_by=timezone.localdate())
    kept = {
        "audience": "Us",
        "looked_after_by": "Us",
        "last_reviewed": "2026-01-01",
        "review_by": "2026-01-02",
        "summary": "Ours",
    }
    body = [("action", {"text": "Gone", "address": "/my/nowhere-at-all/"})]
    own.add_child(instance=GuidancePage(title="Our marmalade", slug="marmalade", body=body, **kept))
    assert [one.text for one in to_review(xena, timezone.localdate())] == ["1 guidance page is due for review"]
    listed = [as_person(xena).get(f"/admin/guidance/{report}/").content.decode() for report in ("to-review", "links")]
    assert ["Our marmalade" in report for report in listed] == [True, True] and "first weeks" not in listed[0]


def test_who_could_publish_alone_before_it_took_two_no_more_can(guidance, page, as_person):
    anna = editor("Anna")
    permission = Permission.objects.get(content_type__app_label="wagtailcore", codename="publish_page")
    GroupPagePermission.objects.create(group=anna.groups.get(), page=Page.get_first_root_node(), permission=permission)
    call_command("seed_guidance", verbosity=0)
    edit(as_person(anna), page("first-weeks"), title="Mine alone", **{"action-publish": "Publish"})
    assert page("first-weeks").title != "Mine alone"


@pytest.mark.parametrize("number", ["P1", "L1"])
def test_nobody_else_is_let_in(services, as_person, number):
    client = as_person(who(number))
    assert [
        client.get(address).status_code for address in ("/admin/", "/admin/guidance/to-review/", "/admin/guidance/links/")
    ] == [404] * 3


def test_what_is_due_is_on_the_desk_of_editors(services, page, as_person):
    today, anna = timezone.localdate(), editor("Anna")
    GuidancePage.objects.update(review_by=today + timedelta(days=29))
    assert list(to_review(anna, today)) == []
    GuidancePage.objects.filter(slug="first-weeks").update(review_by=today - timedelta(days=1))
    assert [one.text for one in to_review(anna, today)] == ["1 guidance page is due for review"]
    assert list(to_review(who("L1"), today)) == []
    client = as_person(anna)
    listed = client.get("/admin/guidance/to-review/").content.decode()
    assert "first weeks" in listed and "(late)" in listed and "Live observation" not in listed
    assert "Every link to this site leads somewhere" in client.get("/admin/guidance/links/").content.decode()
