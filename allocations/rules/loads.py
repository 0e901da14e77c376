"""What supervisors have to do, in parts of what they have time for."""

from collections.abc import Mapping
from fractions import Fraction
from math import gcd

from .problem import Problem


def highest_load(problem: Problem, pairs: Mapping[str, str]) -> Fraction:
    """The load of whoever has most to do for the time they have."""
    used = {s.key: s.used for s in problem.supervisors}
    for one in problem.supervisees:
        if one.key in pairs:
            used[pairs[one.key]] += one.minutes
    return max((Fraction(used[s.key], s.capacity) for s in problem.supervisors if s.capacity), default=Fraction())


def loads_up_to(problem: Problem, most: Fraction) -> list[Fraction]:
    """Every load that a supervisor can come to have, up to one that is known; none is below what stands already."""
    step = gcd(*(one.minutes for one in problem.supervisees)) or 1
    with_capacity = [s for s in problem.supervisors if s.capacity]
    least = max((Fraction(s.used, s.capacity) for s in with_capacity), default=Fraction())
    fractions = {Fraction(s.used + more, s.capacity) for s in with_capacity for more in range(0, s.minutes + 1, step)}
    return sorted({load for load in fractions if least <= load <= most} | {least, max(least, most)})


def room_within(problem: Problem, load: Fraction) -> dict[str, int]:
    """The minutes that each supervisor may still take without going above a load."""
    return {s.key: max(0, min(s.minutes, int(load * s.capacity) - s.used)) for s in problem.supervisors}
