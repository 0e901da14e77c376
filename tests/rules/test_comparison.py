"""How two timelines of one person differ, by tables and against a day-by-day reading."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competencies.rules.comparison import RIGHT, EligibilityChange, Kind, compare
from competencies.rules.outcome import State

NOT_YET, PROVISIONAL, ELIGIBLE, LAPSED = State.NOT_YET, State.PROVISIONAL, State.ELIGIBLE, State.LAPSED
CASES = {
    "nothing": ([(1, NOT_YET), (50, ELIGIBLE)], [(1, NOT_YET), (50, ELIGIBLE)], None, None),
    "only in the past": ([(1, NOT_YET), (50, ELIGIBLE)], [(1, NOT_YET), (40, ELIGIBLE)], None, None),
    "loses": (
        [(1, ELIGIBLE)],
        [(1, ELIGIBLE), (120, LAPSED)],
        EligibilityChange(120, ELIGIBLE, LAPSED, 120, None, True),
        Kind.LOSES,
    ),
    "loses for a while": (
        [(1, ELIGIBLE)],
        [(1, ELIGIBLE), (120, LAPSED), (130, ELIGIBLE)],
        EligibilityChange(120, ELIGIBLE, LAPSED, 120, 130, True),
        Kind.LOSES,
    ),
    "gains": (
        [(1, NOT_YET)],
        [(1, NOT_YET), (100, ELIGIBLE)],
        EligibilityChange(100, NOT_YET, ELIGIBLE, None, 100),
        Kind.GAINS,
    ),
    "sooner": (
        [(1, NOT_YET), (200, ELIGIBLE)],
        [(1, NOT_YET), (150, ELIGIBLE)],
        EligibilityChange(150, NOT_YET, ELIGIBLE, 200, 150),
        Kind.GAINS,
    ),
    "later": (
        [(1, NOT_YET), (200, ELIGIBLE)],
        [(1, NOT_YET), (250, ELIGIBLE)],
        EligibilityChange(200, ELIGIBLE, NOT_YET, 200, 250),
        Kind.MOVES,
    ),
    "never": (
        [(1, NOT_YET), (200, ELIGIBLE)],
        [(1, NOT_YET)],
        EligibilityChange(200, ELIGIBLE, NOT_YET, 200, None),
        Kind.LOSES,
    ),
    "moves": (
        [(1, NOT_YET), (200, ELIGIBLE)],
        [(1, PROVISIONAL), (200, ELIGIBLE)],
        EligibilityChange(100, NOT_YET, PROVISIONAL, 200, 200),
        Kind.MOVES,
    ),
    "a new standard": ([], [(1, NOT_YET), (50, ELIGIBLE)], EligibilityChange(100, NOT_YET, ELIGIBLE, None, 100), Kind.GAINS),
    "from before": ([(1, ELIGIBLE)], [(1, NOT_YET)], EligibilityChange(100, ELIGIBLE, NOT_YET, 100, None, True), Kind.LOSES),
}


@pytest.mark.parametrize(("before", "after", "change", "kind"), CASES.values(), ids=CASES)
def test_what_changes_from_day_100(before, after, change, kind):
    found = compare(before, after, 100)
    assert (found, found and found.kind) == (change, kind)


RUNS = st.dictionaries(st.integers(1, 60), st.sampled_from(list(State)), max_size=5).map(lambda runs: sorted(runs.items()))


def state_on(runs, day: int) -> State:
    state = NOT_YET
    for start, value in runs:
        if start <= day:
            state = value
    return state


@given(RUNS, RUNS, st.integers(1, 60))
def test_it_is_what_a_reading_day_by_day_finds(before, after, since):
    days = range(since, 62)
    first = next((day for day in days if state_on(before, day) is not state_on(after, day)), None)
    found = compare(before, after, since)
    if first is None:
        assert found is None
        return
    can = [next((d for d in range(first, 62) if state_on(runs, d) is ELIGIBLE), None) for runs in (before, after)]
    had = state_on(before, first - 1) is ELIGIBLE
    assert found == EligibilityChange(first, state_on(before, first), state_on(after, first), *can, had)
    less = [day for day in days if RIGHT[state_on(after, day)] < RIGHT[state_on(before, day)]]
    assert (found.less and found.less.day) == (less[0] if less else None)
    assert not (less and found.kind is Kind.GAINS) and (less or found.kind is not Kind.LOSES)


LESS = {
    "a right with a co-supervisor": ([(1, PROVISIONAL)], [(1, NOT_YET)], Kind.LOSES, 100),
    "a right with a co-supervisor, for a while": (
        [(1, PROVISIONAL), (200, ELIGIBLE)],
        [(1, NOT_YET), (150, ELIGIBLE)],
        Kind.LOSES,
        100,
    ),
    "from alone to with a co-supervisor": ([(1, ELIGIBLE)], [(1, PROVISIONAL)], Kind.LOSES, 100),
    "a gain, and later a loss": (
        [(1, NOT_YET), (200, ELIGIBLE)],
        [(1, NOT_YET), (150, ELIGIBLE), (300, LAPSED)],
        Kind.LOSES,
        300,
    ),
    "a right with a co-supervisor that would have come": ([(1, NOT_YET), (150, PROVISIONAL)], [(1, NOT_YET)], Kind.LOSES, 150),
    "the same right, later": ([(1, NOT_YET), (150, PROVISIONAL)], [(1, NOT_YET), (160, PROVISIONAL)], Kind.MOVES, 150),
    "another word for nothing": ([(1, NOT_YET)], [(1, LAPSED)], Kind.MOVES, None),
}


@pytest.mark.parametrize(("before", "after", "kind", "day"), LESS.values(), ids=LESS)
def test_whoever_may_do_less_on_any_day_is_found(before, after, kind, day):
    found = compare(before, after, 100)
    assert (found.kind, found.less and found.less.day) == (kind, day)
