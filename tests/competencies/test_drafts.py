"""Drafting a standard: what is wrong is said, what would change is shown, and what was shown is what happens."""

import json
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from competencies.actions import Refused, publish_draft, read_draft, save_draft, start_draft
from competencies.models import StandardDraft, StandardVersion, TimelineRun
from competencies.queries.careers import _standards
from competencies.rules.comparison import EligibilityChange, Kind, compare
from competencies.rules.outcome import State
from competencies.rules.standard import StandardRefused
from competencies.whatif import what_if
from governance.access import CONSOLE
from governance.policy import Role
from people.actions import give_membership
from people.models import Person
from tests.world import STANDARD, person, post, take_in

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def clock():
    import time_machine

    with time_machine.travel("2026-11-23T12:00:00+00:00", tick=False) as traveller:
        yield traveller
    _standards.cache_clear()  # it goes by when something was published, which a clock that stands still cannot tell


@pytest.fixture
def steward(world):
    give_membership(
        person=world.manager, role=Role.STEWARD, service=None, started_on=date(2026, 1, 1), finished_on=None, by=CONSOLE
    )
    return world.manager


@pytest.fixture
def people(world):
    """Whom a change would touch in different ways: some by months, one who never will, and one who has left."""
    numbers = ["N1", "N2", "N3", "N4"]
    starts = ["2024-06-01", "2025-10-01", "2020-01-01", "2019-01-01"]
    take_in(
        people=[person(n) for n in numbers],
        posts=[post(n, start=s, finish="2026-01-31" if n == "N4" else "") for n, s in zip(numbers, starts, strict=True)],
        qualifications=[
            {"employee_number": n, "qualification": "li_training", "awarded_on": "2021-01-01", "verified_by": "L1",
             "verified_on": "2021-02-01"} for n in [*numbers, "A1", "B2"]
        ],
        sign_offs=[
            {"employee_number": n, "framework": "small", "competency": c, "level": "2", "signed_on": "2026-01-05",
             "signed_by": "L1" if n != "B2" else "L2"} for n in (*numbers, "A1", "B2") for c in ("A1", "A2") if n != "N3"
        ],
    )  # fmt: skip
    return world


def written(months: int = 12, version: int = 2, **change) -> str:
    time, *others = STANDARD["becoming"]["of"]
    becoming = {"op": "ALL", "of": [time | {"min_months": months}, *others]}
    return json.dumps(STANDARD | {"version": version, "effective_from": "2026-12-01", "becoming": becoming} | change)


def stored() -> dict[int, list[tuple[int, State]]]:
    found: dict[int, list] = {}
    for run in TimelineRun.objects.filter(standard="plain").order_by("started_on"):
        found.setdefault(run.person_id, []).append((run.started_on.toordinal(), State(run.state)))
    return found


@pytest.mark.parametrize("months", [12, 36, 84])
def test_what_was_shown_is_what_happens(people, steward, months):
    draft = start_draft(text=written(months), by=steward)
    shown = what_if(read_draft(draft.text)[1], TODAY)
    before = stored()
    publish_draft(draft=draft, seen=shown.digest, by=steward)
    after, in_post = stored(), {p.pk for p in Person.objects.exclude(employee_number="N4").exclude(employee_number=None)}
    happened = {p: compare(before.get(p, []), after.get(p, []), TODAY.toordinal()) for p in in_post}
    assert shown.changes == {p: change for p, change in happened.items() if change}
    assert shown.people == len(in_post)


def test_who_gains_and_who_loses(people, steward):
    by = {p.employee_number: p.pk for p in Person.objects.all()}
    sooner = what_if(read_draft(written(12))[1], TODAY).changes
    dec, june, october = date(2026, 12, 1).toordinal(), date(2026, 6, 1).toordinal(), date(2027, 10, 1).toordinal()
    assert sooner == {by["N2"]: EligibilityChange(dec, State.NOT_YET, State.ELIGIBLE, october, dec)}
    later = what_if(read_draft(written(36))[1], TODAY).changes
    assert later[by["N1"]].kind is Kind.LOSES and later[by["N1"]].first == dec and june < dec
    assert sorted(later) == sorted([by["N1"], by["N2"]])


def test_what_has_changed_since_is_not_published(people, steward):
    draft = start_draft(text=written(), by=steward)
    seen = what_if(read_draft(draft.text)[1], TODAY).digest
    take_in(people=[person("N9")], posts=[post("N9", start="2025-01-01")])
    with pytest.raises(Refused):
        publish_draft(draft=draft, seen=seen, by=steward)
    assert StandardVersion.objects.count() == 1


def test_a_published_one_is_never_edited(people, steward):
    draft = start_draft(text=written(), by=steward)
    publish_draft(draft=draft, seen=what_if(read_draft(draft.text)[1], TODAY).digest, by=steward)
    for act, more in ((save_draft, {"text": "{}"}), (publish_draft, {"seen": ""})):
        with pytest.raises(Refused):
            act(draft=draft, by=steward, **more)
    assert StandardDraft.objects.get().text == written()


WRONG = {
    "no JSON": ("{", "line 1, column 2"),
    "something else": ("[]", "$"),
    "an unknown key": (written(becomes=1), "$.becomes"),
    "a version that is there": (written(version=1), None),
    "months below 1": (written(0), "$.becoming.of[0].min_months"),
    "too deep": ("[" * 100_000, "$"),
}


@pytest.mark.parametrize(("text", "path"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_named_by_its_place(world, steward, text, path):
    draft = start_draft(text=text, by=steward)
    with pytest.raises((StandardRefused, Refused)) as refused:
        seen = what_if(read_draft(text)[1], TODAY).digest
        publish_draft(draft=draft, seen=seen, by=steward)
    if path:
        assert [place for place, _ in refused.value.problems] == [path]
    assert StandardVersion.objects.count() == 1


@pytest.mark.parametrize("who", ["lead", "manager", "ada", "lead_there"])
def test_nobody_drafts_without_the_role(world, as_person, who):
    with pytest.raises(PermissionDenied):
        start_draft(text=written(), by=getattr(world, who))
    draft = StandardDraft.objects.create(text=written(), author=world.lead, saved_at="2026-01-01T00:00Z")
    client = as_person(getattr(world, who))
    for address in ("/competencies/drafts/", f"/competencies/drafts/{draft.public_id}/what-if/"):
        assert client.get(address).status_code == 404
    assert client.post(f"/competencies/drafts/{draft.public_id}/publish/", {"seen": ""}).status_code == 404


def test_the_whole_way_in_the_browser(people, steward, as_person):
    client = as_person(steward)
    started = client.post("/competencies/drafts/start/", {"version": StandardVersion.objects.get().pk})
    draft = started["Location"]
    assert json.loads(client.get(f"{draft}advanced/").context["form"]["text"].value())["version"] == 2
    got = client.post(f"{draft}advanced/", {"text": written(0)})
    assert [path for path, _ in got.context["problems"]] == ["$.becoming.of[0].min_months"]
    saved = client.post(f"{draft}advanced/", {"text": written(36)})["Location"]
    assert saved == draft
    looked = client.get(f"{draft}what-if/")
    # The manager of HERE knows its people by name; Bea, THERE, is only counted.
    assert [str(row[0]) for row in looked.context["table"].rows] == ["Ada Byron", "Ada Byron"]
    said = ["1 person loses what they have today", "1 person becomes eligible later"]
    assert list(looked.context["outcome"].lines()) == list(client.get(draft).context["outcome"].lines()) == said
    client.post(f"{draft}publish/", {"seen": looked.context["outcome"].outcome.digest})
    assert StandardVersion.objects.count() == 2
    assert client.get("/competencies/standards/plain/").context["wording"].version.version == 2


def test_names_of_another_service_are_only_counted(people, steward, as_person):
    take_in(posts=[post("B2", start="2024-06-01", service="THERE")])
    draft = start_draft(text=written(200), by=steward)
    looked = as_person(steward).get(f"/competencies/drafts/{draft.public_id}/what-if/")
    bea = people.bea_there
    assert bea.pk in looked.context["outcome"].outcome.changes
    assert str(bea) not in looked.content.decode()


def test_the_same_version_is_not_published_from_two_drafts(people, steward):
    first, second = (start_draft(text=written(), by=steward) for _ in range(2))
    publish_draft(draft=first, seen=what_if(read_draft(first.text)[1], TODAY).digest, by=steward)
    with pytest.raises(Refused) as refused:
        publish_draft(draft=second, seen=what_if(read_draft(second.text)[1], TODAY).digest, by=steward)
    assert str(refused.value) == "Version 2 of plain is published already. Give this draft the next number."


def test_of_two_who_have_one_draft_open_the_second_loses_nothing_and_overwrites_nothing(people, steward, as_person):
    draft = start_draft(text=written(24), by=steward)
    page, client = f"/competencies/drafts/{draft.public_id}/advanced/", as_person(steward)
    opened = client.get(page).context["form"]["seen"].value()
    assert client.post(page, {"text": written(36), "seen": opened}).status_code == 302
    got = client.post(page, {"text": written(12), "seen": opened})
    shown = got.content.decode()
    draft.refresh_from_db()
    assert (got.status_code, draft.text) == (200, written(36))
    assert "Another steward has saved this draft" in shown and "What the other steward saved" in shown
    assert got.context["form"]["text"].value() == written(12) and got.context["theirs"] == written(36)
    again = got.context["form"]["seen"].value()
    assert client.post(page, {"text": written(12), "seen": again}).status_code == 302, "now both have been seen"
    draft.refresh_from_db()
    assert draft.text == written(12)
