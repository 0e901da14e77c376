"""How words of the pages are put together."""

from collections import Counter
from collections.abc import Iterable


def in_a_sentence(label: str) -> str:
    """A label as it stands inside a sentence: abbreviations keep their capitals."""
    return label if label[:2].isupper() else f"{label[:1].lower()}{label[1:]}"


def in_a_list(words: Iterable[str], last: str = "or") -> str:
    """``a, b or c``."""
    words = list(words)
    return f" {last} ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def a(noun: str) -> str:
    """``an absence``, ``a post``."""
    return f"{'an' if noun[:1].lower() in 'aeio' else 'a'} {noun}"


def how_many(count: int, one: str, many: str = "") -> str:
    """``1 day``, ``2 days``: ``many`` where the plural is not the singular with an s."""
    return f"{count} {one if count == 1 else many or f'{one}s'}"


def counted(words: Iterable[str]) -> str:
    """``5, 12 (3), 19``: what comes more than once, with how often in brackets."""
    return ", ".join(word if count == 1 else f"{word} ({count})" for word, count in Counter(words).items())
