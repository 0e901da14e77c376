"""The answer for a day: the state and each requirement, since when, until when, and the day from which it is met.

Dates are inclusive; ``None`` is "never" or "for good". The rules are those of the ``eligibility`` command.
"""

import pytest

from competencies.rules.answer import answer
from competencies.rules.eligibility import timeline

from .making import approved, career, dated, document, group, on, post, registered, session, standard, waiver

TIME = {"id": "time", "type": "time_in_role", "roles": ["pwp"], "min_months": 24}
REG = {"id": "reg", "type": "registration", "bodies": ["BABCP-PWP"]}
WISH = {"id": "wish", "type": "approval", "kind": "lead", "severity": "advisable"}
SOS = {
    "id": "sos",
    "type": "session_minutes",
    "as": "attendee",
    "kinds": ["supervision_of_supervision"],
    "minutes": 60,
    "months": 4,
}
JUST_REG = document(REG)


def asked(facts, documents, day):
    versions = standard(*documents)
    return answer(timeline(facts, versions), versions, on(day).toordinal())


def written(*days):
    return tuple(None if day is None else dated(day) for day in days)


def requirement(facts, day, document=JUST_REG):
    stand = asked(facts, [document], day).stands[0]
    return stand.outcome.word, *written(stand.since, stand.until, stand.met_on)


def state(facts, day, *documents):
    given = asked(facts, documents or [JUST_REG], day)
    return given.state.value, *written(given.since, given.until)


TWICE = career(registrations=[registered("2020-01-01", "2020-12-31"), registered("2021-03-01")], posts=[post("2019-06-01")])
TWICE_MET = {
    "before the first fact, until the outcome changes": ("2019-01-01", "unknown", None, "2019-12-31", "2020-01-01"),
    "the day before the first fact": ("2019-05-31", "unknown", None, "2019-12-31", "2020-01-01"),
    "since the first fact, not before": ("2019-06-01", "unknown", "2019-06-01", "2019-12-31", "2020-01-01"),
    "the first day of the first time": ("2020-01-01", "met", "2020-01-01", "2020-12-31", "2020-01-01"),
    "met now is met today": ("2020-05-05", "met", "2020-01-01", "2020-12-31", "2020-05-05"),
    "the last day of the first time": ("2020-12-31", "met", "2020-01-01", "2020-12-31", "2020-12-31"),
    "between, met is yet to come": ("2021-01-01", "not_met", "2021-01-01", "2021-02-28", "2021-03-01"),
    "the second time, for good": ("2021-03-01", "met", "2021-03-01", None, "2021-03-01"),
}


@pytest.mark.parametrize("case", TWICE_MET.values(), ids=TWICE_MET)
def test_a_requirement_that_is_met_twice(case):
    day, *expected = case
    assert requirement(TWICE, day) == tuple(expected)


NOT_MET = {
    "never": ([registered("2020-01-01", "2020-12-31")], [], "2021-06-01", ("not_met", "2021-01-01", None, None)),
    "a waiver is not met": (
        [registered("2021-01-01")], [waiver("2020-01-01", "2020-06-30", "reg")], "2020-03-01",
        ("met_by_waiver", "2020-01-01", "2020-06-30", "2021-01-01")),
    "a waiver that met comes before the end of": (
        [registered("2020-03-01")], [waiver("2020-01-01", "2020-06-30", "reg")], "2020-02-01",
        ("met_by_waiver", "2020-01-01", "2020-02-29", "2020-03-01")),
    "only ever waived": ([], [waiver("2020-01-01", "2020-06-30", "reg")], "2019-01-01", ("unknown", None, "2019-12-31", None)),
    "waived one after another": (
        [], [waiver("2020-01-01", "2020-06-30", "reg"), waiver("2020-07-01", "2020-12-31", "reg")], "2020-08-01",
        ("met_by_waiver", "2020-01-01", "2020-12-31", None)),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "waivers", "day", "expected"), NOT_MET.values(), ids=NOT_MET)
def test_a_waiver_is_not_enough_to_be_met(rows, waivers, day, expected):
    assert requirement(career(registrations=rows, waivers=waivers), day) == expected


def test_an_anniversary_that_lies_ahead():
    facts = career(posts=[post("2023-09-04")])
    assert requirement(facts, "2025-09-03", document(TIME)) == ("not_met", "2023-09-04", "2025-09-03", "2025-09-04")
    assert requirement(facts, "2025-09-04", document(TIME)) == ("met", "2025-09-04", None, "2025-09-04")


STATES = {
    "before the first fact": ("2019-01-01", ("not_yet", None, "2019-12-31")),
    "from the first fact": ("2019-06-01", ("not_yet", "2019-06-01", "2019-12-31")),
    "eligible": ("2020-07-01", ("eligible", "2020-01-01", "2020-12-31")),
    "lapsed": ("2021-02-28", ("lapsed", "2021-01-01", "2021-02-28")),
    "eligible again": ("2030-01-01", ("eligible", "2021-03-01", None)),
}


@pytest.mark.parametrize(("day", "expected"), STATES.values(), ids=STATES)
def test_the_state_since_and_until(day, expected):
    assert state(TWICE, day) == expected


def test_without_facts_nothing_is_known_and_nothing_changes():
    assert state(career(), "2020-01-01") == ("not_yet", None, None)
    assert requirement(career(), "2020-01-01") == ("unknown", None, None, None)
    assert timeline(career(), standard(JUST_REG)).states == []


def listed(facts, documents, day):
    given = asked(facts, documents, day)
    return given.judged_by, given.stays_by, [(stand.leaf.id, stand.outcome.word, stand.staying) for stand in given.stands]


def test_requirements_come_in_the_order_of_the_tree_advisable_ones_too_and_groups_not():
    tree = group("ALL", group("ANY", TIME, WISH, id="inner"), REG, id="whole")
    facts = career(posts=[post("2023-09-04")], approvals=[approved("2023-09-04")])
    becoming = [("time", "not_met", False), ("wish", "met", False), ("reg", "unknown", False)]
    assert listed(facts, [document(tree, SOS)], "2024-01-01") == (0, 0, [*becoming, ("sos", "unknown", True)])


BOTH = [
    document(REG | {"id": "reg.1"}, SOS | {"id": "sos.1"}),
    document(
        REG | {"id": "reg.2"}, SOS | {"id": "sos.2", "minutes": 90}, effective_from="2021-01-01", number=2, transition_months=12
    ),
]
HELD = [f"{year}-{month}-01" for year in (2020, 2021) for month in ("01", "04", "07", "10")]
KEPT = career(registrations=[registered("2020-01-01")], sessions=[session(day) for day in HELD])
JUDGES = {
    "before the new version": ("2020-12-31", (0, 0, [("reg.1", "met", False), ("sos.1", "met", True)])),
    "in transition, becoming by the new and staying by the old": (
        "2021-01-01",
        (1, 0, [("reg.2", "met", False), ("sos.1", "met", True)]),
    ),
    "on its last day": ("2021-12-31", (1, 0, [("reg.2", "met", False), ("sos.1", "met", True)])),
    "after it": ("2022-01-01", (1, 1, [("reg.2", "met", False), ("sos.2", "not_met", True)])),
}


@pytest.mark.parametrize(("day", "expected"), JUDGES.values(), ids=JUDGES)
def test_the_versions_that_judge_somebody_eligible(day, expected):
    assert listed(KEPT, BOTH, day) == expected


def test_who_is_not_eligible_is_shown_the_version_in_force():
    newcomer = career(registrations=[registered("2020-01-01")])
    assert listed(newcomer, BOTH, "2021-06-01") == (1, 1, [("reg.2", "met", False), ("sos.2", "unknown", True)])


def test_the_runs_of_a_wording_are_as_if_it_had_always_been_in_force():
    given = asked(KEPT, BOTH, "2021-01-01").stands[0]
    assert (given.leaf.id, *written(given.since, given.until, given.met_on)) == ("reg.2", "2020-01-01", None, "2021-01-01")
