"""The file about supervision sessions."""

from people.imports import PEOPLE
from tabular import Child, FileColumn, FileTable, Refusal, known
from tabular.columns import choice, day, text, whole

from .models import Attendance, Response, Session
from .rules.words import SESSION_KINDS


def _facilitator_is_no_attendee(row, context) -> None:
    if row["facilitator_id"] in row["attendees"]:
        raise Refusal("facilitator_attends", "The facilitator cannot be among the attendees. Remove them.", "attendees")


SESSION_TABLE = FileTable(
    "sessions.csv",
    ("session", "sessions"),
    Session,
    (
        FileColumn("session_ref", "reference", text(64), required=True),
        FileColumn("kind", "kind", choice(*SESSION_KINDS), required=True),
        FileColumn("held_on", "held_on", day, required=True),
        FileColumn("minutes", "minutes", whole(), required=True),
        FileColumn("facilitator", "facilitator_id", known(PEOPLE), required=True),
        FileColumn("attendees", "attendees", known(PEOPLE, several=True), required=True, empty=()),
        FileColumn("cases_discussed", "cases_discussed", whole()),
        FileColumn("confirmed_by", "confirmed_by", known(PEOPLE, several=True), empty=()),
        FileColumn("disputed_by", "disputed_by", known(PEOPLE, several=True), empty=()),
    ),
    key=("reference",),
    check=_facilitator_is_no_attendee,
    children=(
        Child("attendees", Attendance, "session_id", "person_id"),
        Child("confirmed_by", Response, "session_id", "person_id", {"answer": "confirmed"}),
        Child("disputed_by", Response, "session_id", "person_id", {"answer": "disputed"}),
    ),
)
