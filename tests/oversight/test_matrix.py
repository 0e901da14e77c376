"""People against competencies: each cell says what stands that day; the cost does not grow; nobody else's service is in it."""

import csv
import io
from datetime import date

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from competencies.queries.asked_for import competencies_of
from nhsuk.components import GridCell
from oversight.matrix import matrix
from people.models import Person, Service
from signing.actions import RequestedCompetency, request_sign_off, sign_off
from signing.models import SignOffRequest
from tests.world import FRAMEWORK, in_one_line, person, post, take_in

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 23)
HERE = "/oversight/HERE/competencies"


def signed(number: str, code: str = "A1", level: int = 2, on: str = "2026-01-05", **more) -> dict[str, str]:
    return {
        "employee_number": number, "framework": "small", "competency": code, "level": str(level), "signed_on": on,
        "signed_by": "L1",
    } | more  # fmt: skip


def cells(on: date = ON, code: str = "HERE") -> dict[tuple[str, str], GridCell]:
    found = matrix(Service.objects.get(code=code), "small", on, Person.objects.none(), SignOffRequest.objects.all())
    return {
        (who.employee_number, c): cell
        for who, _ in found.people
        for c in competencies_of("small")
        if (cell := found._cell(who, c)).tone
    }


def test_each_cell_says_what_stands(world):
    take_in(sign_offs=[
        signed("A1"), signed("A1", "A2", 1), signed("C1", revoked_on="2026-03-01"), signed("M1", on="2025-01-05"),
        signed("M1", level=1, on="2026-01-06"), signed("B2", signed_by="L2"),
    ])  # fmt: skip
    request_sign_off(
        person=world.colleague, framework="small", asked=[RequestedCompetency("A2", 2)], assessor=world.lead, by=world.colleague
    )
    assert cells() == {
        ("A1", "A1"): GridCell("2", "held", "10 mo"),
        ("A1", "A2"): GridCell("(1)", "low", "10 mo"),
        ("C1", "A2"): GridCell("…", "waits"),
        ("M1", "A1"): GridCell("(1)", "low", "10 mo"),
    }
    assert cells(date(2026, 2, 1))["C1", "A1"] == GridCell("2", "held", "0 mo")


def test_what_was_sealed_is_one_step_from_the_matrix(world, as_person):
    (asked,) = request_sign_off(
        person=world.ada, framework="small", asked=[RequestedCompetency("A1", 2)], assessor=world.lead, by=world.ada
    ).requests
    seal = sign_off(request=asked, level=3, by=world.lead)
    address = f"/competencies/sign-offs/{seal.public_id}/"
    assert cells(timezone.localdate())["A1", "A1"].href == address
    for page in (f"{HERE}/", f"/people/{world.ada.public_id}/competencies/", "/my/waiting/signed/"):
        assert address in as_person(world.lead).get(page).content.decode(), page


def test_what_ends_soon_is_marked_and_what_has_ended_is_gone(world):
    from competencies.actions import publish_standard
    from governance.access import CONSOLE
    from tests.world import STANDARD

    rule = STANDARD["becoming"]["of"][2] | {"valid_months": 12}
    publish_standard(document=STANDARD | {"code": "other", "becoming": {"op": "ALL", "of": [rule]}}, by=CONSOLE)
    take_in(sign_offs=[signed("A1", on="2026-02-20"), signed("C1", on="2026-02-22"), signed("M1", on="2025-11-23")])
    assert cells() == {("A1", "A1"): GridCell("2!", "ends", "9 mo"), ("C1", "A1"): GridCell("2", "held", "9 mo")}


@pytest.mark.parametrize(("who", "status"), [("lead", 200), ("manager", 200), ("ada", 404), ("lead_there", 404)])
def test_who_sees_it(world, as_person, who, status):
    for address in (f"{HERE}/", f"{HERE}.csv", f"{HERE}.xlsx"):
        assert as_person(getattr(world, who)).get(address).status_code == status


def test_the_spreadsheet_says_the_same(world, as_person):
    take_in(sign_offs=[signed("A1")])
    got = as_person(world.lead).get(f"{HERE}.csv")
    lines = list(csv.reader(io.StringIO(got.content.decode("utf-8-sig"))))
    assert lines[0] == ["Name", "Team", "A1", "A2"]
    assert [line for line in lines if line[0] == "Ada Test"] == [["Ada Test", "", "2, 10 mo", ""]]


def test_a_long_matrix_comes_in_pages_is_searched_by_name_and_taken_along_whole(world, as_person):
    numbers = [f"N{n:02}" for n in range(40)]
    take_in(people=[person(n, f"First{n}") for n in numbers], posts=[post(n) for n in numbers])
    client = as_person(world.lead)
    got = client.get(f"{HERE}/?page=2")
    assert len(got.context["grid"].rows) == 19
    assert in_one_line(got.content.decode()).count("26 to 44 of 44 people with a post here on") == 1
    assert len(client.get(f"{HERE}.csv").content.splitlines()) == 45
    book = load_workbook(io.BytesIO(client.get(f"{HERE}.xlsx").content)).active
    assert [cell.value for cell in book[1]] == ["Name", "Team", "A1", "A2"] and book.max_row == 45
    named = client.post(f"{HERE}/", {"name": "firstn07"})
    assert [str(head) for head, _ in named.context["grid"].rows] == ["FirstN07 Byron"]
    assert "no people match" in client.post(f"{HERE}/", {"name": "nn"}).content.decode()


def test_frameworks_are_offered_by_their_titles(world):
    from oversight.views.matrix import _titles

    assert _titles(["small"]) == {"small": "small"}
    assert _titles(["small", "gone"])["small"] == FRAMEWORK["title"]


def test_whoever_has_left_is_named_and_not_linked(world, as_person):
    take_in(posts=[post("C1", finish="2026-03-31")])
    shown = as_person(world.lead).get(f"{HERE}/?on=2026-03-01").content.decode()
    assert (f"/people/{world.colleague.public_id}/" in shown, "Colleague Test" in shown) == (False, True)
    assert f"/people/{world.ada.public_id}/" in shown


@pytest.mark.parametrize("address", [f"{HERE}/?framework=none&on=x&team=%00", f"{HERE}/?team=Nobody"])
def test_nonsense_is_read_as_not_said(world, as_person, address):
    assert as_person(world.lead).get(address).status_code == 200


@pytest.mark.parametrize("people", [1, 3])
def test_the_cost_does_not_grow(world, as_person, people, django_assert_num_queries):
    numbers = [f"N{n}" for n in range(people)]
    take_in(people=[person(n) for n in numbers], posts=[post(n) for n in numbers], sign_offs=[signed(n) for n in numbers])
    client = as_person(world.lead)
    client.get(f"{HERE}/")
    with django_assert_num_queries(14):
        client.get(f"{HERE}/")


def test_what_waits_is_shown_today_to_those_who_may_know_of_it(world, as_person):
    request_sign_off(
        person=world.colleague, framework="small", asked=[RequestedCompetency("A2", 2)], assessor=world.lead, by=world.colleague
    )

    def shown(who, query: str = "") -> bool:
        return '<td class="sg-grid--waits">' in as_person(who).get(f"{HERE}/{query}").content.decode()

    assert (shown(world.lead), shown(world.manager), shown(world.lead, "?on=2026-01-05")) == (True, False, False)


def test_somebody_of_two_teams_is_found_in_both(world, as_person):
    teams = [{"service_code": "HERE", "team_code": c, "name": f"Team {c}"} for c in ("R", "B")]
    halves = [post("A1", team_code=c, fte=f, assignment_number=f"A1-{c}") for c, f in (("R", "0.6"), ("B", "0.4"))]
    take_in(teams=teams, posts=halves)
    for name in ("Team R", "Team B"):
        got = as_person(world.lead).get(f"{HERE}/?team={name}")
        assert [str(who) for who, _ in got.context["matrix"].shown] == ["Ada Test"]
