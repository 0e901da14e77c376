"""Hypothesis strategies for careers: all ten tables of facts, on few days that lie on one another's anniversaries.

Words come from small vocabularies, so that facts and requirements meet; those for standards are in ``standards``.
"""

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from competencies.rules.facts import ApprovalFact, Career, ObservationFact, SignOffFact, WaiverFact
from people.rules.facts import AbsenceFact, PostFact, RegistrationFact
from supervision.rules.facts import SessionPart
from training.rules.facts import CompletionFact, CourseFact, QualificationFact

from .reference_requirements import DAY, add_months

EARLIEST, LATEST = date(2019, 11, 1), date(2024, 4, 1)
LANDMARKS = [date(2020, 2, 29), date(2024, 2, 29), date(2020, 1, 31), date(2021, 2, 28), date(2021, 8, 31), date(2022, 11, 30)]
ROLES = ["pwp", "lead_pwp", "trainee_pwp"]
PAUSES = ["parental", "sickness", "study"]
QUALIFICATIONS = ["li_training", "nursing"]
COURSES = [
    CourseFact("FIVE", 5, frozenset({"sup", "cpd"})),
    CourseFact("TWO", 2, frozenset({"sup"})),
    CourseFact("PGCERT", 10, frozenset()),
]
TAGS = ["sup", "cpd"]
FRAMEWORKS = {"li": frozenset({"A", "B", "C"}), "cbt": frozenset({"A"})}
BODIES = ["BABCP", "BPS"]
INTERVENTIONS = ["", "sleep", "worry"]
SESSIONS = ["supervision_of_supervision", "clinical_skills"]
APPROVALS = ["lead", "manager"]
MONTHS = st.sampled_from([1, 2, 3, 6, 12, 12, 24, 24])


@st.composite
def pools(draw) -> list[date]:
    """A few days, some of them whole months after others, or a day beside."""
    days = [draw(st.dates(EARLIEST, LATEST))]
    for _ in range(draw(st.integers(2, 7))):
        start = draw(st.sampled_from(days) | st.sampled_from(LANDMARKS) | st.dates(EARLIEST, LATEST))
        later = draw(st.sampled_from([0, 0, 1, 3, 6, 12, 24]))
        days.append(add_months(start, later) + draw(st.sampled_from([-1, 0, 0, 1])) * DAY)
    return sorted(set(days))


def ends(pool: list[date], start: date, *, open_end: bool = True) -> st.SearchStrategy:
    """An inclusive end: the day itself or later, often none."""
    later = st.sampled_from([day for day in pool if day >= start])
    return st.none() | later if open_end else later


def rows(row, most: int) -> st.SearchStrategy:
    """As often many rows as few."""
    return st.integers(0, most).flatmap(lambda size: st.lists(row, min_size=size, max_size=size)).map(tuple)


@st.composite
def spells(draw, pool, of, kinds):
    start = draw(st.sampled_from(pool))
    return of(draw(st.sampled_from(kinds)), start, draw(ends(pool, start)))


@st.composite
def posts(draw, pool):
    start = draw(st.sampled_from(pool))
    stage = draw(st.sampled_from(["qualified", "trainee", ""]))
    fte = draw(st.sampled_from([100_000, 100_000, 50_000, 53_333, 33_000, 150_000]))
    return PostFact(draw(st.sampled_from(ROLES)), stage, fte, start, draw(ends(pool, start)))


@st.composite
def completions(draw, pool):
    """Completed with or without a start, in progress, or withdrawn."""
    start, course = draw(st.sampled_from(pool)), draw(st.sampled_from(COURSES))
    verified = draw(st.sampled_from([True, True, False]))
    ending = draw(ends(pool, start))
    return draw(
        st.sampled_from(
            [
                CompletionFact(course, None, start, None, verified),
                CompletionFact(course, start, ending, None, verified),
                CompletionFact(course, start, None, ending, verified),
            ]
        )
    )


@st.composite
def sign_offs(draw, pool):
    framework = draw(st.sampled_from(["li", "li", "cbt"]))
    competency = draw(st.sampled_from(sorted(FRAMEWORKS[framework])))
    signed = draw(st.sampled_from(pool))
    revoked = draw(st.none() | ends(pool, signed))
    roles = draw(st.frozensets(st.sampled_from(ROLES), max_size=2))
    return SignOffFact(framework, competency, draw(st.integers(0, 4)), signed, revoked, roles, place=0)


@st.composite
def all_sign_offs(draw, pool):
    """Rows in any order; ``place`` says in which they were recorded."""
    signed = draw(rows(sign_offs(pool), 6))
    places = draw(st.permutations(range(len(signed))))
    return tuple(replace(row, place=place) for row, place in zip(signed, places, strict=True))


@st.composite
def approvals(draw, pool):
    approved = draw(st.sampled_from(pool))
    return ApprovalFact(draw(st.sampled_from(APPROVALS)), approved, draw(ends(pool, approved)))


@st.composite
def waivers(draw, pool, ids):
    granted = draw(st.sampled_from(pool))
    return WaiverFact(draw(st.sampled_from(ids)), granted, draw(ends(pool, granted, open_end=False)))


@st.composite
def careers(draw, pool: list[date], ids: list[str]) -> Career:
    """``ids``: the requirements and groups that waivers may name."""
    day = st.sampled_from(pool)
    seen = st.builds(
        ObservationFact,
        st.sampled_from(["practice", "supervision"]),
        day,
        st.sampled_from(INTERVENTIONS),
        st.sampled_from([None, 0, 250, 400]),
    )
    parts = st.sampled_from(["attendee", "facilitator"])
    attended = st.builds(
        SessionPart, st.sampled_from(SESSIONS), day, st.sampled_from([30, 60, 90]), parts, st.sampled_from([False, False, True])
    )
    return Career(
        posts=draw(rows(posts(pool), 4)),
        absences=draw(rows(spells(pool, AbsenceFact, PAUSES), 3)),
        qualifications=draw(rows(st.builds(QualificationFact, st.sampled_from(QUALIFICATIONS), day, st.booleans()), 2)),
        completions=draw(rows(completions(pool), 4)),
        registrations=draw(rows(spells(pool, RegistrationFact, BODIES), 3)),
        sign_offs=draw(all_sign_offs(pool)),
        observations=draw(rows(seen, 5)),
        approvals=draw(rows(approvals(pool), 3)),
        waivers=draw(rows(waivers(pool, ids), 2)),
        sessions=draw(rows(attended, 5)),
    )
