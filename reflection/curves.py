"""Curves as charts with their words: what is drawn of oneself over time."""

from dataclasses import dataclass

from nhsuk.charts import CurveChart, Point, Shade

from . import labels
from .models import Tool
from .queries.over_time import At, Curve
from .queries.records import plain


@dataclass(frozen=True, slots=True)
class Drawn:
    """One curve with what must be said beside it."""

    tool: Tool
    chart: CurveChart
    note: str


def drawn(curve: Curve) -> Drawn:
    points = [Point(at.on, None if at.value is None else float(at.value), _words(at, curve)) for at in curve.points]
    lows = [curve.low, *(band.up_to for band in curve.bands)]
    shades = [Shade(float(low), float(band.up_to), band.words) for low, band in zip(lows, curve.bands, strict=False)]
    chart = CurveChart(curve.title, points, float(curve.low), float(curve.high), _summary(curve), shades)
    borne = f"The bands are from {curve.bands_source}" if curve.bands else ""
    return Drawn(curve.tool, chart, " ".join(filter(None, (labels.BETTER[curve.better], borne))))


def _words(at: At, curve: Curve) -> str:
    if at.value is None:
        return "incomplete"
    band = next((band.words for band in curve.bands if at.value <= band.up_to), "")
    return f"{plain(at.value)} ({band})" if band else plain(at.value)


def _summary(curve: Curve) -> str:
    known = [at for at in curve.points if at.value is not None]
    scale = f"{curve.title}, on a scale from {plain(curve.low)} to {plain(curve.high)}"
    if not known:
        return f"{scale}: every entry is incomplete."
    first, last = known[0], known[-1]
    if first is last:
        return f"{scale}: {plain(first.value)} on {first.on.day} {first.on:%B %Y}."
    return (
        f"{scale}: {plain(first.value)} on {first.on.day} {first.on:%B %Y}, {plain(last.value)} on "
        f"{last.on.day} {last.on:%B %Y}, "
        f"{len(known)} entries."
    )
