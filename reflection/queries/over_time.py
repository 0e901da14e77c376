"""Seeing oneself over time: one curve for each part of a measure and each line of a check."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from people.models import Person

from ..labels import ABOUT
from ..models import Record, Tool
from ..rules.tools import Band
from ..rules.words import CHECK, FRAME, HIGHEST_LINE, MEASURE
from ..vault import Unreadable


@dataclass(frozen=True, slots=True)
class At:
    """``value`` is ``None`` where it was incomplete."""

    on: date
    value: Decimal | None


@dataclass(slots=True)
class Curve:
    tool: Tool
    title: str
    low: Decimal
    high: Decimal
    better: str
    bands: tuple[Band, ...] = ()
    bands_source: str = ""
    points: list[At] = field(default_factory=list)


def curves(person: Person) -> list[Curve]:
    """What somebody entered more or less often, by tool and part, the oldest first; in the words of the newest version. One
    query."""
    by_tool: dict[tuple, Curve] = {}
    finished = Record.objects.filter(author=person, finished_at__isnull=False).exclude(tool__kind=FRAME)
    for record in finished.select_related("tool", "author").order_by("on", "pk"):
        try:
            kept = record.content().get("kept", {})
        except Unreadable:
            continue
        for code, curve in _parts(record.tool):
            if code in kept:
                key = (record.tool.code, code, curve.low, curve.high)  # on another scale it is another curve
                before = by_tool.get(key)
                curve.points = [*(before.points if before else ()), At(record.on, _value(kept[code]))]
                by_tool[key] = curve
    return sorted(by_tool.values(), key=lambda curve: (list(ABOUT).index(curve.tool.about), curve.tool.title))


def _parts(tool: Tool):
    if tool.kind == CHECK:
        return [(line.code, Curve(tool, line.title, Decimal(0), Decimal(HIGHEST_LINE), "neither")) for line in tool.form.lines]
    if tool.kind == MEASURE:
        return [(p.code, Curve(tool, p.title, p.low, p.high, p.better, p.bands, p.bands_source)) for p in tool.form.parts]
    return []


def _value(given) -> Decimal | None:
    if isinstance(given, dict):
        return None if given["score"] is None else Decimal(given["score"])
    return Decimal(given)
