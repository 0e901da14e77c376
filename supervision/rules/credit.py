"""How much of a session in a group counts for each who attends. Bodies differ, so the formula is data of a rule (``DOSES``).

``people`` are those supervised; a facilitator is not counted, in a group of peers everybody is. Minutes come back exact.
"""

from collections.abc import Callable
from fractions import Fraction

Formula = Callable[[Fraction, int], Fraction]
NOTHING = Fraction(0)


def _half_to_four(minutes: Fraction, people: int) -> Fraction:
    """BACP: up to four people half of the time, from five on each their share."""
    if people == 1:
        return minutes
    return minutes / 2 if people <= 4 else minutes / people


def _double_share(minutes: Fraction, people: int) -> Fraction:
    """BABCP, training cases: twice one's share, in groups of at most four."""
    return min(minutes, 2 * minutes / people) if people <= 4 else NOTHING


def _full_to_six(minutes: Fraction, people: int) -> Fraction:
    """BABCP, accredited members: all of it, in groups of at most six."""
    return minutes if people <= 6 else NOTHING


def _half_or_third(minutes: Fraction, people: int) -> Fraction:
    """Addiction Professionals: up to four people half, from five on a third."""
    if people == 1:
        return minutes
    return minutes / 2 if people <= 4 else minutes / 3


def _half_hour_each(minutes: Fraction, people: int) -> Fraction:
    """CWP registration (BABCP): all of it, in groups of at most four with half an hour for each."""
    return minutes if people == 1 or (people <= 4 and minutes / people >= 30) else NOTHING


FORMULAS: dict[str, Formula] = {
    "full": lambda minutes, people: minutes,
    "half_to_four": _half_to_four,
    "double_share": _double_share,
    "full_to_six": _full_to_six,
    "half_or_third": _half_or_third,
    "half_hour_each": _half_hour_each,
}


def credit(formula: str, minutes: int, people: int) -> Fraction:
    """Minutes that count for one of ``people`` in a session of so many ``minutes``. Raises ``KeyError`` for a formula there is
    not."""
    return FORMULAS[formula](Fraction(minutes), people) if people > 0 else NOTHING
