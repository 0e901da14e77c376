"""Hypothesis strategies for standards, as the JSON of one to three versions: all requirement types, nested groups, staying."""

from datetime import date

from hypothesis import strategies as st

from .careers import (
    APPROVALS,
    BODIES,
    FRAMEWORKS,
    MONTHS,
    PAUSES,
    QUALIFICATIONS,
    ROLES,
    SESSIONS,
    TAGS,
    careers,
    pools,
)

FLAG = st.booleans()
FEW = st.sampled_from([1, 1, 1, 2, 3])


def some(words, *, least: int = 1) -> st.SearchStrategy:
    return st.lists(st.sampled_from(words), min_size=least, max_size=len(words), unique=True)


def parameters(required: dict, **optional) -> st.SearchStrategy:
    return st.fixed_dictionaries(required, optional=optional)


TIME_IN_ROLE = parameters(
    {"type": st.just("time_in_role"), "roles": some(ROLES), "min_months": st.sampled_from([1, 2, 6, 12, 24])},
    include_training=FLAG, pro_rata_fte=FLAG, continuous=FLAG, pause_for=some(PAUSES, least=0),
)  # fmt: skip
IN_POST = parameters(
    {"type": st.just("in_post"), "roles": some(ROLES)},
    min_fte=st.sampled_from([0, 0.33, 0.5, 0.53333, 0.53334, 0.6, 1, 1.1, 1.2, 2]),
)
QUALIFICATION = parameters({"type": st.just("qualification"), "any_of": some(QUALIFICATIONS)})
COURSE_LIMITS = {
    "min_days": st.sampled_from([0, 2, 5, 10]),
    "valid_months": MONTHS,
    "in_progress": st.just("provisional"),
}
COURSE_NAMED = parameters(
    {"type": st.just("course_completed"), "any_of": some(["FIVE", "TWO", "PGCERT"])}, tag=st.sampled_from(TAGS), **COURSE_LIMITS
)
COURSE_TAGGED = parameters({"type": st.just("course_completed"), "tag": st.sampled_from(TAGS)}, **COURSE_LIMITS)
ON_A_COURSE = parameters({"type": st.just("course_completed"), "tag": st.just("sup"), "in_progress": st.just("provisional")})
CPD = parameters({"type": st.just("cpd"), "tag": st.sampled_from(TAGS), "count": FEW, "months": MONTHS})
REGISTRATION = parameters({"type": st.just("registration"), "bodies": some(BODIES)})
OBSERVATION = parameters(
    {
        "type": st.just("observation"),
        "kind": st.sampled_from(["practice", "supervision"]),
        "count": FEW,
        "months": MONTHS,
    },
    distinct_by=st.just("intervention"),
    min_score=st.sampled_from([0, 2.5, 2.51, 4]),
)
SESSION_MINUTES = parameters(
    {
        "type": st.just("session_minutes"),
        "as": st.sampled_from(["attendee", "facilitator"]),
        "kinds": some(SESSIONS),
        "minutes": st.sampled_from([1, 30, 60, 61, 90, 120, 150]),
        "months": MONTHS,
    }
)
APPROVAL = parameters({"type": st.just("approval"), "kind": st.sampled_from(APPROVALS)}, valid_months=MONTHS)


@st.composite
def competency_signoffs(draw) -> dict:
    framework = draw(st.sampled_from(sorted(FRAMEWORKS)))
    codes = sorted(FRAMEWORKS[framework])
    chosen = draw(st.just(["A"]) | some(codes) | st.just("all"))
    within = codes if chosen == "all" else chosen
    given = {
        "type": "competency_signoff",
        "framework": framework,
        "set": chosen,
        "min_level": draw(st.sampled_from([0, 1, 1, 2, 2, 3, 4])),
    }
    more = draw(
        parameters(
            {},
            critical=st.dictionaries(st.sampled_from(within), st.integers(0, 4), max_size=2),
            valid_months=MONTHS,
            signer_roles=some(ROLES),
        )
    )
    return given | more


EASY = st.one_of(REGISTRATION, IN_POST, APPROVAL, ON_A_COURSE, SESSION_MINUTES)
"""Few types that careers often meet and lose again, so that states change."""
ALL_TYPES = st.one_of(
    REGISTRATION, IN_POST, APPROVAL, ON_A_COURSE, SESSION_MINUTES, CPD, QUALIFICATION,
    COURSE_NAMED, COURSE_TAGGED, OBSERVATION, competency_signoffs(), TIME_IN_ROLE, TIME_IN_ROLE,
)  # fmt: skip


def asks(node: dict) -> bool:
    """Is anything required in it?"""
    return any(map(asks, node["of"])) if "op" in node else node.get("severity") != "advisable"


LEAVES = (1, 3, 3, 4)
"""Of four nodes at each depth, how many are requirements rather than groups."""


@st.composite
def nodes(draw, names, requirements, depth: int = 0) -> dict:
    if draw(st.integers(0, 3)) < LEAVES[depth]:
        severity = draw(st.sampled_from([{}, {}, {}, {"severity": "required"}, {"severity": "advisable"}])) if depth else {}
        return {"id": next(names)} | draw(requirements) | severity
    children = draw(st.lists(nodes(names, requirements, depth + 1), min_size=1, max_size=3))
    op = draw(st.sampled_from(["ALL", "ALL", "ANY", "ANY", "N_OF"]))
    if op == "ANY":
        children = [child for child in children if "op" not in child or asks(child)] or [
            {"id": next(names)} | draw(requirements)
        ]
    required = sum(map(asks, children))
    node = {"op": op, "of": children}
    if op == "N_OF":
        node |= {"n": draw(st.integers(1, required))} if required else {"op": "ALL"}
    return node | draw(st.sampled_from([{}, {"id": next(names)}]))


@st.composite
def versions(draw, effective_from: date, number: int, requirements) -> dict:
    names = (f"r{place}" for place in range(1, 1000))
    document = {"code": "li", "version": number, "title": "Supervisor", "effective_from": effective_from.isoformat()}
    document |= draw(parameters({}, transition_months=st.sampled_from([0, 1, 6, 12])))
    document["becoming"] = draw(nodes(names, requirements))
    if draw(st.integers(0, 3)):
        document["staying"] = draw(nodes(names, requirements)) | draw(
            parameters({}, grace_months=st.sampled_from([0, 1, 3, 12]))
        )
    return document


@st.composite
def cases(draw, requirements=ALL_TYPES):
    """A career and the versions of a standard, given in any order, with the days both were made of."""
    pool = draw(pools())
    begin = draw(st.lists(st.sampled_from(pool), min_size=1, max_size=3, unique=True))
    documents = [draw(versions(day, number, requirements)) for number, day in enumerate(begin, 1)]
    career = draw(careers(pool, [f"r{place}" for place in range(1, 9)]))
    return career, documents, pool
