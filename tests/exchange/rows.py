"""One right row for each file of an import, for a service built by ``tests.world``, and what an import says of others."""

from django.apps import apps

from exchange.actions import NotApplied, import_everything, look_through, receive
from exchange.models import Upload
from exchange.report import Report
from governance.access import CONSOLE
from governance.models import AuditEntry
from people.models import Service, Work
from tabular import Rejection
from tests.world import as_csv, person, post, take_in

Row = dict[str, str]
Told = list[tuple[str, int, str, str]]
NHS_NUMBER = "943 476 5919"

# What must be there before the rows below can be right: people, posts and a framework come from the world.
GROUND = {
    "courses": [{"course_code": "FIVE", "title": "Five days", "provider": "A university", "days": "5", "tags": "sup"}],
    "teams": [
        {"service_code": "HERE", "team_code": "T1", "name": "Team one", "site": "Mill Lane"},
        {"service_code": "THERE", "team_code": "T2", "name": "Team two", "site": ""},
    ],
}
RIGHT: dict[str, Row] = {
    "services": {"service_code": "NEW", "name": "A new service", "ods_code": "RX1"},
    "teams": {"service_code": "HERE", "team_code": "T3", "name": "Team three", "site": "Mill Lane"},
    "people": person("N1"),
    "posts": post(
        "A1", "senior_pwp", "2024-01-01", "2024-12-31", team_code="T1", stage="qualified", band="6", line_manager="L1"
    ),
    "absences": {"employee_number": "A1", "kind": "sickness", "started_on": "2024-01-01", "finished_on": "2024-02-01"},
    "qualifications": {
        "employee_number": "A1", "qualification": "li_training", "awarded_on": "2021-01-01", "awarding_body": "A university",
        "evidence_ref": "cert 12", "verified_by": "L1", "verified_on": "2021-02-01",
    },
    "courses": {"course_code": "THREE", "title": "Three days", "provider": "A university", "days": "3", "tags": "sup|short"},
    "completions": {
        "employee_number": "A1", "course_code": "FIVE", "started_on": "2022-01-10", "completed_on": "2022-01-14",
        "withdrawn_on": "", "evidence_ref": "cert 13", "verified_by": "L1", "verified_on": "2022-02-01",
    },
    "registrations": {
        "employee_number": "A1", "body": "BABCP-PWP", "number": "BA/12", "valid_from": "2024-01-01", "valid_to": "2024-12-31",
    },
    "sign_offs": {
        "employee_number": "A1", "framework": "small", "competency": "A1", "level": "2", "signed_on": "2024-03-01",
        "signed_by": "L1", "revoked_on": "2024-04-01", "comment": "Steady.",
    },
    "observations": {
        "employee_number": "A1", "kind": "practice", "observed_on": "2024-05-01", "intervention": "worry management",
        "instrument": "LI-CAS", "score": "4.5", "observer": "A colleague",
    },
    "approvals": {
        "employee_number": "A1", "kind": "panel", "approved_on": "2024-01-01", "approved_by": "L1",
        "withdrawn_on": "2025-01-01",
    },
    "waivers": {
        "employee_number": "A1", "requirement": "qual", "granted_on": "2024-01-01", "ends_on": "2024-06-30", "granted_by": "L1",
        "reason": "Agreed at panel.",
    },
    "allocations": {
        "supervisee": "A1", "supervisor": "C1", "kind": "case_management", "started_on": "2024-01-01",
        "finished_on": "2024-12-31", "minutes_per_week": "60",
    },
    "capacity": {
        "supervisor": "C1", "kind": "case_management", "minutes_per_week": "120", "max_supervisees": "3",
        "started_on": "2024-01-01", "finished_on": "2024-12-31",
    },
    "sessions": {
        "session_ref": "S1", "kind": "case_management", "held_on": "2024-02-01", "minutes": "60", "facilitator": "C1",
        "attendees": "A1|L1", "cases_discussed": "4", "confirmed_by": "A1", "disputed_by": "L1",
    },
}  # fmt: skip
FILES = tuple(RIGHT)


def right(file: str, **change: str) -> Row:
    """The right row of a file, with some of its cells changed."""
    return RIGHT[file] | change


def everything() -> dict[str, list[tuple]]:
    """All that the database holds but uploads, the worker's work and sessions of the site, to be compared."""
    ours = ("people", "training", "supervision", "competencies", "allocations", "governance")
    models = [model for name in ours for model in apps.get_app_config(name).get_models() if model is not Work]
    return {model._meta.label: list(model._base_manager.order_by("pk").values_list()) for model in models}


def rehearse(**files: list[Row]) -> Report:
    """A dry run."""
    try:
        contents = {f"{name}.csv": as_csv(rows) for name, rows in files.items()}
        import_everything(contents=contents, by=CONSOLE, rehearse=True)
    except NotApplied as rehearsed:
        return rehearsed.report
    raise AssertionError("a rehearsal was applied")


def rejected(**files: list[Row]) -> list[Rejection]:
    """What an import refuses of the rows; one that refuses anything leaves no entry in the log."""
    entries = AuditEntry.objects.count()
    try:
        take_in(**files)
    except NotApplied as refused:
        assert (refused.report.applied, AuditEntry.objects.count()) == (False, entries)
        return refused.report.rejected
    return []


def told(**files: list[Row]) -> Told:
    return [(found.file, found.line, found.column, found.code) for found in rejected(**files)]


def counts(report: Report, file: str) -> tuple[int, int, int, int, int]:
    """Rows, created, updated, unchanged, rejected."""
    found = report.files[f"{file}.csv"]
    return found.rows, found.created, found.updated, found.unchanged, found.rejected


def looked_through(service: Service, uploads, by) -> Upload:
    """What a browser sends, received and looked through as the worker does."""
    return look_through(upload=receive(service=service, uploads=uploads, by=by), by=by)
