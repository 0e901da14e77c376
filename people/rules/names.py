"""When two spellings are one name: whoever's keyboard has no ń, no ’ and no capitals writes the same name."""

from anyascii import anyascii


def plain(name: str) -> str:
    """The name in letters that every keyboard has, in small ones, with single spaces: ``jo o'zielinski`` for ``Jo
    O’Zieliński``."""
    return " ".join(anyascii(name).casefold().split())


def same_name(typed: str, name: str) -> bool:
    """Is it the person's name, however they write capitals, accents and spaces?"""
    return bool(typed.strip()) and plain(typed) == plain(name)
