"""How a form asks for each parameter of a requirement: one table for each type. What is not in it is asked for by its name, so
that a new type can be used before it has its own words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from people.labels import ABSENCES, ROLES

from ...labels import SESSIONS
from ...rules.offered import Offered

Choices = Callable[[Offered], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Question:
    """How one parameter is asked for. ``wrong`` is what somebody reads who left it out or entered something else; ``choices``
    are what can be chosen, and ``other`` asks for what is not among them."""

    label: str
    hint: str = ""
    wrong: str = ""
    choices: Choices | None = None
    other: str = ""


def _capital(words: Mapping[str, str]) -> dict[str, str]:
    return {code: f"{text[:1].upper()}{text[1:]}" for code, text in words.items()}


def _roles(offered: Offered) -> Mapping[str, str]:
    return ROLES


def _absences(offered: Offered) -> Mapping[str, str]:
    return _capital(ABSENCES)


def _tags(offered: Offered) -> Mapping[str, str]:
    return offered.tags


VALID = Question("For how many months is it valid?", "Leave blank if it does not run out.")
WITHIN = Question("Within how many months?", "Counted back from the day.")
ABOUT: dict[str, dict[str, Question]] = {
    "time_in_role": {
        "roles": Question("Which roles count?", wrong="Choose at least one role", choices=_roles),
        "min_months": Question("How many months?"),
        "include_training": Question("Time in training counts"),
        "pro_rata_fte": Question("Part-time work counts in proportion: half time takes twice as long"),
        "pause_for": Question("Which absences do not count?", "The time continues after them.", choices=_absences),
        "continuous": Question("There must be no gap: after a gap the time starts again"),
    },
    "in_post": {
        "roles": Question("Which roles count?", wrong="Choose at least one role", choices=_roles),
        "min_fte": Question("How much of full time, at least?", "For example 0.6. Leave blank if any amount counts."),
    },
    "qualification": {
        "any_of": Question(
            "Which qualifications count?", "One of them is enough.", "Choose at least one qualification",
            lambda offered: offered.qualifications, "Other qualifications",
        ),
    },
    "course_completed": {
        "any_of": Question(
            "Which courses count?", "One of them is enough. Or choose below what a course must count as.",
            "Choose courses, or what a course must count as", lambda offered: offered.courses, "Other courses, by their codes",
        ),
        "tag": Question(
            "Any course that counts as", "", "Choose what the course must count as", _tags, "Something else",
        ),
        "min_days": Question("How many days long, at least?", "Leave blank if any length counts."),
        "valid_months": VALID,
        "in_progress": Question("People on the course can supervise with a co-supervisor"),
    },
    "cpd": {
        "tag": Question(
            "Courses that count as", "", "Choose what the courses must count as", _tags, "Something else",
        ),
        "count": Question("How many courses?"),
        "months": WITHIN,
    },
    "competency_signoff": {
        "framework": Question("Which framework?", "", "Choose a framework", lambda offered: offered.frameworks),
        "set": Question("Which competencies?", wrong="Choose which competencies are needed"),
        "min_level": Question("At which level?", wrong="Choose a level"),
        "critical": Question("Competencies that need another level, or are not needed"),
        "valid_months": VALID,
        "signer_roles": Question("Who can sign?", "Leave blank if any assessor can.", choices=_roles),
    },
    "registration": {
        "bodies": Question(
            "Which registers count?", "One of them is enough.", "Choose at least one register",
            lambda offered: offered.bodies, "Other registers",
        ),
    },
    "observation": {
        "kind": Question(
            "What is observed?", "", "Choose what is observed",
            lambda _: {"practice": "Practice with a patient", "supervision": "Supervision given"},
        ),
        "count": Question("How many observations?"),
        "months": WITHIN,
        "distinct_by": Question("Each must be of a different intervention"),
        "min_score": Question("What is the lowest score that counts?", "Leave blank if the score does not matter."),
    },
    "session_minutes": {
        "as": Question(
            "What did the person do?", "", "Choose what the person did",
            lambda _: {"attendee": "Attended the sessions", "facilitator": "Led the sessions"},
        ),
        "kinds": Question(
            "Which supervision counts?", wrong="Choose at least one kind of supervision", choices=lambda _: _capital(SESSIONS)
        ),
        "minutes": Question("How many minutes?"),
        "months": WITHIN,
    },
    "approval": {
        "kind": Question(
            "Whose approval?", "", "Choose whose approval is needed", lambda offered: offered.approvals, "Someone else's"
        ),
        "valid_months": VALID,
    },
}  # fmt: skip
"""By type, each parameter by the name it has in a standard, in the order in which a form asks."""


def question(type_name: str, parameter: str) -> Question:
    return ABOUT.get(type_name, {}).get(parameter) or Question(_capital({"": parameter.replace("_", " ")})[""])
