"""Putting one fact right on pages: what it changes is shown first, it takes somebody else, and a file could do no more."""

import re
from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from competencies.models import SignOff, TimelineRun, Waiver
from exchange.actions import Correction, correct_fact, put_fact_back, withdraw_fact
from exchange.models import PersonOnRecord
from exchange.records import KINDS
from governance.facts import Overtaken
from governance.models import AuditEntry
from governance.refusal import Refused
from people.models import Absence, Notice, Person, Post, Service, Team
from signing.actions import RequestedCompetency, request_sign_off, sign_off
from signing.models import Seal, SignOffRequest
from tests.world import post, take_in

pytestmark = pytest.mark.django_db
WHY = Correction("wrong_date", "It was typed wrong.")


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-11-25T12:00:00+00:00", tick=False) as traveller:
        yield traveller


def on_record(person: Person) -> PersonOnRecord:
    return PersonOnRecord.objects.get(pk=person.pk)


def given(world, model, kind: str, by=None, **more) -> dict:
    row = model.objects.live().filter(person=world.ada).order_by("pk").first()
    about = {"person": on_record(world.ada), "kind": kind, "row": row, "service": Service.objects.get(code="HERE")}
    return about | {"by": by or world.manager} | more


def address(world, name: str, kind: str, row) -> str:
    return reverse(f"records:{name}", args=[world.ada.public_id, kind, row.pk])


def typed(client, page: str) -> dict[str, str]:
    """What the form holds as it is opened."""
    form = client.get(page).context["form"]
    return {name: form.get_initial_for_field(field, name) or "" for name, field in form.fields.items()}


def test_a_start_that_was_typed_wrong_is_put_right_in_two_steps(eligible, as_person):
    world, client = eligible, as_person(eligible.manager)
    old = Post.objects.live().get(person=world.ada)
    page = address(world, "correct", "posts", old)
    what = typed(client, page) | {"started_on": "2024-09-04", "code": "wrong_date", "because": "2020 was typed for 2024."}
    shown = client.post(page, what)
    text = re.sub(r"\s+", " ", shown.content.decode())
    assert "Ada Test loses eligibility from 3 January 2022 to 3 September 2026 (A plain standard)." in text
    assert Post.objects.live().get(person=world.ada) == old
    done = client.post(page, what | {"seen": shown.context["seen"]})
    assert done.status_code == 302
    assert [str(row.started_on) for row in Post.objects.live().filter(person=world.ada)] == ["2024-09-04"]
    old.refresh_from_db()
    assert (old.void_code, old.void_reason, old.voided_by) == ("wrong_date", "2020 was typed for 2024.", world.manager)
    assert TimelineRun.objects.get(person=world.ada, standard="plain", state="eligible").started_on == date(2026, 9, 4)


def test_what_was_shown_is_what_is_done(eligible, as_person):
    """Whoever changes what they typed sees first what that changes."""
    client, old = as_person(eligible.manager), Post.objects.live().get(person=eligible.ada)
    page = address(eligible, "correct", "posts", old)
    what = typed(client, page) | {"started_on": "2024-09-04", "code": "wrong_date", "because": "Wrong."}
    seen = client.post(page, what).context["seen"]
    again = client.post(page, what | {"started_on": "2025-09-04", "seen": seen})
    assert (again.status_code, again.context["changed"]) == (200, True)
    assert Post.objects.live().get(person=eligible.ada) == old


def test_a_pair_that_stands_on_it_is_named(eligible, as_person):
    row = SignOff.objects.live().filter(person=eligible.ada).first()
    page = address(eligible, "withdraw", "sign-offs", row)
    text = as_person(eligible.lead).post(page, {"code": "wrong_person", "because": "It was Bea's."}).content.decode()
    assert "Ada Test loses eligibility from 3 January 2022 (A plain standard)." in text
    assert "pair with Colleague Test (case management supervision) is flagged" in text


def test_those_affected_are_told(eligible, as_person):
    row = SignOff.objects.live().filter(person=eligible.ada).first()
    page, client = address(eligible, "withdraw", "sign-offs", row), as_person(eligible.lead)
    what = {"code": "wrong_person", "because": "It was Bea's."}
    client.post(page, what | {"seen": client.post(page, what).context["seen"]})
    told = {notice.person_id: notice.text for notice in Notice.objects.all()}
    assert "withdrew" in told[eligible.ada.pk] and "It changes what you can do" in told[eligible.colleague.pk]


def test_what_is_typed_is_refused_as_in_a_file(eligible, as_person):
    old = Post.objects.live().get(person=eligible.ada)
    client, page = as_person(eligible.manager), address(eligible, "correct", "posts", old)
    what = typed(client, page) | {"fte": "nine", "finished_on": "2019-01-01", "code": "wrong_date", "because": "Wrong."}
    errors = client.post(page, what).context["form"].errors
    assert set(errors) == {"fte"} and "five decimals" in str(errors["fte"])
    errors = client.post(page, what | {"fte": "1"}).context["form"].errors
    assert set(errors) == {"finished_on"}


def test_nothing_in_between_overlaps(eligible):
    world = eligible
    cells = {
        "employee_number": "A1",
        "assignment_number": Post.objects.get(person=world.ada).assignment_number,
        "service_code": "HERE",
        "role": "pwp",
        "fte": "1",
        "started_on": "2020-06-01",
    }
    correct_fact(**given(world, Post, "posts", cells=cells, why=WHY))
    assert Post.objects.live().get(person=world.ada).started_on == date(2020, 6, 1)
    assert Post.objects.filter(person=world.ada).count() == 2


def test_a_record_moves_to_the_right_person(eligible):
    take_in(absences=[{"employee_number": "A1", "kind": "sickness", "started_on": "2026-11-02"}])
    cells = {"employee_number": "C1", "kind": "sickness", "started_on": "2026-11-02"}
    correct_fact(**given(eligible, Absence, "absences", cells=cells, why=Correction("wrong_person", "It was the other one.")))
    assert [row.person for row in Absence.objects.live()] == [eligible.colleague]


def test_a_seal_stays_and_says_that_it_was_withdrawn(world, as_person):
    request_sign_off(
        person=world.ada, framework="small", asked=[RequestedCompetency("A1", 2)], assessor=world.lead, by=world.ada
    )
    sealed = sign_off(request=SignOffRequest.objects.get(), level=2, by=world.lead)
    withdraw_fact(**given(world, SignOff, "sign-offs", why=WHY))
    page = as_person(world.ada).get(f"/competencies/sign-offs/{sealed.public_id}/").content.decode()
    assert Seal.objects.get().content == sealed.content
    assert "recorded by mistake" in page


def test_a_withdrawal_is_taken_back(eligible):
    row = SignOff.objects.live().filter(person=eligible.ada).first()
    withdraw_fact(**given(eligible, SignOff, "sign-offs", why=WHY))
    row.refresh_from_db()
    about = given(eligible, SignOff, "sign-offs") | {"row": row, "because": "It was right."}
    put_fact_back(**about)
    assert TimelineRun.objects.filter(person=eligible.ada, standard="plain", state="eligible", finished_on=None).exists()
    with pytest.raises(Refused):
        put_fact_back(**about)


def test_never_one_s_own(eligible, as_person):
    for who in (eligible.ada, eligible.lead_there, eligible.colleague):
        assert as_person(who).get(f"/people/{eligible.ada.public_id}/records/").status_code == 404
    with pytest.raises(PermissionDenied):
        withdraw_fact(**given(eligible, SignOff, "sign-offs", by=eligible.ada, why=WHY))
    assert as_person(eligible.manager).get(f"/people/{eligible.manager.public_id}/records/").status_code == 404


def test_a_lead_corrects_no_post(eligible):
    with pytest.raises(PermissionDenied):
        withdraw_fact(**given(eligible, Post, "posts", by=eligible.lead, why=WHY))


def test_no_rights_come_back_by_a_withdrawal(world):
    """A post that was a lead's by mistake and was corrected does not become one again."""
    here = Post.objects.live().get(person=world.ada)
    take_in(posts=[post("A1", "clinical_lead", "2026-01-01", assignment_number="A1-x")])
    take_in(posts=[post("A1", "pwp", "2026-01-01", assignment_number="A1-x")])
    row = Post.objects.live().exclude(pk=here.pk).get(person=world.ada)
    with pytest.raises(Refused, match="whole service"):
        withdraw_fact(**given(world, Post, "posts", why=WHY) | {"row": row})
    withdraw_fact(**given(world, Post, "posts", why=Correction("wrong_details", "Neither.", whole=True)) | {"row": row})


def test_whoever_comes_second_is_told(eligible):
    about = given(eligible, SignOff, "sign-offs", why=WHY)
    withdraw_fact(**about)
    with pytest.raises(Overtaken):
        withdraw_fact(**about)


def test_it_is_in_the_log_without_names(eligible):
    withdraw_fact(**given(eligible, SignOff, "sign-offs", why=WHY))
    entry = AuditEntry.objects.order_by("-pk").first()
    assert (entry.action, set(entry.summary)) == ("correct_fact", {"kind", "row"})


def test_a_leaving_date_is_put_right_and_who_comes_back_gets_a_post(world, as_person):
    here = Post.objects.live().get(person=world.ada)
    take_in(posts=[post("A1", finish="2026-11-20", assignment_number=here.assignment_number)])
    client, row = as_person(world.manager), Post.objects.live().get(person=world.ada)
    assert "Ada Test" in client.get("/people/of/HERE/").content.decode()
    page = address(world, "correct", "posts", row)
    what = typed(client, page) | {"finished_on": "2026-11-23", "code": "wrong_date", "because": "She stayed until Monday."}
    client.post(page, what | {"seen": client.post(page, what).context["seen"]})
    assert Post.objects.live().get(person=world.ada).finished_on == date(2026, 11, 23)


def test_a_record_of_somebody_else_is_not_there(eligible, as_person):
    """By whatever address: not of another person, nor of another service."""
    take_in(absences=[{"employee_number": n, "kind": "sickness", "started_on": "2026-11-02"} for n in ("B2", "C1")])
    client = as_person(eligible.manager)
    for row in Absence.objects.live():
        for name in ("correct", "withdraw", "put_back"):
            assert client.get(address(eligible, name, "absences", row)).status_code == 404
            assert client.post(address(eligible, name, "absences", row), {}).status_code == 404
    for odd in ("nothing/1", "absences/999999999", "posts/0"):
        assert client.get(f"/people/{eligible.ada.public_id}/records/{odd}/withdraw/").status_code == 404


def test_nobody_of_another_service_is_named(eligible, as_person):
    """A lead's post is withdrawn, by whom somebody there was signed off too."""
    signed = {"employee_number": "B2", "framework": "small", "level": "2", "signed_on": "2022-01-03", "signed_by": "L1"}
    take_in(
        sign_offs=[signed | {"competency": code} for code in ("A1", "A2")],
        qualifications=[
            {"employee_number": "B2", "qualification": "li_training", "awarded_on": "2021-01-01", "verified_on": "2021-02-01"}
        ],
    )
    row = Post.objects.live().get(person=eligible.lead)
    page = reverse("records:withdraw", args=[eligible.lead.public_id, "posts", row.pk])
    text = as_person(eligible.manager).post(page, {"code": "never_happened", "because": "She never was."}).content.decode()
    assert "Ada Test loses eligibility" in text and "A person in another service loses eligibility" in text
    assert "Bea_There" not in text


def test_what_can_be_chosen_is_called_as_people_call_it(eligible, as_person):
    """A team of another service may have the same code: it is not named."""
    here, there = (Service.objects.get(code=code) for code in ("HERE", "THERE"))
    Team.objects.create(service=here, code="T1", name="City team")
    Team.objects.create(service=there, code="T1", name="A team of theirs")
    post = Post.objects.live().get(person=eligible.ada)
    page = as_person(eligible.manager).get(address(eligible, "correct", "posts", post)).content.decode()
    assert "City team (T1)" in page and "A team of theirs" not in page
    assert f"{here.name} (HERE)" in page and "THERE" not in page


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_page(eligible, as_person, kind):
    assert as_person(eligible.manager).get(f"/people/{eligible.ada.public_id}/records/?kind={kind}").status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_more(world, as_person, django_assert_num_queries, number):
    sessions = [
        {
            "session_ref": f"R{n}",
            "kind": "case_management",
            "held_on": "2026-11-02",
            "minutes": "60",
            "facilitator": "C1",
            "attendees": "A1",
        }
        for n in range(number)
    ]
    take_in(sessions=sessions)
    client = as_person(world.manager)
    client.get("/my/")
    with django_assert_num_queries(23):
        client.get(f"/people/{world.ada.public_id}/records/?kind=sessions")


def test_what_another_service_recorded_is_not_corrected_from_here(world):
    """A job plan of the former employer's stays theirs, although its supervisor works here alone by now."""
    from allocations.models import Capacity

    take_in(
        posts=[post("B2", finish="2026-05-31", service="THERE"), post("B2", start="2026-06-01", assignment_number="B2-here")],
        capacity=[{"supervisor": "B2", "kind": "case_management", "minutes_per_week": "120", "started_on": "2024-01-01"}],
    )
    cells = {"supervisor": "B2", "kind": "case_management", "minutes_per_week": "999", "started_on": "2024-01-01"}
    about = {"person": on_record(world.bea_there), "kind": "capacity", "row": Capacity.objects.get()}
    with pytest.raises(Refused):
        correct_fact(**about, service=Service.objects.get(code="HERE"), cells=cells, why=WHY, by=world.manager)
    assert Capacity.objects.live().get().minutes_per_week == 120


def test_each_fact_on_the_person_s_page_leads_there(eligible, as_person):
    page = as_person(eligible.manager).get(f"/people/{eligible.ada.public_id}/").content.decode()
    for row in SignOff.objects.live().filter(person=eligible.ada):
        for name in ("correct", "withdraw"):
            assert address(eligible, name, "sign-offs", row) in page
    assert "Recorded by mistake" not in as_person(eligible.ada).get("/my/").content.decode()


def test_absences_and_waivers_on_a_person_s_page_lead_to_where_they_are_put_right(eligible, as_person):
    take_in(
        absences=[{"employee_number": "A1", "kind": "sickness", "started_on": "2026-11-02", "finished_on": "2026-11-03"}],
        waivers=[
            {
                "employee_number": "A1",
                "requirement": "qual",
                "granted_on": "2026-01-01",
                "ends_on": "2027-06-30",
                "granted_by": "L1",
                "reason": "R.",
            }
        ],
    )
    rows = {"absences": Absence.objects.get(), "waivers": Waiver.objects.get()}
    for who, past, leads in (
        (eligible.manager, "", True),
        (eligible.manager, "?standard=plain&on=2026-11-25&known=2026-11-25", False),
        (eligible.ada, "", False),
    ):
        page = as_person(who).get(f"/people/{eligible.ada.public_id}/{past}").content.decode()
        for kind, row in rows.items():
            for verb in ("correct", "withdraw"):
                assert (f'"{address(eligible, verb, kind, row)}"' in page) is leads, (who, past, kind)


def test_a_page_that_closes_an_account_never_opens_one(eligible, as_person):
    """Two managers have it open: the second press finds it closed already."""
    address = f"/people/{eligible.ada.public_id}/account/"
    client = as_person(eligible.manager)
    page = client.get(address).content.decode()
    assert 'name="does" value="close"' in page
    for _ in range(2):
        client.post(address, {"does": "close", "on": "2026-11-25"})
        assert not Person.objects.get(pk=eligible.ada.pk).is_open(date(2026, 11, 25))
    client.post(address, {"does": "open"})
    assert Person.objects.get(pk=eligible.ada.pk).is_open(date(2026, 11, 25))
