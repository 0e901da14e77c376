"""Cells that a spreadsheet would run as a formula: made harmless on the way out, restored on the way in.

A cell that begins with one of ``= + - @``, a tab or a carriage return (or a full-width twin of a sign) gets an apostrophe in
front. So that this can be undone, a cell that already begins with apostrophes before such a sign gets one more.
"""

import re

DANGEROUS = "=+-@\t\r\n＝＋－＠"
_GUARDED = re.compile(f"'*[{re.escape(DANGEROUS)}]")


def is_dangerous(text: str) -> bool:
    """Would a spreadsheet run it, once it is typed into a cell?"""
    return text.startswith(tuple(DANGEROUS))


def harmless(cell: str) -> str:
    return f"'{cell}" if _GUARDED.match(cell) else cell


def restored(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _GUARDED.match(cell) else cell
