"""Who may not sign, as parts of the house above this one know it: each registers a bar."""

from collections.abc import Callable
from datetime import date

Bar = Callable[[int, set[int], date], dict[int, str]]
_bars: list[Bar] = []


def bar(source: Bar) -> Bar:
    """Have ``source`` say who may not sign for a person on a day, and why: by the signer's key."""
    _bars.append(source)
    return source


def barred_from_signing(person: int, candidates: set[int], on: date) -> dict[int, str]:
    """Those of the candidates who may not sign for the person (a key) on the day, and why."""
    return {key: why for source in _bars for key, why in source(person, candidates, on).items()}
