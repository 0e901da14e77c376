"""The chain of supervision of supervision: its holes are found, and nothing else is."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervisionofsupervision.rules.chain import Chain, ChainGap, ChainPlace, Hole
from supervisionofsupervision.rules.dose import DoseMonth
from supervisionofsupervision.rules.policy import Either


def chain(supervisors, *places, top=(100,), gone=()):
    people = {p.person for p in places} | {p.leader for p in places if p.leader is not None} | set(supervisors)
    return Chain(frozenset(supervisors), tuple(places), frozenset(people - set(gone)), frozenset(top))


def test_up_to_the_top_there_is_no_hole():
    found = chain({1, 2, 3}, ChainPlace(1, 100), ChainPlace(2, 1), ChainPlace(3, outside="Dr Reed"))
    assert (found.holes(), found.reciprocal()) == ((), ())


HOLES = {
    "nobody": (chain({1, 2}, ChainPlace(1, 100)), [ChainGap(Hole.NOBODY, (2,))]),
    "who leads has left": (chain({1}, ChainPlace(1, 5), gone={5}), [ChainGap(Hole.LEADER_LEFT, (1,))]),
    "who leads has nobody": (chain({1}, ChainPlace(1, 5)), [ChainGap(Hole.LEADER_ALONE, (5,))]),
    "a ring of three": (
        chain({1, 2, 3}, ChainPlace(1, 2), ChainPlace(2, 3), ChainPlace(3, 1)),
        [ChainGap(Hole.RING, (1, 2, 3))],
    ),
    "one who leads and has nobody themselves is one hole": (chain({1, 5}, ChainPlace(1, 5)), [ChainGap(Hole.NOBODY, (5,))]),
    "peers stand": (chain({1, 2}, ChainPlace(1, peers=True), ChainPlace(2, peers=True)), []),
    "one of two leaders has left": (chain({1}, ChainPlace(1, 5), ChainPlace(1, 100), gone={5}), []),
}


@pytest.mark.parametrize(("found", "holes"), HOLES.values(), ids=HOLES)
def test_holes(found, holes):
    assert list(found.holes()) == holes


def test_two_who_lead_each_other_are_warned_of():
    found = chain({1, 2}, ChainPlace(1, 2), ChainPlace(2, 1))
    assert (found.holes(), found.reciprocal(), found.rings()) == ((), ((1, 2),), ((1, 2),))


@pytest.mark.parametrize("seed", range(5))
def test_nine_planted_holes_among_a_hundred_and_twenty(seed):
    """Twenty groups of six, each led by one of the group before or by who stands at the top; then nine things go wrong."""
    made = random.Random(seed)
    people = list(range(120))
    led_by = {p: 1000 if p < 12 else made.randrange(p // 6 * 6 - 6, p // 6 * 6) for p in people}
    for group in range(2, 20):
        leader = led_by[group * 6]
        led_by |= dict.fromkeys(range(group * 6, group * 6 + 6), leader)
    planted: set[ChainGap] = set()
    gone = set()
    for person in (117, 118, 119):
        del led_by[person]
        planted.add(ChainGap(Hole.NOBODY, (person,)))
    for number, person in enumerate((111, 112)):
        led_by[person] = 2000 + number
        gone.add(2000 + number)
        planted.add(ChainGap(Hole.LEADER_LEFT, (person,)))
    for number, person in enumerate((105, 106)):
        led_by[person] = 3000 + number
        planted.add(ChainGap(Hole.LEADER_ALONE, (3000 + number,)))
    for ring in ((90, 97, 103), (91, 98, 104, 110)):
        led_by |= dict(zip(ring, (*ring[1:], ring[0]), strict=True))
        planted.add(ChainGap(Hole.RING, ring))
    places = [ChainPlace(person, leader) for person, leader in led_by.items()]
    found = chain(people, *places, top={1000}, gone=gone)
    assert len(planted) == 9
    assert set(found.holes()) == planted and len(found.holes()) == 9


def _in_a_ring(above: dict[int, int], start: int) -> bool:
    seen, one = set(), above.get(start)
    while one is not None and one not in seen:
        if one == start:
            return True
        seen.add(one)
        one = above.get(one)
    return False


@settings(max_examples=200)
@given(st.dictionaries(st.integers(0, 9), st.integers(0, 9), max_size=10))
def test_rings_are_those_that_a_walk_finds(above):
    above = {person: leader for person, leader in above.items() if person != leader}
    found = chain(above, *(ChainPlace(person, leader) for person, leader in above.items()))
    assert {person for ring in found.rings() for person in ring} == {person for person in above if _in_a_ring(above, person)}


@pytest.mark.parametrize(
    ("had", "given_minutes", "together", "due", "enough"),
    [
        (60, 2000, Either.ANY_OF, 60, True), (59, 2000, Either.ANY_OF, 60, False), (48, 960, Either.ANY_OF, 48, True),
        (47, 960, Either.ANY_OF, 48, False), (48, 960, Either.GREATER_OF, 60, False), (100, 2000, Either.GREATER_OF, 100, True),
        (0, 0, Either.ANY_OF, 60, False), (49, 961, Either.ANY_OF, 49, True),
    ],
)  # fmt: skip
def test_an_hour_or_five_percent(had, given_minutes, together, due, enough):
    month = DoseMonth(had, given_minutes, together)
    assert (month.due, month.enough) == (due, enough)
