"""Who is above whom: chains of supervision, which never lead back to where they began."""

from collections.abc import Iterable, Mapping


def everybody_above(start: str, above: Mapping[str, Iterable[str]]) -> set[str]:
    """All who supervise somebody, directly or through others."""
    above_them: set[str] = set()
    open_now = list(above.get(start, ()))
    while open_now:
        if (person := open_now.pop()) not in above_them:
            above_them.add(person)
            open_now.extend(above.get(person, ()))
    return above_them


def closes_a_cycle(supervisee: str, supervisor: str, above: Mapping[str, Iterable[str]]) -> bool:
    """Would this pair put somebody above themselves?"""
    return supervisee == supervisor or supervisee in everybody_above(supervisor, above)
