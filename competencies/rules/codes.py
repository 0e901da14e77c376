"""Codes on paper: easy to read out, hard to mistype, impossible to guess."""

import re

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without what is read for something else: 0 and O, 1, I and L, U."""

LENGTH = 16


def written(code: str) -> str:
    """In groups of four, as it stands on the paper."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def typed(text: str) -> str:
    """The code that somebody typed, with or without dashes of any kind, in capitals or not."""
    return re.sub(r"[^0-9A-Z]", "", text.upper())
