"""A steward changes a draft in forms: each change is saved, what is wrong is said in words, and two do not overwrite each
other."""

import json
from copy import deepcopy
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from competencies.actions import start_draft
from competencies.models import StandardDraft
from governance.access import CONSOLE
from governance.policy import Role
from people.actions import give_membership
from tests.world import STANDARD

pytestmark = pytest.mark.django_db
CPD = {"id": "cpd", "type": "cpd", "tag": "cpd_supervision", "count": 1, "months": 12}


@pytest.fixture
def steward(world):
    give_membership(
        person=world.manager, role=Role.STEWARD, service=None, started_on=date(2026, 1, 1), finished_on=None, by=CONSOLE
    )
    return world.manager


@pytest.fixture
def browser(steward, as_person):
    return as_person(steward)


def drafted(by, **change) -> StandardDraft:
    return start_draft(text=json.dumps(STANDARD | {"version": 2, "effective_from": "2027-01-01"} | change), by=by)


@pytest.fixture
def draft(steward):
    return drafted(steward)


def page(draft, rest: str = "") -> str:
    return f"/competencies/drafts/{draft.public_id}/{rest}"


def saved(draft) -> dict:
    draft.refresh_from_db()
    return json.loads(draft.text)


def send(browser, draft, rest: str, **fields):
    """What a steward sends who has the draft before them as it is now."""
    draft.refresh_from_db()
    return browser.post(page(draft, rest), {"seen": draft.digest} | fields)


def named(node) -> list:
    return [node.get("id"), *map(named, node["of"])] if "of" in node else node["id"]


def test_the_page_says_each_requirement_in_plain_english(browser, draft):
    shown = browser.get(page(draft)).content.decode()
    assert "At least 2 years in post as" in shown and "All of these:" in shown
    assert "In force from" in shown and "1 January 2027" in shown
    assert "Correct this before you publish" not in shown and "What would change" in shown


def test_a_requirement_is_added_its_type_first(browser, draft):
    chosen = browser.get(page(draft, "becoming/add/"))
    assert "Continuing professional development" in chosen.content.decode()
    assert "Choose what is asked for" in browser.get(page(draft, "becoming/add/?type=wisdom")).content.decode()
    address = "becoming/add/?type=cpd"
    wrong = send(browser, draft, address, severity="required", count="0", months="", tag_other="cpd_supervision")
    said = wrong.content.decode()
    assert "<title>Error: " in said and "Enter how many courses, 1 or more" in said and "Enter within how many months" in said
    assert "$." not in said
    done = send(browser, draft, address, severity="required", count="1", months="12", tag_other="cpd_supervision")
    assert done.status_code == 302 and done["Location"] == page(draft) + "#becoming"
    assert saved(draft)["becoming"]["of"][-1] == CPD
    send(browser, draft, address, severity="advisable", count="2", months="12", tag_other="cpd_supervision")
    last = saved(draft)["becoming"]["of"][-1]
    assert (last["id"], last["severity"]) == ("cpd_2", "advisable")


def test_a_requirement_is_edited_and_keeps_the_name_that_waivers_know(browser, draft):
    before = saved(draft)["becoming"]["of"][0]
    form = browser.get(page(draft, "becoming-0/edit/")).context["form"]
    fields = {name: value for name, value in form.initial.items() if value not in (None, False, "")}
    send(browser, draft, "becoming-0/edit/", **fields | {"min_months": "36", "title": "Three years"})
    after = saved(draft)["becoming"]["of"][0]
    assert after == before | {"min_months": 36, "title": "Three years"}


def test_groups_are_made_filled_moved_and_taken_apart(browser, steward):
    becoming = {"op": "ALL", "of": [CPD | {"id": name} for name in "abc"]}
    draft = drafted(steward, becoming=becoming)
    send(browser, draft, "becoming/add-group/", op="ANY", title="One of two")
    shown = browser.get(page(draft)).content.decode()
    assert "There is nothing in this group yet. Add a requirement, or remove the group" in shown
    send(browser, draft, "becoming-0/move/", to="becoming-3")
    send(browser, draft, "becoming-0/move/", to="becoming-2")
    assert named(saved(draft)["becoming"]) == [None, "c", [None, "a", "b"]]
    send(browser, draft, "becoming-0/shift/", way="down")
    assert named(saved(draft)["becoming"]) == [None, [None, "a", "b"], "c"]
    send(browser, draft, "becoming-0/edit/", op="N_OF", n="2", title="")
    group = saved(draft)["becoming"]["of"][0]
    assert (group["op"], group["n"], "title" in group) == ("N_OF", 2, False)
    assert "Enter how many of these must be met" in send(browser, draft, "becoming-0/edit/", op="N_OF", n="").content.decode()
    send(browser, draft, "becoming-0/remove/", what="group")
    assert named(saved(draft)["becoming"]) == [None, "a", "b", "c"]
    send(browser, draft, "becoming-1/move/", to="new")
    assert named(saved(draft)["becoming"]) == [None, "a", [None, "b"], "c"]
    send(browser, draft, "becoming-1/remove/", what="all")
    send(browser, draft, "becoming-0/remove/")
    assert named(saved(draft)["becoming"]) == [None, "c"]


def test_what_it_takes_to_stay_is_added_and_taken_away(browser, steward):
    draft = drafted(steward)
    start = {key: value for key, value in saved(draft).items() if key != "staying"}
    draft.text = json.dumps(start)
    draft.save()
    assert "There are no requirements here yet." in browser.get(page(draft)).content.decode()
    send(browser, draft, "staying/add/?type=cpd", severity="required", count="1", months="12", tag_other="cpd_supervision")
    send(browser, draft, "grace/", grace_months="6")
    assert saved(draft)["staying"]["grace_months"] == 6 and named(saved(draft)["staying"]) == [None, "cpd"]
    send(browser, draft, "staying/remove/", what="all")
    assert "staying" not in saved(draft)


def test_name_and_dates_are_said_in_a_form(browser, draft):
    send(browser, draft, "version/", title="Supervisors", effective_from="2027-03-01", transition_months="6")
    now = saved(draft)
    assert (now["title"], now["effective_from"], now["transition_months"]) == ("Supervisors", "2027-03-01", 6)
    assert "Supervisors, version 2" in browser.get("/competencies/drafts/").content.decode()


def test_of_two_stewards_the_second_does_not_overwrite_the_first(browser, draft):
    opened = draft.digest
    send(browser, draft, "becoming-0/shift/", way="down")
    after_first = saved(draft)
    for rest, fields in {
        "becoming-0/remove/": {},
        "becoming-0/move/": {"to": "new"},
        "version/": {"title": "Mine", "effective_from": "2027-03-01", "transition_months": "0"},
        "becoming/add/?type=cpd": {"severity": "required", "count": "1", "months": "12", "tag_other": "cpd_supervision"},
    }.items():
        got = browser.post(page(draft, rest), {"seen": opened} | fields)
        assert "Another steward has changed this draft since you opened it" in got.content.decode(), rest
    browser.post(page(draft, "becoming-0/shift/"), {"seen": opened, "way": "down"})
    browser.post(page(draft, "becoming-0/shift/"), {"way": "down"})
    assert saved(draft) == after_first


WRONG = {
    "no months": ({"min_months": 0}, "Enter how many months, 1 or more"),
    "no role": ({"roles": []}, "Choose at least one role"),
    "a role that does not exist": ({"roles": ["boss"]}, "Choose at least one role"),
    "no name": ({"id": ""}, "It has no name of its own that files and waivers could use"),
    "a key that is not known": ({"years": 2}, "It says something that is not known here: years"),
    "another type": ({"type": "wisdom"}, "It cannot be read. Remove it, or correct it under Advanced"),
    "a title that is none": ({"title": 7}, "Title must be a text that is not empty"),
    "the name of another": ({"id": "same"}, "Two parts of this draft have the same name for files and waivers, same"),
}


@pytest.mark.parametrize(("change", "sentence"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_on_its_card_and_above_in_words(browser, steward, change, sentence):
    time = {"id": "time", "type": "time_in_role", "roles": ["pwp"], "min_months": 24} | change
    draft = drafted(steward, becoming={"op": "ALL", "of": [CPD | {"id": "same"}, time]})
    shown = browser.get(page(draft)).content.decode()
    assert shown.count(sentence) >= 2 and 'href="#becoming-1"' in shown and "$." not in shown
    assert "You can see this once the draft is correct." in shown


BROKEN = {
    "no JSON": "{",
    "no object": "[]",
    "nothing to become": json.dumps({key: value for key, value in STANDARD.items() if key != "becoming"}),
    "a group that is no list": json.dumps(STANDARD | {"becoming": {"op": "ALL", "of": 7}}),
    "an operator that is none": json.dumps(STANDARD | {"becoming": {"op": ["ALL"], "of": [CPD]}}),
    "a requirement that is none": json.dumps(STANDARD | {"becoming": {"op": "ALL", "of": [7, {"type": ["cpd"]}]}}),
    "a group of which too many are asked for": json.dumps(STANDARD | {"becoming": {"op": "N_OF", "n": 2, "of": [CPD]}}),
    "a group of which none is required": json.dumps(
        STANDARD | {"becoming": {"op": "ANY", "of": [CPD, {"op": "ALL", "of": [CPD | {"id": "x", "severity": "advisable"}]}]}}
    ),
    "a code that is none": json.dumps(STANDARD | {"code": ""}),
    "too deep": json.dumps(
        deepcopy(STANDARD) | {"becoming": json.loads('{"op":"ALL","of":[' * 40 + json.dumps(CPD) + "]}" * 40)}
    ),
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_a_draft_that_is_broken_is_shown_with_the_way_to_correct_it(browser, steward, text):
    draft = start_draft(text=text, by=steward)
    shown = browser.get(page(draft))
    assert shown.status_code == 200 and shown.context["wrong"]
    assert "$." not in shown.content.decode()
    assert browser.get(page(draft, "what-if/")).status_code == 302
    assert browser.get("/competencies/drafts/").status_code == 200


@pytest.mark.parametrize(
    "rest", ["becoming-9/edit/", "becoming-0-0/edit/", "leaving/edit/", "becoming/remove/", "becoming-0/add/"]
)
def test_what_is_not_there_is_not_found(browser, draft, rest):
    assert browser.get(page(draft, rest)).status_code == 404


FORMS = (
    "version/",
    "grace/",
    "becoming/add/",
    "becoming/add-group/",
    "becoming-0/edit/",
    "becoming-0/move/",
    "becoming-0/remove/",
)


@pytest.mark.parametrize("who", ["lead", "ada", "lead_there"])
def test_who_is_no_steward_opens_and_changes_nothing(world, as_person, steward, who):
    draft = drafted(steward)
    before, other = saved(draft), as_person(getattr(world, who))
    for rest in ("", "advanced/", *FORMS):
        assert other.get(page(draft, rest)).status_code == 404, rest
        assert other.post(page(draft, rest), {"seen": draft.digest}).status_code == 404, rest
    assert other.post(page(draft, "becoming-0/shift/"), {"seen": draft.digest, "way": "down"}).status_code == 404
    assert saved(draft) == before


def test_a_long_draft_asks_no_more_of_the_database(browser, steward):
    few, many = (
        drafted(steward, becoming={"op": "ALL", "of": [CPD | {"id": f"r{n}"} for n in range(count)]}) for count in (1, 40)
    )
    browser.get(page(few))
    counts = []
    for draft in (few, many):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            browser.get(page(draft))
        counts.append(len(asked))
    assert counts[0] == counts[1]
