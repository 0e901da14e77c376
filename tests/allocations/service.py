"""A service of supervisors and practitioners for tests of who supervises whom: people are named by one letter and a number."""

import io
import json
from typing import Any

from django.core.management import call_command

from competencies.actions import publish_standard
from governance.access import CONSOLE
from people.models import Person
from tests.world import person, post, take_in

ON = "2026-11-23"
APPROVED = {
    "code": "approved", "version": 1, "title": "Approved", "effective_from": "2015-01-01",
    "becoming": {"op": "ANY", "of": [
        {"id": "ok", "type": "approval", "kind": "panel"},
        {"id": "course", "type": "course_completed", "any_of": ["C"], "in_progress": "provisional"},
    ]},
}  # fmt: skip


def found() -> None:
    """Two teams at two sites, and a lead who approves."""
    publish_standard(document=APPROVED, by=CONSOLE)
    take_in(
        services=[{"service_code": "X", "name": "X"}, {"service_code": "Y", "name": "Y"}],
        teams=[{"service_code": "X", "team_code": team, "name": team, "site": f"Site {team}"} for team in ("T1", "T2")],
        people=[person("L1", "Lead", "X"), person("L2", "Lead", "Y"), person("M1", "Manager", "X")],
        posts=[
            post("L1", "clinical_lead", service="X"),
            post("L2", "clinical_lead", service="Y"),
            post("M1", "service_manager", service="X"),
        ],
    )


def supervisors(
    *numbers: str,
    minutes: int = 300,
    most: int | str = "",
    team: str = "T1",
    until: str = "",
    role: str = "senior_pwp",
    approved: bool = True,
) -> None:
    take_in(
        people=[person(n, "Sue", n) for n in numbers],
        posts=[post(n, role, service="X", team_code=team) for n in numbers],
        capacity=[
            {
                "supervisor": n,
                "kind": kind,
                "minutes_per_week": str(minutes),
                "max_supervisees": str(most),
                "started_on": "2020-01-01",
            }
            for n in numbers
            for kind in ("case_management", "clinical_skills")
        ],
    )
    if approved:
        take_in(
            approvals=[
                {"employee_number": n, "kind": "panel", "approved_on": "2024-01-01", "approved_by": "L1", "withdrawn_on": until}
                for n in numbers
            ]
        )


def on_the_course(*numbers: str) -> None:
    """Supervisors who may only supervise beside somebody."""
    supervisors(*numbers, approved=False)
    take_in(
        courses=[{"course_code": "C", "title": "Course", "days": "5"}],
        completions=[{"employee_number": n, "course_code": "C", "started_on": "2026-01-01"} for n in numbers],
    )


def practitioners(*numbers: str, team: str = "T1", manager: str = "", role: str = "pwp") -> None:
    take_in(
        people=[person(n, "Pat", n) for n in numbers],
        posts=[post(n, role, service="X", team_code=team, line_manager=manager) for n in numbers],
    )


def pairs(
    *rows: tuple[str, str], kind: str = "case_management", start: str = "2025-01-06", finish: str = "", minutes: str = "60"
) -> None:
    take_in(
        allocations=[
            {
                "supervisee": e,
                "supervisor": s,
                "kind": kind,
                "started_on": start,
                "finished_on": finish,
                "minutes_per_week": minutes,
            }
            for e, s in rows
        ]
    )


def planned(*words: str, kind: str = "case_management", on: str = ON) -> dict[str, Any]:
    out = io.StringIO()
    call_command("plan_allocations", "--service", "X", "--kind", kind, "--on", on, *words, "--format", "json", stdout=out)
    return json.loads(out.getvalue())


def moves(plan: dict[str, Any]) -> dict[str, tuple[str | None, str]]:
    return {move["supervisee"]: (move["from"], move["to"]) for move in plan["moves"]}


def who(number: str) -> Person:
    return Person.objects.get(employee_number=number)
