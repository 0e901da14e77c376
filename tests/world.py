"""A small service built through the same actions as real work, for tests that need people and rights."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from competencies.actions import publish_framework, publish_standard
from exchange.actions import import_everything
from exchange.report import Report
from governance.access import CONSOLE
from people.models import Person

FRAMEWORK = {
    "code": "small",
    "version": 1,
    "title": "A small framework",
    "domains": [
        {
            "code": "A",
            "title": "All",
            "competencies": [{"code": c, "title": f"Title {c}", "looks_for": "Something."} for c in ("A1", "A2")],
        }
    ],
}
STANDARD = {
    "code": "plain",
    "version": 1,
    "title": "A plain standard",
    "effective_from": "2015-01-01",
    "becoming": {
        "op": "ALL",
        "of": [
            {"id": "time", "type": "time_in_role", "roles": ["trainee_pwp", "pwp", "senior_pwp"], "min_months": 24},
            {"id": "qual", "type": "qualification", "any_of": ["li_training"]},
            {
                "id": "skills",
                "type": "competency_signoff",
                "framework": "small",
                "set": "all",
                "min_level": 2,
                "signer_roles": ["clinical_lead"],
            },
        ],
    },
}


def as_csv(rows: Sequence[dict[str, Any]]) -> bytes:
    """Rows as a file of an import; a missing cell is an empty one."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(dict.fromkeys(name for row in rows for name in row)), restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def take_in(**files: Sequence[dict[str, Any]]) -> Report:
    """Import rows: ``take_in(people=[…], posts=[…])``."""
    return import_everything(contents={f"{name}.csv": as_csv(rows) for name, rows in files.items()}, by=CONSOLE)


def person(number: str, first: str = "Ada", last: str = "Byron") -> dict[str, str]:
    return {"employee_number": number, "first_name": first, "last_name": last, "email": f"{number.lower()}@example.nhs.uk"}


def post(
    number: str, role: str = "pwp", start: str = "2020-01-01", finish: str = "", service: str = "HERE", **more: str
) -> dict[str, str]:
    return {
        "employee_number": number, "assignment_number": f"{number}-{role}-{start}", "service_code": service, "role": role,
        "fte": "1", "started_on": start, "finished_on": finish,
    } | more  # fmt: skip


SERVICES = [{"service_code": "HERE", "name": "Here"}, {"service_code": "THERE", "name": "There"}]


class World:
    """Two services: HERE with a lead, a manager, a practitioner (``ada``) and a colleague; THERE with a lead and one person."""

    def __init__(self):
        publish_framework(document=FRAMEWORK, by=CONSOLE)
        publish_standard(document=STANDARD, by=CONSOLE)
        numbers = {"lead": "L1", "manager": "M1", "ada": "A1", "colleague": "C1", "lead_there": "L2", "bea_there": "B2"}
        roles = {"lead": "clinical_lead", "manager": "service_manager", "lead_there": "clinical_lead"}
        take_in(
            services=SERVICES,
            people=[person(number, name.title(), "Test") for name, number in numbers.items()],
            posts=[
                post(number, roles.get(name, "pwp"), service="THERE" if name.endswith("_there") else "HERE")
                for name, number in numbers.items()
            ],
        )
        self.people = {name: Person.objects.get(employee_number=number) for name, number in numbers.items()}

    def __getattr__(self, name: str) -> Person:
        try:
            return self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None


def listed(page: Any, title: str) -> list[str]:
    """The lines of a group on the page of what waits."""
    return [line.text for group in page.context["groups"] if group.title == title for line in group.lines]


def in_one_line(text: str) -> str:
    """A page's text as a reader sees it: where a template breaks its lines says nothing."""
    return " ".join(text.split())
