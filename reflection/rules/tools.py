"""Reflective tools as data: read, or refused in a sentence that says where.

A *frame* asks prompts of our own and credits whose idea it is. A *measure* takes the scores that somebody worked out on their
own licensed copy: it holds ranges and directions, and never the text of an item. A *check* has a few lines, each from 0 to 10.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .words import ABOUT, BETTER, CHECK, FRAME, KINDS, MEASURE, WELLBEING

SAID = ("kind", "about", "title", "summary", "credit")
KEYS = {"code", "version", *SAID}
ASKS = {FRAME: "prompts", MEASURE: "parts", CHECK: "lines"}
OF_A_PROMPT = {"code", "title", "hint"}
OF_A_LINE = {"code", "title", "low", "high"}
OF_A_PART = {"code", "title", "low", "high", "items", "least", "better", "bands", "bands_source"}
OF_A_BAND = {"up_to", "words"}
CODE = re.compile(r"(?=.{1,32}\Z)[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
RESERVED = frozenset({"record", "revision", "version", "owner", "on", "note", "csrfmiddlewaretoken"})
LONGEST = {"title": 200, "summary": 500, "credit": 1000}


class ToolRefused(ValueError):
    """What is wrong, and where."""


@dataclass(frozen=True, slots=True)
class Prompt:
    code: str
    title: str
    hint: str


@dataclass(frozen=True, slots=True)
class CheckLine:
    """``low`` and ``high``: what 0 and 10 mean, in words."""

    code: str
    title: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Band:
    """What scores up to and with ``up_to`` mean, beginning after the band before."""

    up_to: Decimal
    words: str


@dataclass(frozen=True, slots=True)
class Subscale:
    """A subscale. ``least`` of its ``items`` must be answered for its score to be one. Bands are there only where a source
    bears them, and it is named."""

    code: str
    title: str
    low: Decimal
    high: Decimal
    items: int
    least: int
    better: str
    bands: tuple[Band, ...]
    bands_source: str


@dataclass(frozen=True, slots=True)
class Form:
    """What a tool asks: one of the three is filled."""

    prompts: tuple[Prompt, ...] = ()
    parts: tuple[Subscale, ...] = ()
    lines: tuple[CheckLine, ...] = ()


def private_by_kind(about: str) -> bool:
    """What is about somebody's own wellbeing is health data: nobody else reads it, whatever they choose."""
    return about == WELLBEING


def read_tool(document: Any) -> dict[str, Any]:
    """The document, if a tool can be published from it. Raises ``ToolRefused``."""
    _object(document, KEYS | {ASKS[_kind(document)]}, "$")
    if not _whole(document["version"], 1):
        raise ToolRefused("$.version must be a whole number from 1 on")
    _code(document["code"], "$.code")
    for key in ("title", "summary", "credit"):
        _text(document[key], f"$.{key}", LONGEST[key])
    if document["about"] not in ABOUT:
        raise ToolRefused(f"$.about must be one of {', '.join(ABOUT)}")
    form_of(document)
    read: dict[str, Any] = document
    return read


def form_of(document: dict[str, Any]) -> Form:
    """What a tool asks. Raises ``ToolRefused``."""
    name = ASKS[_kind(document)]
    asked = document[name]
    if not isinstance(asked, list) or not asked:
        raise ToolRefused(f"$.{name} must be a list with at least one entry")
    made: tuple[Any, ...] = tuple(MADE[name](one, f"$.{name}[{place}]") for place, one in enumerate(asked))
    codes = [one.code for one in made]
    for place, code in enumerate(codes):
        _code(code, f"$.{name}[{place}].code")
        if code in RESERVED or code.endswith("-answered"):
            raise ToolRefused(f"$.{name}[{place}].code must be another word: {code} is used by the page")
    if twice := next((code for code in codes if codes.count(code) > 1), None):
        raise ToolRefused(f"$.{name} uses the code {twice} a second time")
    return Form(**{name: made})


def _kind(document: Any) -> str:
    kind: str = document.get("kind", "") if isinstance(document, dict) else ""
    if kind not in KINDS:
        raise ToolRefused(f"$.kind must be one of {', '.join(KINDS)}")
    return kind


def _prompt(given: Any, path: str) -> Prompt:
    _object(given, OF_A_PROMPT, path)
    _text(given["code"], f"{path}.code")
    _text(given["title"], f"{path}.title")
    if not isinstance(given["hint"], str):
        raise ToolRefused(f"{path}.hint must be text")
    return Prompt(**given)


def _line(given: Any, path: str) -> CheckLine:
    _object(given, OF_A_LINE, path)
    for key in OF_A_LINE:
        _text(given[key], f"{path}.{key}")
    return CheckLine(**given)


def _part(given: Any, path: str) -> Subscale:
    _object(given, OF_A_PART, path)
    for key in ("code", "title"):
        _text(given[key], f"{path}.{key}")
    low, high = _number(given["low"], f"{path}.low"), _number(given["high"], f"{path}.high")
    if low >= high:
        raise ToolRefused(f"{path}.high must be above {path}.low")
    if not _whole(given["items"], 1) or not _whole(given["least"], 1) or given["least"] > given["items"]:
        raise ToolRefused(f"{path}.least must be a whole number from 1 to {path}.items")
    if given["better"] not in BETTER:
        raise ToolRefused(f"{path}.better must be one of {', '.join(BETTER)}")
    bands = _bands(given["bands"], given["bands_source"], high, path)
    return Subscale(
        given["code"], given["title"], low, high, given["items"], given["least"], given["better"], bands, given["bands_source"]
    )


def _bands(given: Any, source: Any, high: Decimal, path: str) -> tuple[Band, ...]:
    if not isinstance(given, list):
        raise ToolRefused(f"{path}.bands must be a list")
    if not isinstance(source, str) or bool(given) != bool(source.strip()):
        raise ToolRefused(f"{path}.bands_source must say what bears the bands, and be empty where there are none")
    for place, band in enumerate(given):
        _object(band, OF_A_BAND, f"{path}.bands[{place}]")
        _text(band["words"], f"{path}.bands[{place}].words")
    bands = tuple(Band(_number(band["up_to"], f"{path}.bands[{n}].up_to"), band["words"]) for n, band in enumerate(given))
    ends = [band.up_to for band in bands]
    if ends != sorted(set(ends)) or (ends and ends[-1] != high):
        raise ToolRefused(f"{path}.bands must rise, and the last must end at {path}.high")
    return bands


def _object(given: Any, keys: set[str], path: str) -> None:
    if not isinstance(given, dict) or given.keys() != keys:
        raise ToolRefused(f"{path} must be an object with {', '.join(sorted(keys))}")


def _whole(value: Any, least: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= least


def _number(value: Any, path: str) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not -10_000 <= value <= 10_000:
        raise ToolRefused(f"{path} must be a number")
    return Decimal(str(value))


def _text(value: Any, path: str, longest: int = 300) -> None:
    if not isinstance(value, str) or not value.strip() or len(value) > longest:
        raise ToolRefused(f"{path} must be text of up to {longest} characters")


def _code(value: Any, path: str) -> None:
    if not isinstance(value, str) or not CODE.fullmatch(value):
        raise ToolRefused(f"{path} must be small letters, digits and single dashes, up to 32")


MADE = {"prompts": _prompt, "parts": _part, "lines": _line}
