"""Clauses of agreements as reference data: drafted in the admin, published by somebody else, in versions that never change."""

import re
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import Client
from wagtail.test.utils.form_data import nested_form_data, streamfield

from allocations.actions import Refused, draft_clauses, publish_clauses, publish_template
from allocations.models import ContractDraft, ContractTemplate
from governance.access import CONSOLE
from governance.policy import Role
from people.actions import give_membership

pytestmark = pytest.mark.django_db
ONE = {"code": "purpose", "title": "What it is for", "text": "Not therapy."}
DOCUMENT = {"code": "short", "version": 1, "title": "Agreement", "clauses": [ONE]}


@pytest.fixture
def two(world):
    for person in (world.manager, world.lead):
        give_membership(
            person=person, role=Role.STEWARD, service=None, started_on=date(2026, 1, 1), finished_on=None, by=CONSOLE
        )
    return world.manager, world.lead


@pytest.fixture
def template(db):
    return publish_template(document=DOCUMENT, by=CONSOLE)


def form(*clauses: dict[str, str], code: str = "short") -> dict:
    return nested_form_data(
        {"code": code, "title": "Agreement", "clauses": streamfield([("clause", clause) for clause in clauses])}
    )


def refusal(act, **given) -> str:
    before = ContractTemplate.objects.count()
    with pytest.raises(Refused) as refused, transaction.atomic():
        act(**given)
    assert ContractTemplate.objects.count() == before
    return str(refused.value)


def test_what_one_steward_writes_another_publishes(two, template, as_person):
    writer, reviewer = two
    client = as_person(writer)
    assert client.post("/allocations/clauses/short/draft/").status_code == 302
    draft = ContractDraft.objects.get()
    edit = f"/admin/snippets/allocations/contractdraft/edit/{draft.pk}/"
    assert client.get(edit).status_code == 200
    assert client.post(edit, form(ONE, {"code": "risk", "title": "Risk", "text": "The same day."})).status_code == 302
    review = f"/allocations/clause-drafts/{draft.pk}/"
    page = client.get(review).content.decode()
    assert ("Another steward needs to review this" in " ".join(page.split()), "Publish this version" in page) == (True, False)
    draft.refresh_from_db()
    page = as_person(reviewer).get(review).content.decode()
    assert ("The same day." in page, "Publish this version" in page) == (True, True)
    assert as_person(reviewer).post(review, {"seen": draft.latest_revision_id}).status_code == 302
    assert [(t.version, len(t.clauses)) for t in ContractTemplate.objects.all()] == [(1, 1), (2, 2)]
    page = as_person(two[1]).get("/allocations/clauses/short/2/").content.decode()
    assert "What is different" in page


def test_what_is_not_published(two, template):
    writer, reviewer = two
    draft = draft_clauses(template=template, by=writer)
    assert draft_clauses(template=template, by=reviewer) == draft
    seen = draft.latest_revision_id
    assert refusal(publish_clauses, draft=draft, seen=seen, by=writer) == (
        "You changed this draft. Another steward needs to review it before it is published."
    )  # fmt: skip
    assert refusal(publish_clauses, draft=draft, seen=0, by=reviewer) == (
        "Another person changed the draft after you opened it. Nothing was published. Read it again."
    )  # fmt: skip
    assert refusal(publish_clauses, draft=draft, seen=seen, by=reviewer) == "Version 1 says the same already."
    for clauses, said in (
        ([ONE, ONE], "$.clauses[1].code uses purpose a second time. Change the draft, then publish it."),
        ([ONE | {"text": "Ring 943 476 5919"}], "This looks like an NHS number."),
    ):
        draft.clauses = [("clause", clause) for clause in clauses]
        draft.save()
        draft.save_revision(user=writer)
        draft.refresh_from_db()
        assert refusal(publish_clauses, draft=draft, seen=draft.latest_revision_id, by=reviewer).startswith(said)


def test_nobody_else_drafts_or_publishes(two, template, world, as_person):
    draft = draft_clauses(template=template, by=two[0])
    for person in (world.ada, world.colleague, world.lead_there):
        with pytest.raises(PermissionDenied):
            draft_clauses(template=template, by=person)
        with pytest.raises(PermissionDenied):
            publish_clauses(draft=draft, seen=draft.latest_revision_id, by=person)
    client = as_person(world.ada)
    assert client.get("/allocations/clauses/").status_code == 200
    for address in ("/admin/snippets/allocations/contractdraft/", f"/allocations/clause-drafts/{draft.pk}/"):
        assert client.get(address).status_code == 404


# Two at once ------------------------------------------------------------------------------------------------------------
OTHER = {"code": "risk", "title": "Risk", "text": "Within the hour."}


def opened(client, edit: str) -> dict[str, str]:
    """What a form of the admin says of the revision that it was opened with."""
    page = client.get(edit).content.decode()
    return dict(re.findall(r'name="(loaded_revision_\w+)" value="([^"]+)"', page))


@pytest.fixture
def drafted(two, template):
    """A draft, its address in the admin, and both stewards with the page open."""
    client, other = Client(), Client()
    client.force_login(two[0])
    other.force_login(two[1])
    client.post("/allocations/clauses/short/draft/")
    draft = ContractDraft.objects.get()
    edit = f"/admin/snippets/allocations/contractdraft/edit/{draft.pk}/"
    return draft, edit, client, other


def test_of_two_who_write_one_draft_the_second_is_told_and_loses_nothing(drafted, two):
    draft, edit, client, other = drafted
    mine, theirs = opened(client, edit), opened(other, edit)
    assert mine == theirs and len(mine) == 2
    assert other.post(edit, theirs | form(ONE, OTHER)).status_code == 302
    answer = client.post(edit, mine | form(ONE, {"code": "risk", "title": "Risk", "text": "My long new text."}))
    page = answer.content.decode()
    assert answer.status_code == 200 and "My long new text." in page
    assert f"{two[1]} saved this draft while you were writing. What you typed is still here." in page
    draft.refresh_from_db()
    assert draft.document(1)["clauses"][1]["text"] == "Within the hour."
    again = dict(re.findall(r'name="(loaded_revision_\w+)" value="([^"]+)"', page))
    assert (
        client.post(edit, again | form(ONE, {"code": "risk", "title": "Risk", "text": "My long new text."})).status_code == 302
    )
    draft.refresh_from_db()
    assert draft.document(1)["clauses"][1]["text"] == "My long new text."
    assert [revision.user for revision in draft.revisions.order_by("pk")] == [two[0], two[1], two[0]], "nothing is lost"
