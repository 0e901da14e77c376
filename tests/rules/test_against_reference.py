"""On generated careers and standards the engine says what stepping through the days says.

``HYPOTHESIS_EXAMPLES=20000`` looks further, at other examples each time.
"""

import os
from datetime import date, timedelta

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from competencies.rules.answer import answer, state_on
from competencies.rules.eligibility import timeline
from competencies.rules.outcome import outcome_on
from competencies.rules.standard import read_version, standard_of

from .careers import FRAMEWORKS
from .reference import Reference, leaves
from .standards import EASY, cases

FURTHER = os.environ.get("HYPOTHESIS_EXAMPLES")
AS_FAR_AS_TOLD = settings(
    max_examples=int(FURTHER or 60),
    derandomize=FURTHER is None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def both(case):
    career, documents, pool = case
    standard = standard_of([read_version(document, FRAMEWORKS) for document in documents])
    start, last = pool[0] - timedelta(3), pool[-1] + timedelta(800)
    return timeline(career, standard), standard, Reference(career, documents, FRAMEWORKS, start, last)


def over(days, runs):
    return [outcome_on(runs, day.toordinal()).word for day in days]


@AS_FAR_AS_TOLD
@given(cases() | cases(EASY))
def test_every_day_of_the_timeline(case):
    """States, the outcome of both trees of each version, and of each of their requirements, advisable ones too."""
    engine, _, reference = both(case)
    days = reference.days
    assert [state_on(engine.states, day.toordinal())[0].value for day in days] == reference.states
    for ours, becoming, staying in zip(engine.versions, reference.becoming, reference.staying, strict=True):
        assert (ours.staying is None) == (staying is None)
        for tree, expected in [(ours.becoming, becoming), *([(ours.staying, staying)] if staying else [])]:
            assert over(days, tree.outcome) == expected.root
            assert [over(days, runs) for runs in tree.leaves] == [words for _, words in expected.leaves]
    event(" ".join(sorted(set(reference.states))))


def run_around(words: list[str], place: int) -> tuple[int, int]:
    """The first and last place of the run of one word that covers a place."""
    start = stop = place
    while start and words[start - 1] == words[place]:
        start -= 1
    while stop + 1 < len(words) and words[stop + 1] == words[place]:
        stop += 1
    return start, stop


class Told:
    """What stepping through the days says of one day. What lies beyond the last day is not told: ``None``."""

    def __init__(self, reference: Reference, day: date):
        self.reference, self.days, self.first = reference, reference.days, reference.first
        self.day, self.place = day, reference.days.index(day)

    def since_and_until(self, words: list[str]) -> tuple[date | None, date | None]:
        start, stop = run_around(words, self.place)
        known = self.first is not None and self.day >= self.first
        return max(self.days[start], self.first) if known else None, self.days[stop] if stop + 1 < len(words) else None

    def requirement(self, name: str, words: list[str]):
        met = next((day for day, word in zip(self.days, words, strict=True) if day >= self.day and word == "met"), None)
        return name, words[self.place], *self.since_and_until(words), met

    def state(self):
        return self.reference.states[self.place], *self.since_and_until(self.reference.states)

    def requirements(self):
        becoming = self.reference.becoming[self.reference.in_force(self.day)]
        staying = self.reference.staying[self.reference.stays_by(self.day, self.reference.since[self.place])]
        return [self.requirement(*leaf) for tree in (becoming, staying) if tree for leaf in tree.leaves]


@AS_FAR_AS_TOLD
@given(cases() | cases(EASY), st.data())
def test_the_answer_on_a_day(case, data):
    """State, since and until; each requirement of the versions that judge, its run and when it is met; which are of staying."""
    engine, standard, reference = both(case)
    near = [day + timedelta(beside) for day in case[2] for beside in (-1, 0, 1)]
    last = reference.days[-1]

    def told(day: int | None, beyond: date) -> date | None:
        return None if day is None or date.fromordinal(day) >= beyond else date.fromordinal(day)

    for day in data.draw(st.lists(st.sampled_from(near) | st.sampled_from(reference.days), min_size=6, max_size=6)):
        ours, expected = answer(engine, standard, day.toordinal()), Told(reference, day)
        in_force, stays_by = reference.in_force(day), reference.stays_by(day, reference.since[expected.place])
        run = told(ours.since, date.max), told(ours.until, last)
        assert (ours.state.value, *run) == expected.state()
        assert (ours.judged_by, ours.stays_by) == (in_force, stays_by)
        assert [
            (s.leaf.id, s.outcome.word, told(s.since, date.max), told(s.until, last), told(s.met_on, last + timedelta(1)))
            for s in ours.stands
        ] == expected.requirements()
        of_staying = len(list(leaves(reference.documents[stays_by].get("staying", {"op": "ALL", "of": []}))))
        assert sum(s.staying for s in ours.stands) == of_staying
