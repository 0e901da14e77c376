"""Short ways to write facts, standards and what the engine says of them, for tables of cases. Dates are ISO texts."""

from datetime import date

import pytest

from competencies.rules.eligibility import timeline
from competencies.rules.facts import ApprovalFact, Career, ObservationFact, SignOffFact, WaiverFact
from competencies.rules.standard import StandardRefused, read_version, standard_of
from people.rules.facts import AbsenceFact, PostFact, RegistrationFact
from people.rules.period import BEGINNING
from supervision.rules.facts import SessionPart
from training.rules.facts import CompletionFact, CourseFact, QualificationFact

FRAMEWORKS = {"li": frozenset({"G2", "L4", "P2"}), "cbt": frozenset({"L4"})}

TIME = {"id": "time", "type": "time_in_role", "roles": ["pwp"], "min_months": 24}
POST = {"id": "post", "type": "in_post", "roles": ["pwp"], "min_fte": 0.6}
QUAL = {"id": "qual", "type": "qualification", "any_of": ["li_training"]}
COURSE = {"id": "course", "type": "course_completed", "tag": "sup", "min_days": 5, "in_progress": "provisional"}
CPD = {"id": "cpd", "type": "cpd", "tag": "sup", "count": 1, "months": 12}
SKILLS = {"id": "skills", "type": "competency_signoff", "framework": "li", "set": "all", "min_level": 2}
REG = {"id": "reg", "type": "registration", "bodies": ["BABCP-PWP"]}
SEEN = {"id": "seen", "type": "observation", "kind": "practice", "count": 2, "months": 12, "distinct_by": "intervention"}
SOS = {"id": "sos", "type": "session_minutes", "as": "attendee", "kinds": ["clinical_skills"], "minutes": 60, "months": 4}
LEAD = {"id": "lead", "type": "approval", "kind": "lead", "valid_months": 12}


def on(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def post(started, finished=None, role="pwp", stage="qualified", fte=100):
    """``fte``: of a hundred."""
    return PostFact(role, stage, fte * 1000, on(started), on(finished))


def absence(started, finished=None, kind="parental"):
    return AbsenceFact(kind, on(started), on(finished))


def registered(valid_from, valid_to=None, body="BABCP-PWP"):
    return RegistrationFact(body, on(valid_from), on(valid_to))


def qualified(awarded, qualification="li_training", verified=True):
    return QualificationFact(qualification, on(awarded), verified)


def completion(started=None, completed=None, withdrawn=None, verified=True, code="FIVE", days=5, tags=("sup",)):
    return CompletionFact(CourseFact(code, days, frozenset(tags)), on(started), on(completed), on(withdrawn), verified)


def signed(signed_on, level=2, competency="L4", revoked=None, roles=("lead_pwp",), place=0, framework="li"):
    return SignOffFact(framework, competency, level, on(signed_on), on(revoked), frozenset(roles), place)


def observed(observed_on, intervention="sleep", score=None, kind="practice"):
    return ObservationFact(kind, on(observed_on), intervention, score)


def approved(approved_on, withdrawn=None, kind="lead"):
    return ApprovalFact(kind, on(approved_on), on(withdrawn))


def waiver(granted, ends, requirement="r"):
    return WaiverFact(requirement, on(granted), on(ends))


def session(held_on, minutes=60, kind="supervision_of_supervision", part="attendee", disputed=False):
    return SessionPart(kind, on(held_on), minutes, part, disputed)


def career(**tables) -> Career:
    return Career(**{table: tuple(rows) for table, rows in tables.items()})


def document(becoming, staying=None, effective_from="2019-01-01", number=1, **more) -> dict:
    found = {"code": "li", "version": number, "title": "Supervisor", "effective_from": effective_from, "becoming": becoming}
    return found | ({} if staying is None else {"staying": staying}) | more


def standard(*documents):
    return standard_of([read_version(version, FRAMEWORKS) for version in documents])


def group(op, *of, **more) -> dict:
    return {"op": op, "of": list(of), **more}


def becoming(*nodes) -> dict:
    return document(group("ALL", *nodes))


def refused(given) -> list[str]:
    """The JSON paths of all that is wrong with a version, sorted; none where it is right."""
    try:
        read_version(given, FRAMEWORKS)
    except StandardRefused as refusal:
        return sorted(path for path, _ in refusal.problems)
    return []


def dated(day: int) -> str:
    return "" if day == BEGINNING else date.fromordinal(day).isoformat()


def words(runs) -> list[tuple[str, str]]:
    """Runs as ``[(first day, word), …]``; the first run has always been: its day is empty."""
    return [(dated(day), outcome.word) for day, outcome in runs]


def requirement_runs(facts: Career, requirement: dict) -> list[tuple[str, str]]:
    """The runs of one requirement, shown as a standard with nothing else in it would show it."""
    return words(timeline(facts, standard(document({"id": "r"} | requirement))).versions[0].becoming.leaves[0])


def tree_runs(facts: Career, tree: dict) -> list[tuple[str, str]]:
    return words(timeline(facts, standard(document(tree))).versions[0].becoming.outcome)


def states(facts: Career, *documents: dict) -> list[tuple[str, str]]:
    """The person's state from the first fact on."""
    return [(dated(day), state.value) for day, state in timeline(facts, standard(*documents)).states]


def cases(table, requirement, **given):
    """Parameters for a test: the rows of a table, the requirement with what differs, and the runs."""
    return [
        pytest.param(career(**{table: rows}), requirement | more, runs, id=f"{requirement['type']}: {name.replace('_', ' ')}")
        for name, (rows, more, runs) in given.items()
    ]


def met(*days):
    """Unknown, then met and not met in turn from these days on."""
    return [("", "unknown"), *((day, "not_met" if place % 2 else "met") for place, day in enumerate(days))]


MISSED = [("", "unknown"), ("2020-01-01", "not_met")]
