"""Sessions and doses as lists: what is asked of them, and the cells of a row on a page and in a file."""

from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse

from nhsuk.components import Column, Lines, Link, Table, Tag
from people.labels import on_day
from people.models import Person

from . import labels
from .dose_words import said_of
from .models import Attendance, Response, Session
from .queries import dose_of
from .queries.sessions import ShownSession
from .rules.expected import Received
from .rules.policy import TARGET
from .rules.weeks import the_year

SESSION_COLUMNS = ("Held on", "Supervision", "Minutes", "Led by", "Who was there", "State")
DOSE_COLUMNS = ("Person", "Supervision", "Received", "Due", "Unit", "Percent", "From", "To")


def sessions_asked(rows: QuerySet[Session], reader: Person, asked: dict[str, str], on: date) -> QuerySet[Session]:
    """Those of the sessions that are known now and that a filter asks for, the newest first."""
    rows = rows.filter(voided_at=None)
    if asked["whose"] == "mine":
        there = Attendance.objects.live().filter(session=OuterRef("pk"), person=reader)
        rows = rows.filter(Q(facilitator=reader) | Exists(there))
    if asked["kind"]:
        rows = rows.filter(kind=asked["kind"])
    if asked["period"]:
        rows = rows.filter(held_on__gt=on - timedelta(weeks=int(asked["period"])))
    return _in_state(rows, asked["state"]).order_by("-held_on", "-pk")


def _in_state(rows: QuerySet[Session], state: str) -> QuerySet[Session]:
    """``open``: one of those who were there, and did not record it, has not answered; as pages of sessions count it."""
    said = Response.objects.live().filter(session=OuterRef("session"), person=OuterRef("person"), carried=False)
    recorded_it = Q(person=F("session__recorded_by"))
    silent = Attendance.objects.live().filter(~recorded_it, ~Exists(said), session=OuterRef("pk"))
    led = Response.objects.live().filter(session=OuterRef("pk"), person=OuterRef("facilitator"), carried=False)
    leader_silent = Q(facilitator__isnull=False) & ~Q(facilitator=F("recorded_by")) & ~Exists(led)
    disputed = Exists(Response.objects.live().filter(session=OuterRef("pk"), answer="disputed"))
    if state == "disputed":
        return rows.filter(disputed)
    if state == "open":
        return rows.filter(Exists(silent) | leader_silent, ~disputed, recorded_by__isnull=False)
    return rows


def session_state(shown: ShownSession) -> Tag:
    if shown.disputed:
        return Tag("Disputed", "red")
    return Tag("Not confirmed", "yellow") if shown.unanswered else Tag("Confirmed", "green")


def session_table(sessions: list[ShownSession]) -> Table:
    rows = [
        (
            Link(on_day(one.session.held_on), reverse("supervision:session", args=[one.session.pk])),
            labels.KINDS.get(one.session.kind, one.session.kind),
            labels.lasting(one.session.minutes),
            one.session.led_by or "Peers",
            Lines(tuple(map(str, one.attendees))) if len(one.attendees) <= 3 else f"{len(one.attendees)} people",
            session_state(one),
        )
        for one in sessions
    ]
    columns = [Column(title) for title in ("Held on", "Supervision", "Length", "Led by", "Who was there", "State")]
    return Table("Sessions", columns, rows, "No session matches.", caption_hidden=True)


def session_cells(shown: ShownSession) -> tuple[str | int, ...]:
    """The facts of a session for a file: nothing of what was said in it."""
    session = shown.session
    return (
        session.held_on.isoformat(),
        labels.KINDS.get(session.kind, session.kind),
        session.minutes,
        session.led_by,
        "; ".join(map(str, shown.attendees)),
        str(session_state(shown)),
    )


def doses_asked(people: QuerySet[Person], show: str, today: date) -> list[tuple[Person, list[Received]]]:
    """The people to whom supervision was due in the year, those with the smallest share first. A constant number of
    queries."""
    named = {person.pk: person for person in people.order_by("last_name", "first_name", "pk")}
    doses = dose_of(list(named), *the_year(today))
    rows = [(person, doses[key]) for key, person in named.items() if doses[key]]
    return sorted((row for row in rows if show != "below" or _shares(row[1])[0] < TARGET), key=lambda row: _shares(row[1]))


def _shares(doses: list[Received]) -> list[int]:
    """The percents, the smallest first."""
    return sorted(dose.percent or 0 for dose in doses)


def dose_table(rows: list[tuple[Person, list[Received]]]) -> Table:
    """A row a person, with a cell for each rule under which something was due."""
    kinds = list(dict.fromkeys(dose.dose.kind for _, doses in rows for dose in doses))
    cells = [(Link(str(person), _address(person)), *(_dose_cell(doses, kind) for kind in kinds)) for person, doses in rows]
    columns = [Column("Person"), *(Column(labels.KINDS[kind]) for kind in kinds)]
    return Table("Supervision received", columns, cells, "No supervision was due to these people.", caption_hidden=True)


def _address(person: Person) -> str:
    return reverse("supervision:dose", args=[person.public_id])


def _dose_cell(doses: list[Received], kind: str) -> Lines | str:
    said = next((said_of(dose) for dose in doses if dose.dose.kind == kind), None)
    return Lines((said["said"], Tag(said["percent"], said["tone"]))) if said else ""


def dose_cells(person: Person, doses: list[Received], first: date, last: date) -> list[tuple[str | int, ...]]:
    """The doses of a person for a file, a row each."""
    return [
        (
            str(person),
            labels.KINDS[dose.dose.kind],
            int(dose.received) if dose.dose.window else dose.held,
            int(dose.due) if dose.dose.window else dose.expected,
            "minutes" if dose.dose.window else "weeks",
            dose.percent or 0,
            first.isoformat(),
            last.isoformat(),
        )
        for dose in doses
    ]
