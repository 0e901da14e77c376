"""When two spellings are one name: whoever's keyboard has no ń, no ’ and no capitals writes the same name."""

import re

from anyascii import anyascii

PART = re.compile(r"\w+")


def plain(name: str) -> str:
    """The name in letters that every keyboard has, in small ones, with single spaces: ``jo o'zielinski`` for ``Jo
    O’Zieliński``."""
    return " ".join(anyascii(name).casefold().split())


def same_name(typed: str, name: str) -> bool:
    """Is it the person's name, however they write capitals, accents and spaces?"""
    return bool(typed.strip()) and plain(typed) == plain(name)


def matches(words: str, name: str) -> bool:
    """Does every typed word begin one of the name's words? ``ni sio`` finds Siobhán Ní Dhomhnaill, ``byrne`` finds Niamh
    O'Byrne; no word finds all."""
    whole = plain(name)
    parts = {*whole.split(), *PART.findall(whole)}
    return all(any(part.startswith(word) for part in parts) for word in plain(words).split())
