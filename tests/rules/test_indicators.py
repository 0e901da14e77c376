"""The ten indicators, by small services whose numbers can be counted by hand; and what is not said of few."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.position import position
from oversight.rules.facts import Due, HeldSession, PairPeriod, ServiceFacts, Signed, SupervisorRequest
from oversight.rules.indicators import INDICATORS, trend_days
from oversight.rules.suppression import suppressed
from supervision.rules.expected import Around

ON = date(2026, 11, 25)  # a Wednesday
SUNDAY = date(2026, 11, 22)
LONG = date(2020, 1, 1)
ALWAYS = [(LONG, None)]
ANN, BEA, CAT, SUE, TOM = 1, 2, 3, 10, 11
OF = {indicator.code: indicator.of for indicator in INDICATORS}


def held(number, kind, on, people, led_by=SUE, minutes=60, **more):
    about = {"asked": True, "confirmed_on": on, "disputed": False} | more
    return HeldSession(number, number, kind, on, minutes, led_by, tuple(people), **about)


def weekly(person, weeks, kind="case_management", led_by=SUE):
    return [held(1000 * person + n, kind, SUNDAY - timedelta(weeks=n, days=4), [person], led_by) for n in range(weeks)]


def facts(**more) -> ServiceFacts:
    """Ann and Bea are supervised by Sue, who is eligible; Cat by nobody; Tom is eligible and supervises nobody."""
    about = {
        "supervised": {ANN: ALWAYS, BEA: ALWAYS, CAT: ALWAYS},
        "posts": dict.fromkeys((ANN, BEA, CAT, SUE, TOM), ALWAYS),
        "employed": {SUE: ALWAYS, TOM: ALWAYS},
        "eligible": {SUE: ALWAYS, TOM: ALWAYS},
        "provisional": {},
        "away": {},
        "pairs": [PairPeriod(n, n, SUE, None, "case_management", LONG, None) for n in (ANN, BEA)],
        "sessions": [],
        "around": {n: Around(((LONG, None),)) for n in (ANN, BEA, CAT)},
        "observed": {},
        "signed": {},
    }  # fmt: skip
    return ServiceFacts(**about | more)


def asked(code, found: ServiceFacts, on=ON):
    figure = OF[code](found, on)
    return int(figure.top), int(figure.bottom), figure.behind


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({}, (2, 3, (CAT,))),
        ({"away": {SUE: [(ON, None)]}}, (0, 3, (ANN, BEA, CAT))),
        ({"eligible": {SUE: [(LONG, ON - timedelta(days=1))]}}, (0, 3, (ANN, BEA, CAT))),
        ({"employed": {SUE: [(LONG, ON - timedelta(days=1))]}}, (0, 3, (ANN, BEA, CAT))),
        ({"eligible": {TOM: ALWAYS}, "provisional": {SUE: ALWAYS},
          "pairs": [PairPeriod(1, ANN, SUE, TOM, "case_management", LONG, None)]}, (1, 3, (BEA, CAT))),
        ({"pairs": [PairPeriod(1, ANN, SUE, None, "clinical_skills", LONG, None)]}, (0, 3, (ANN, BEA, CAT))),
        ({"supervised": {CAT: [(LONG, ON - timedelta(days=1))]}}, (0, 0, ())),
    ],
)  # fmt: skip
def test_covered(more, found):
    assert asked("I1", facts(**more)) == found


def test_delivered_caps_each_person_and_leaves_leave_out():
    extra = [held(9000 + n, "case_management", SUNDAY - timedelta(days=4), [ANN]) for n in range(20)]
    assert asked("I2", facts(sessions=weekly(ANN, 13))) == (13 * 60, 3 * 13 * 60, (BEA, CAT))
    assert asked("I2", facts(sessions=weekly(ANN, 12) + extra)) == (13 * 60, 3 * 13 * 60, (BEA, CAT))
    away = frozenset(SUNDAY - timedelta(days=n) for n in range(14))
    around = {n: Around(((LONG, None),), away=away if n == BEA else frozenset()) for n in (ANN, BEA, CAT)}
    assert asked("I2", facts(sessions=weekly(ANN, 13), around=around))[1] == 37 * 60
    disputed = [held(1, "case_management", SUNDAY - timedelta(days=4), [ANN], disputed=True)]
    assert asked("I2", facts(sessions=disputed))[0] == 0
    assert asked("I3", facts(sessions=weekly(ANN, 12, "clinical_skills"))) == (6 * 60, 3 * 6 * 60, (BEA, CAT))


def test_observed_live_takes_different_interventions_and_only_those_a_year_in_role():
    seen = {
        ANN: [(ON, "worry"), (ON - timedelta(days=30), "Exposure")],
        BEA: [(ON, "worry"), (ON - timedelta(days=9), " Worry ")],
    }
    figure = OF["I4"](facts(observed=seen, supervised={ANN: ALWAYS, BEA: ALWAYS, CAT: [(ON - timedelta(days=300), None)]}), ON)
    assert (figure.top, figure.bottom, figure.behind, figure.not_yet) == (1, 2, (BEA,), 1)
    old = {ANN: [(date(2025, 11, 25), "worry"), (ON, "exposure")]}
    assert asked("I4", facts(observed=old))[0] == 0


def test_supervisors():
    assert asked("I5", facts()) == (1, 1, ())
    assert asked("I5", facts(eligible={})) == (0, 1, (SUE,))
    october = [held(1, "supervision_of_supervision", date(2026, 10, 6), [SUE], TOM)]
    assert asked("I6", facts(sessions=october)) == (1, 1, ())
    assert asked("I6", facts(sessions=[held(1, "supervision_of_supervision", date(2026, 11, 3), [SUE], TOM)])) == (0, 1, (SUE,))


@pytest.mark.parametrize(
    ("signed", "found"),
    [
        ({}, (0, 2, (ANN, BEA))),
        ({ANN: [Signed(ON, ON)]}, (1, 2, (BEA,))),
        ({ANN: [Signed(ON + timedelta(days=1), date(2027, 5, 1))]}, (0, 2, (ANN, BEA))),
        ({ANN: [Signed(LONG, ON - timedelta(days=1))], BEA: [Signed(LONG, ON)]}, (1, 2, (ANN,))),
    ],
)
def test_agreed(signed, found):
    assert asked("I7", facts(signed=signed)) == found


def test_confirmed_looks_at_sessions_whose_fortnight_is_over():
    day = ON - timedelta(days=14)
    sessions = [
        held(1, "case_management", day, [ANN], confirmed_on=ON),
        held(2, "case_management", day, [BEA], confirmed_on=ON + timedelta(days=1)),
        held(3, "case_management", day - timedelta(days=1), [CAT], confirmed_on=None),
        held(4, "case_management", ON, [ANN], confirmed_on=None),
        held(5, "case_management", day, [ANN], asked=False, confirmed_on=None),
    ]
    assert asked("I8", facts(sessions=sessions)) == (1, 3, (BEA, CAT))


def test_days_to_another_supervisor_and_what_was_followed_through():
    times = [
        SupervisorRequest(ON - timedelta(days=n), "style", ON - timedelta(days=n) + timedelta(days=took))
        for n, took in ((90, 10), (80, 30), (70, 14))
    ]
    figure = OF["I9"](
        facts(
            asked=[*times, SupervisorRequest(ON, "style", None), SupervisorRequest(date(2024, 1, 1), "style", date(2024, 2, 1))]
        ),
        ON,
    )
    assert (figure.days, figure.bottom) == (14, 3)
    due = [
        Due(ON - timedelta(days=9), ON - timedelta(days=9)),
        Due(ON - timedelta(days=9), ON),
        Due(ON - timedelta(days=1), None),
        Due(ON, None),
    ]
    assert asked("I10", facts(due=due)) == (1, 3, ())


def test_nothing_to_count_is_no_share():
    nobody = facts(supervised={}, pairs=[], around={})
    assert [OF[code](nobody, ON).percent for code in OF] == [None] * 10
    assert OF["I1"](facts(), ON).percent == 66


def test_thirteen_months():
    days = trend_days(ON)
    assert (len(days), days[0], days[-2], days[-1]) == (13, date(2025, 11, 30), date(2026, 10, 31), ON)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"a": 5, "b": 6}, {"a": 5, "b": 6}),
        ({"a": 1, "b": 6, "c": 9}, {"a": None, "b": None, "c": 9}),
        ({"a": 1, "b": 2, "c": 9}, {"a": None, "b": None, "c": 9}),
        ({"a": 4, "b": 0}, {"a": None, "b": None}),
        ({"a": 3}, {"a": None}),
        ({}, {}),
    ],
)
def test_what_is_said_of_few(cells, said):
    assert suppressed(cells) == said


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 12), min_size=2))
def test_no_hidden_count_follows_from_the_total(cells):
    said = suppressed(cells)
    hidden = [name for name, count in said.items() if count is None]
    assert len(hidden) != 1 and all(said[name] == cells[name] for name in cells if name not in hidden)
    assert all(name in hidden for name, count in cells.items() if 0 < count < 5)


@pytest.mark.parametrize(
    ("spells", "due"),
    [
        ([(date(2024, 10, 1), date(2025, 2, 28)), (date(2026, 11, 2), None)], False),
        ([(date(2024, 10, 1), date(2025, 11, 30)), (date(2025, 12, 1), None)], True),
        ([(date(2024, 10, 1), date(2025, 11, 30)), (date(2025, 12, 2), None)], False),
        ([(date(2025, 11, 26), None)], False),
        ([(date(2025, 11, 25), None)], True),
        ([(date(2026, 6, 1), None), (date(2025, 1, 1), date(2026, 8, 1))], True),
    ],
)
def test_a_year_in_role_is_the_year_that_runs(spells, due):
    figure = OF["I4"](facts(supervised={ANN: spells}), ON)
    assert (figure.bottom, figure.not_yet) == ((1, 0) if due else (0, 1))


def test_what_came_in_a_file_is_left_out_and_said():
    sessions = [held(n, "case_management", ON - timedelta(days=20 + n), [ANN], asked=False, imported=True) for n in range(3)]
    shown = {one.indicator.code: one for one in position(facts(sessions=sessions), ON, with_trend=False)}
    words = "3 imported sessions left out: not confirmed here"
    assert (shown["I8"].value, shown["I8"].of) == ("Nothing to count", words)
    assert (shown["I10"].value, shown["I10"].of) == ("Nothing to count", words)
    more = [*sessions, held(9, "case_management", ON - timedelta(days=20), [ANN])]
    shown = {one.indicator.code: one for one in position(facts(sessions=more), ON, with_trend=False)}
    assert shown["I8"].of == f"1 of 1; {words}"
