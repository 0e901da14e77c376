"""What may be said of many without telling of one.

Answers are put together for a fixed quarter, from five people or more, in three words and never as a number. And a set of
people is put together only if nobody's answer follows from it and from all that was published before, had everybody answered
the same each time: what one learns by taking the one set of people from the other.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction

from .words import HIGHEST_LINE

FEWEST = 5
"""People whose answers are put together, at least."""

FEWEST_FOR_WELLBEING = 10
ROUNDED_TO = 5
LOW, MIDDLE, HIGH = "low", "middle", "high"
BANDS = (LOW, MIDDLE, HIGH)


def band(answers: Collection[int]) -> str:
    """In which of the three the average lies. Each is so wide that any one of five could have answered anything at all."""
    total, most = sum(answers), HIGHEST_LINE * len(answers)
    if total * 10 < most * 4:
        return LOW
    return MIDDLE if total * 10 < most * 7 else HIGH


def put_together(
    given: Mapping[str, Mapping[str, int]], published: Sequence[frozenset[str]]
) -> tuple[frozenset[str], dict[str, str]] | None:
    """Whose answers may be published as one, and the band of each line; nothing where none may.

    ``given``: who answered what on each line in a quarter. ``published``: the sets of people of the quarters before. Whoever
    makes the difference to an earlier set is left out, so that the others are still heard.
    """
    everybody = frozenset(given)
    sets = [everybody, *sorted({everybody & before for before in published}, key=lambda one: (-len(one), sorted(one)))]
    for people in sets:
        if len(people) >= FEWEST and not (tells_of_few(people, published) or tells_of_one([*published, people])):
            lines = {code: band([given[person][code] for person in people]) for code in _lines(given, people)}
            return people, lines
    return None


def _lines(given: Mapping[str, Mapping[str, int]], people: Iterable[str]) -> list[str]:
    """The lines that every one of them answered, in the order of the first."""
    people = sorted(people)
    return [code for code in given[people[0]] if all(code in given[person] for person in people)]


def tells_of_few(people: frozenset[str], published: Iterable[frozenset[str]]) -> bool:
    """Are these all of an earlier set but for fewer than five, or the other way round?"""
    nested = (one ^ people for one in published if one <= people or people <= one)
    return any(0 < len(rest) < FEWEST for rest in nested)


def tells_of_one(sets: Iterable[frozenset[str]]) -> bool:
    """Is there a way to add and subtract the totals of these sets so that one person alone is left?"""
    rows = [{person: Fraction(1) for person in one} for one in set(sets)]
    done: list[dict[str, Fraction]] = []
    for row in rows:
        row = _without(row, done)
        if row:
            pivot = min(row)
            row = {person: share / row[pivot] for person, share in row.items()}
            done = [_minus(other, row, other.get(pivot, Fraction(0))) for other in done] + [row]
    return any(len(row) == 1 for row in done)


def _without(row: dict[str, Fraction], done: Iterable[dict[str, Fraction]]) -> dict[str, Fraction]:
    for other in done:
        row = _minus(row, other, row.get(min(other), Fraction(0)))
    return row


def _minus(row: dict[str, Fraction], other: Mapping[str, Fraction], times: Fraction) -> dict[str, Fraction]:
    people = row.keys() | other.keys()
    left = {person: row.get(person, Fraction(0)) - times * other.get(person, Fraction(0)) for person in people}
    return {person: share for person, share in left.items() if share}


def people_said(count: int, population: int, fewest: int) -> int | None:
    """How many of a service a page says that there were: to the five below, nothing of fewer than ``fewest``, and never so many
    that fewer than that are left who may not have been among them."""
    said = min(count, population - fewest)
    return said // ROUNDED_TO * ROUNDED_TO if said >= fewest else None
