"""The files about people: services, teams, people, posts, absences and registrations."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from governance.privacy import EXPLANATION, has_nhs_number
from tabular import FileColumn, FileTable, Lookup, Refusal, known
from tabular.columns import choice, day, hundred_thousandths, text

from .models import Absence, FormerNumber, Person, Post, Registration, Service, Team
from .models.post import MOST_FTE
from .rules.words import ABSENCE_KINDS, ROLES, STAGES


def no_patient_details(cell: str) -> None:
    if has_nhs_number(cell):
        raise Refusal("patient_details", EXPLANATION)


def free_text(longest: int = 200):
    return text(longest, no_patient_details)


def in_order(start: str, finish: str):
    """A check that a period does not end before it starts."""

    def check(row, context) -> None:
        if row[finish] is not None and row[start] is not None and row[finish] < row[start]:
            raise Refusal("ends_before_it_starts", "This ends before it starts. Correct one of the two dates.", finish)

    return check


def not_oneself(attribute: str, column: str, deed: str):
    """A check that nobody does to themselves what only others may do."""

    def check(row, context) -> None:
        if row[attribute] == row["person_id"]:
            raise Refusal("oneself", f"People cannot {deed} themselves. Enter the person who did.", column)

    return check


def _email(cell: str, context) -> str:
    text(254)(cell, context)
    try:
        validate_email(cell)
    except ValidationError:
        raise Refusal("not_an_email", "Write an e-mail address, such as amara@example.nhs.uk.") from None
    return cell.lower()


def _ods_code(cell: str, context) -> str:
    if not (3 <= len(cell) <= 10 and cell.isascii() and cell.isalnum() and cell == cell.upper()):
        raise Refusal("not_an_ods_code", "An ODS code is 3 to 10 capital letters and digits, such as RX1.")
    return cell


SERVICES = Lookup(
    "service",
    "Add it to services.csv, or correct the code.",
    lambda: dict(Service.objects.filter(withdrawn_at=None).values_list("code", "pk")),
)
TEAMS = Lookup(
    "team",
    "Add it to teams.csv for this service, or correct the code.",
    lambda: {(s, code): pk for s, code, pk in Team.objects.filter(withdrawn_at=None).values_list("service", "code", "pk")},
)
PEOPLE = Lookup(
    "person",
    "Add them to people.csv, or correct the employee number.",
    lambda: numbers(Person.objects.all()),
)


def numbers(people) -> dict[str, int]:
    """The people among some by employee number, those before it too: the number of today comes last for each of them."""
    known = people.filter(withdrawn_at=None)
    former = FormerNumber.objects.filter(person__in=known.values("pk")).values_list("number", "person")
    return dict(former) | dict(known.exclude(employee_number=None).values_list("employee_number", "pk"))


def _team_of_the_service(row, context) -> None:
    code = row.pop("team_code")
    row["team_id"] = context.find(TEAMS, (row["service_id"], code), "team_code") if code else None


def _code_of_the_team(row, name) -> None:
    row["team_code"] = name(TEAMS, row["team_id"])[-1] if row["team_id"] else ""


def _check_post(row, context) -> None:
    _team_of_the_service(row, context)
    in_order("started_on", "finished_on")(row, context)


EMPLOYEE = FileColumn("employee_number", "person_id", known(PEOPLE), required=True)

SERVICE_TABLE = FileTable(
    "services.csv",
    ("service", "services"),
    Service,
    (
        FileColumn("service_code", "code", text(32), required=True),
        FileColumn("name", "name", free_text(), required=True),
        FileColumn("ods_code", "ods_code", _ods_code, empty=""),
    ),
    key=("code",),
    lookup=SERVICES,
)
TEAM_TABLE = FileTable(
    "teams.csv",
    ("team", "teams"),
    Team,
    (
        FileColumn("service_code", "service_id", known(SERVICES), required=True),
        FileColumn("team_code", "code", text(32), required=True),
        FileColumn("name", "name", free_text(), required=True),
        FileColumn("site", "site", free_text(), empty=""),
    ),
    key=("service_id", "code"),
    lookup=TEAMS,
)
PERSON_TABLE = FileTable(
    "people.csv",
    ("person", "people"),
    Person,
    (
        FileColumn("employee_number", "employee_number", text(32), required=True),
        FileColumn("first_name", "first_name", free_text(100), required=True),
        FileColumn("last_name", "last_name", free_text(100), required=True),
        FileColumn("email", "email", _email, required=True),
    ),
    key=("employee_number",),
    lookup=PEOPLE,
)
POST_TABLE = FileTable(
    "posts.csv",
    ("post", "posts"),
    Post,
    (
        EMPLOYEE,
        FileColumn("assignment_number", "assignment_number", text(40), required=True),
        FileColumn("service_code", "service_id", known(SERVICES), required=True),
        FileColumn("team_code", "team_code", text(32), empty=""),
        FileColumn("role", "role", choice(*ROLES), required=True),
        FileColumn("stage", "stage", choice(*STAGES), empty=""),
        FileColumn("band", "band", free_text(8), empty=""),
        FileColumn(
            "fte",
            "fte_hundred_thousandths",
            hundred_thousandths(
                1,
                MOST_FTE,
                "Write the full-time equivalent above 0 and up to 1.5, with at most five decimals, such as 0.6 or 0.53333.",
            ),
            required=True,
        ),
        FileColumn("started_on", "started_on", day, required=True),
        FileColumn("finished_on", "finished_on", day),
        FileColumn("line_manager", "line_manager_id", known(PEOPLE)),
    ),
    key=("assignment_number", "started_on"),
    extra=("team_id",),
    dropped=("team_code",),
    check=_check_post,
    restore=_code_of_the_team,
    once=("assignment_number",),
)
ABSENCE_TABLE = FileTable(
    "absences.csv",
    ("absence", "absences"),
    Absence,
    (
        EMPLOYEE,
        FileColumn("kind", "kind", choice(*ABSENCE_KINDS), required=True),
        FileColumn("started_on", "started_on", day, required=True),
        FileColumn("finished_on", "finished_on", day),
    ),
    key=("person_id", "kind", "started_on"),
    check=in_order("started_on", "finished_on"),
)
REGISTRATION_TABLE = FileTable(
    "registrations.csv",
    ("registration", "registrations"),
    Registration,
    (
        EMPLOYEE,
        FileColumn("body", "body", free_text(32), required=True),
        FileColumn("number", "number", text(40), required=True),
        FileColumn("valid_from", "valid_from", day, required=True),
        FileColumn("valid_to", "valid_to", day),
    ),
    key=("person_id", "body", "valid_from"),
    check=in_order("valid_from", "valid_to"),
    period=("valid_from", "valid_to"),
)
