"""The files about evidence of competence: sign-offs, observations, approvals and waivers."""

from people.imports import EMPLOYEE, PEOPLE, free_text, in_order, not_oneself
from tabular import FileColumn, FileTable, Lookup, Refusal, known
from tabular.columns import choice, day, hundredths, past_day, text, whole

from .models import Approval, Competency, Framework, Observation, SignOff, Waiver
from .rules.words import HIGHEST_LEVEL, OBSERVATION_KINDS

FRAMEWORKS = Lookup(
    "framework",
    "Import it with import_framework, or correct the code.",
    lambda: dict(Framework.objects.values_list("code", "code")),
)
COMPETENCIES = Lookup(
    "competency",
    "Use a code of this framework.",
    lambda: {(f, c): c for f, c in Competency.objects.values_list("framework__code", "code")},
)


def _check_sign_off(row, context) -> None:
    context.find(COMPETENCIES, (row["framework"], row["competency"]), "competency")
    not_oneself("signed_by_id", "signed_by", "sign off")(row, context)
    if row["revoked_on"] is not None and row["revoked_on"] < row["signed_on"]:
        raise Refusal(
            "ends_before_it_starts", "This was revoked before it was signed. Correct one of the two dates.", "revoked_on"
        )


def _check_approval(row, context) -> None:
    not_oneself("approved_by_id", "approved_by", "approve")(row, context)
    in_order("approved_on", "withdrawn_on")(row, context)


def _check_waiver(row, context) -> None:
    not_oneself("granted_by_id", "granted_by", "grant a waiver to")(row, context)
    in_order("granted_on", "ends_on")(row, context)


SIGN_OFF_TABLE = FileTable(
    "sign_offs.csv",
    ("sign-off", "sign-offs"),
    SignOff,
    (
        EMPLOYEE,
        FileColumn("framework", "framework", known(FRAMEWORKS), required=True),
        FileColumn("competency", "competency", text(32), required=True),
        FileColumn("level", "level", whole(0, HIGHEST_LEVEL), required=True),
        FileColumn("signed_on", "signed_on", past_day, required=True),
        FileColumn("signed_by", "signed_by_id", known(PEOPLE), required=True),
        FileColumn("revoked_on", "revoked_on", past_day),
        FileColumn("comment", "comment", free_text(4000), empty=""),
    ),
    key=("person_id", "framework", "competency", "signed_on", "signed_by_id"),
    check=_check_sign_off,
)
OBSERVATION_TABLE = FileTable(
    "observations.csv",
    ("observation", "observations"),
    Observation,
    (
        EMPLOYEE,
        FileColumn("kind", "kind", choice(*OBSERVATION_KINDS), required=True),
        FileColumn("observed_on", "observed_on", day, required=True),
        FileColumn("intervention", "intervention", free_text(100), empty=""),
        FileColumn("instrument", "instrument", free_text(100), empty=""),
        FileColumn("score", "score_hundredths", hundredths()),
        FileColumn("observer", "observer", free_text(), empty=""),
    ),
    key=("person_id", "kind", "observed_on", "intervention", "observer"),
)
APPROVAL_TABLE = FileTable(
    "approvals.csv",
    ("approval", "approvals"),
    Approval,
    (
        EMPLOYEE,
        FileColumn("kind", "kind", free_text(64), required=True),
        FileColumn("approved_on", "approved_on", day, required=True),
        FileColumn("approved_by", "approved_by_id", known(PEOPLE), required=True),
        FileColumn("withdrawn_on", "withdrawn_on", day),
    ),
    key=("person_id", "kind", "approved_on"),
    check=_check_approval,
)
WAIVER_TABLE = FileTable(
    "waivers.csv",
    ("waiver", "waivers"),
    Waiver,
    (
        EMPLOYEE,
        FileColumn("requirement", "requirement", free_text(64), required=True),
        FileColumn("granted_on", "granted_on", day, required=True),
        FileColumn("ends_on", "ends_on", day, required=True),
        FileColumn("granted_by", "granted_by_id", known(PEOPLE), required=True),
        FileColumn("reason", "reason", free_text(4000), required=True),
    ),
    key=("person_id", "requirement", "granted_on"),
    check=_check_waiver,
)
