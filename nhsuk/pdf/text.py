"""What a person typed, made safe to print."""

import re
import unicodedata

LONGEST_WORD = 60
LONGEST_PARAGRAPH = 200


class _Clean(dict[int, str | None]):
    """Controls, formats and direction overrides go; halves of characters and non-characters become U+FFFD."""

    def __missing__(self, code: int) -> str | None:
        category = unicodedata.category(chr(code))
        if code == 0x0A:
            self[code] = "\n"
        elif code == 0x09:
            self[code] = " "
        elif category in ("Cc", "Cf") or 0xFE00 <= code <= 0xFE0F:
            self[code] = None
        else:
            self[code] = "\ufffd" if category == "Cs" or code & 0xFFFE == 0xFFFE else chr(code)
        return self[code]


_CLEAN = _Clean()


def clean(text: str) -> str:
    """What may be printed of a text: composed characters, `\\n` between lines, no blank edges.

    Composed 60 characters at a time, since composing 200,000 combining marks in one go takes half a minute.
    """
    text = "\n".join(text.splitlines()).translate(_CLEAN).strip()
    if text.isascii():
        return text
    runs = re.findall(rf"\S{{1,{LONGEST_WORD}}}|\s+", text)
    return "".join(unicodedata.normalize("NFC", run) for run in runs)


def one_line(text: str) -> str:
    """A cleaned text without line breaks, for titles and bookmarks."""
    return " ".join(clean(text).split())


def paragraphs(text: str) -> list[str]:
    """A cleaned text in parts of at most 200 words, ending with a sentence where one ends in the second half."""
    words = list(re.finditer(r"\S+", text))
    parts, first = [], 0
    while first < len(words):
        stop = min(first + LONGEST_PARAGRAPH, len(words))
        if stop < len(words):
            stop = next((end for end in range(stop, stop - LONGEST_PARAGRAPH // 2, -1) if _ends(words[end - 1])), stop)
        parts.append(text[words[first].start() : words[stop - 1].end()])
        first = stop
    return parts


def _ends(word: re.Match[str]) -> bool:
    return word.group().endswith((".", "!", "?"))
