"""From a service without supervision of supervision to groups with dates, by command and on the page."""

import json
import re
from datetime import date, time

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse

from governance.models import AuditEntry
from people.actions import say_working_days
from people.models import Notice
from supervision.models import Series
from supervision.queries import planned_of
from supervisionofsupervision.actions import GroupDecision, Refused, approve_groups, begin_group, replace_leader
from supervisionofsupervision.models import Group
from supervisionofsupervision.planner import Wanted, plan
from tests.allocations.service import supervisors, who
from tests.supervision.conftest import series
from tests.supervisionofsupervision.conftest import TODAY, planned, therapist
from tests.world import take_in

START = date(2026, 12, 1)


def away(number: str, first: str, last: str) -> None:
    take_in(absences=[{"employee_number": number, "kind": "annual_leave", "started_on": first, "finished_on": last}])


def test_one_group_of_four_led_by_the_lead_for_six_months(ground):
    made = planned()
    (group,) = made["groups"]
    assert (group["facilitator"], group["members"], group["minutes"]) == ("L1", ["S1", "S2", "S3", "S4"], 90)
    assert [day[:7] for day in group["sessions"]] == ["2026-12", "2027-01", "2027-02", "2027-03", "2027-04", "2027-05"]
    assert made["totals"] == {"supervisors": 4, "left_out": 0, "groups": 1, "clashes": 0, "unmixed": 16}
    assert (made["status"], made["left_out"], Series.objects.count()) == ("optimal", [], 0)


@pytest.mark.parametrize(("every", "count"), [("month", 3), ("fortnight", 6), ("week", 12)])
def test_how_often(ground, every, count):
    (group,) = planned("--every", every, "--months", "3")["groups"]
    assert len(group["sessions"]) == count


def test_nobody_on_a_day_they_do_not_work_or_are_away(ground):
    for number, days in (("S1", (2, 4)), ("S2", (2, 3, 4)), ("S3", (1, 2, 4))):
        say_working_days(person=ground(number), days=days, started_on=TODAY, by=ground("L1"))
    away("S4", "2026-12-01", "2026-12-13")
    away("L1", "2027-01-05", "2027-01-20")
    (group,) = planned()["groups"]
    days = [date.fromisoformat(day) for day in group["sessions"]]
    assert len(days) == 6 and {day.isoweekday() for day in days} <= {2, 4}
    assert days[0] > date(2026, 12, 13) and not date(2027, 1, 5) <= days[1] <= date(2027, 1, 20)


def test_a_month_in_which_somebody_is_away_is_said(ground):
    away("S1", "2027-02-01", "2027-02-28")
    (group,) = planned()["groups"]
    assert group["without_session"] == [{"from": "2027-02-01", "to": "2027-02-28"}] and len(group["sessions"]) == 5


def test_who_is_away_throughout_is_left_out(ground):
    away("S1", "2026-11-01", "2027-06-30")
    made = planned()
    assert [(one["supervisor"], one["code"]) for one in made["left_out"]] == [("S1", "away")]
    assert made["groups"][0]["members"] == ["S2", "S3", "S4"]


def test_not_at_an_hour_that_is_taken(ground):
    for day in range(7, 12):
        series(ground("S1"), ground("P1"), first=date(2026, 12, day), at=time(9, 30), minutes=120)
    assert planned()["groups"][0]["starts_at"] == "11:30"


def test_two_groups_of_one_leader_are_not_at_once(ground):
    supervisors("S5", "S6", "S7", "S8")
    first, second = planned("--size", "4")["groups"]
    assert first["facilitator"] == second["facilitator"] == "L1"
    assert not {(first["starts_at"], day) for day in first["sessions"]} & {
        (second["starts_at"], day) for day in second["sessions"]
    }


def test_a_lead_whom_a_supervisor_supervises_leads_others(ground):
    therapist("T1")
    supervisors("S5", "S6")
    take_in(allocations=[{"supervisee": "L1", "supervisor": "S1", "kind": "clinical_skills", "started_on": "2025-01-01"}])
    led = {member: one["facilitator"] for one in planned("--size", "3")["groups"] for member in one["members"]}
    assert led["S1"] == "T1" and set(led.values()) == {"L1", "T1"}


def test_who_has_a_group_is_not_asked_about(ground, here):
    approve(here, plan(here, Wanted(START)))
    assert planned()["totals"]["supervisors"] == 0
    assert planned(start="2027-09-01")["totals"]["supervisors"] == 4, "these groups have ended by then"


def test_one_supervisor_alone_is_left_out_with_why(ground):
    made = planned("--size", "5-6")
    assert {(one["supervisor"], one["code"]) for one in made["left_out"]} == {(f"S{n}", "too_few") for n in range(1, 5)}
    assert made["left_out"][0]["reason"] == "there are too few supervisors for one group of the smallest size"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--service", "NO"), "There is no service NO."), (("--size", "6-3"), "Write --size as 3-6"),
        (("--from", "soon"), "must be a date"), (("--months", "0"), "--months goes from 1 to 24"),
    ],
)  # fmt: skip
def test_wrong_usage(ground, words, said):
    given = {"--service": "X", "--from": "2026-12-01"} | dict([words])
    with pytest.raises(CommandError, match=said) as wrong:
        call_command("plan_supervision_groups", *(part for pair in given.items() for part in pair))
    assert wrong.value.returncode == 2


# Approving --------------------------------------------------------------------------------------------------------------
def approve(service, made, by="L1"):
    groups = [GroupDecision(one.leader, one.members, one.when.at, one.when.days) for one in made.groups]
    return approve_groups(service=service, wanted=made.wanted, groups=groups, by=who(by))


def test_approved_groups_meet_on_the_days_of_the_plan(ground, here):
    away("S4", "2027-01-01", "2027-01-16")
    made = plan(here, Wanted(START))
    approve(here, made)
    group = Group.objects.get()
    found = planned_of(ground("S1"), START, date(2027, 6, 30), TODAY)
    mine = [one for one in found if one.series == group.series]
    assert [one.on for one in mine if not one.cancelled] == list(made.groups[0].when.days)
    assert {one.starts_at for one in mine} == {made.groups[0].when.at}
    assert {person for one in mine for person in one.people()} == {ground(n) for n in ("L1", "S1", "S2", "S3", "S4")}
    assert (
        Notice.objects.filter(person=ground("S2"))
        .first()
        .text.startswith("You have supervision of supervision with Lead X, from ")
    )
    entry = AuditEntry.objects.order_by("-number").first()
    assert (entry.action, entry.summary) == ("make_groups", {"groups": 1, "people": 4})


def test_only_a_lead_of_the_service(ground, here):
    made = plan(here, Wanted(START))
    for other in ("M1", "S1", "L2"):
        with pytest.raises(PermissionDenied):
            approve(here, made, by=other)
    assert Group.objects.count() == 0


@pytest.mark.parametrize("change", ["working days", "absence", "another session", "left", "approved already"])
def test_what_has_changed_since_is_caught_and_nothing_is_kept(ground, here, change):
    made = plan(here, Wanted(START))
    first = made.groups[0].when.days[0]
    count = 0
    match change:
        case "working days":
            others = {1, 2, 3, 4, 5} - {first.isoweekday()}
            say_working_days(person=ground("S1"), days=others, started_on=TODAY, by=ground("L1"))
        case "absence":
            away("S1", first.isoformat(), first.isoformat())
        case "another session":
            series(ground("S1"), ground("P1"), first=first, at=made.groups[0].when.at)
        case "left":
            from governance.facts import recording
            from people.models import Post

            with recording(by=ground("L1")) as book:
                book.amend(Post.objects.get(person=ground("S1")), because="left", finished_on=date(2026, 11, 27))
        case _:
            approve(here, made)
            count = 1
    with pytest.raises(Refused, match=r"Plan (the groups|them) again"):
        approve(here, made)
    assert Group.objects.count() == count


# On the page ------------------------------------------------------------------------------------------------------------
def plan_page(client, service, **more):
    about = {"start": "2026-12-01", "months": "6", "every": "month", "minutes": "90", "smallest": "3", "largest": "6"} | more
    return client.get(reverse("supervisionofsupervision:plan", args=[service.code]), about), about


def test_planned_changed_and_approved_on_the_page(ground, here, as_person):
    supervisors("S5")
    therapist("T1")
    client = as_person(ground("L1"))
    page, about = plan_page(client, here)
    assert "No better groups exist." in page.content.decode() and Group.objects.count() == 0
    about[f"by-{ground('S5').public_id}"] = "-"
    about |= {f"by-{ground(f'S{n}').public_id}": str(ground("T1").public_id) for n in range(1, 5)}
    page, about = plan_page(client, here, **about)
    text = page.content.decode()
    assert "Led by Ingrid T1" in text and "Led by Lead X</h2>" not in text
    sent = re.findall(r'name="group" value="([^"]+)"', text)
    got = client.post(page.request["PATH_INFO"], about | {"group": [value.replace("&quot;", '"') for value in sent]})
    assert got["Location"] == reverse("supervisionofsupervision:service", args=["X"])
    group = Group.objects.get()
    assert group.series.facilitator == ground("T1")
    assert {m.person for m in group.series.members.all()} == {ground(f"S{n}") for n in range(1, 5)}


@pytest.mark.parametrize(
    "sent",
    ["", "[]", '{"leader": "x", "members": ["y"]}', "{" * 5000, json.dumps({"leader": 3, "members": 4, "at": 5, "days": 6})],
)
def test_what_no_page_would_send_is_refused(ground, here, as_person, sent):
    client = as_person(ground("L1"))
    _, about = plan_page(client, here)
    got = client.post(reverse("supervisionofsupervision:plan", args=["X"]), about | {"group": [sent]})
    assert (got.status_code, Group.objects.count()) == (302, 0)


@pytest.mark.parametrize(("number", "page", "make"), [("L1", 200, 200), ("M1", 200, 403), ("S1", 404, 404), ("L2", 404, 404)])
def test_who_sees_it(ground, as_person, number, page, make):
    client = as_person(ground(number))
    got = [
        client.get(reverse(f"supervisionofsupervision:{name}", args=["X"])).status_code for name in ("service", "plan", "begin")
    ]
    assert got == [page, make, make]


# By hand ----------------------------------------------------------------------------------------------------------------
def terms():
    from supervision.actions import Terms

    return Terms("nth_weekday", date(2026, 12, 8), time(10), 60)


def test_from_outside_and_peers(ground, here):
    lead = ground("L1")
    outside = begin_group(service=here, form="individual", members=[ground("S1")], terms=terms(), outside="Dr Reed", by=lead)
    peers = begin_group(service=here, form="peer", members=[ground("S2"), ground("S3")], terms=terms(), by=lead)
    assert (outside.series.led_by, peers.series.led_by) == ("Dr Reed", "")


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ({"form": "group"}, "Choose who leads it"), ({"form": "peer", "outside": "Dr Reed"}, "has no leader"),
        ({"form": "individual", "outside": "Dr Reed"}, "Choose one supervisor"), ({"form": "choir"}, "Choose what type"),
    ],
)  # fmt: skip
def test_by_hand_refused(ground, here, about, said):
    with pytest.raises(Refused, match=said):
        begin_group(service=here, members=[ground("S1"), ground("S2")], terms=terms(), by=ground("L1"), **about)


def test_another_leader(ground, here):
    therapist("T1")
    approve(here, plan(here, Wanted(START)))
    group = Group.objects.get()
    new = ground("T1") if group.series.facilitator == ground("L1") else ground("L1")
    replace_leader(group=group, leader=new, by=ground("L1"))
    assert Group.objects.get().series.facilitator == new
    for wrong, said in ((new, "already leads this group"), (ground("S1"), "cannot lead a group")):
        with pytest.raises(Refused, match=said):
            replace_leader(group=group, leader=wrong, by=ground("L1"))
    with pytest.raises(PermissionDenied):
        replace_leader(group=group, leader=new, by=ground("M1"))


def test_a_plan_is_asked_for_by_the_boxes_of_its_form(ground, as_person):
    """The day comes in three boxes from the form and whole from a link; both ask for the same plan."""
    lead, address = as_person(ground("L1")), reverse("supervisionofsupervision:plan", args=["X"])
    asked = {"months": "6", "every": "month", "minutes": "60", "smallest": "2", "largest": "6"}
    boxes = {"start-day": "1", "start-month": "2", "start-year": "2027"}
    by_link, by_form = (lead.get(address, asked | day).context for day in ({"start": "2027-02-01"}, boxes))
    assert by_form["made"].wanted == by_link["made"].wanted and by_form["form"]["start"].value() == "2027-02-01"
    wrong = lead.get(address, asked | boxes | {"start-day": "30"})
    assert "made" not in wrong.context and "From which day" in str(wrong.context["form"].errors["start"])
    assert 'value="30"' in wrong.content.decode()
