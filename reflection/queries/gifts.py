"""Strengths and offers, opened."""

from ..vault import GONE, Unreadable


def opened(rows) -> list[tuple]:
    """Each row with its words."""
    return [(row, _words(row)) for row in rows.select_related("person")]


def _words(row) -> str:
    try:
        return row.content()["words"]
    except Unreadable:
        return GONE
