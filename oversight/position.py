"""The ten indicators put to a reader: words, tags, curves, and the names behind each number."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from nhsuk.charts import CurveChart, Point
from nhsuk.components import Tag

from .rules.facts import ServiceFacts
from .rules.indicators import INDICATORS, Figure, Indicator, trend_days

AMBER = 70
NOTHING = "Nothing to count"


@dataclass(frozen=True, slots=True)
class ShownIndicator:
    """One indicator on a day: how it is said, and who is behind it. ``trend`` are the figures of thirteen days."""

    indicator: Indicator
    figure: Figure
    trend: tuple[tuple[date, Figure], ...]

    @property
    def value(self) -> str:
        if self.indicator.code == "I9":
            return NOTHING if self.figure.days is None else f"{self.figure.days:g} days"
        return NOTHING if self.figure.percent is None else f"{self.figure.percent}%"

    @property
    def of(self) -> str:
        """The denominator, in words."""
        top, bottom = int(self.figure.top), int(self.figure.bottom)
        if self.indicator.code == "I9":
            return f"in the middle of {bottom}" if bottom else ""
        if not bottom:
            return self._left_out
        minutes = " minutes" if self.indicator.code in ("I2", "I3") else ""
        later = f"; {self.figure.not_yet} not yet due" if self.figure.not_yet else ""
        return f"{top:,} of {bottom:,}{minutes}{later}" + (f"; {self._left_out}" if self._left_out else "")

    @property
    def _left_out(self) -> str:
        """Sessions that came in a file are counted wherever what a file says is enough; where it is not, that is said."""
        count = self.figure.imported
        return f"{count} imported session{'' if count == 1 else 's'} left out: not confirmed here" if count else ""

    @property
    def tag(self) -> Tag | str:
        percent, target = self.figure.percent, self.indicator.target
        if target is None or percent is None:
            return ""
        if percent >= target:
            return Tag("On target", "green")
        return Tag("Below target", "yellow") if percent >= min(AMBER, target) else Tag("Far below", "red")

    @property
    def target(self) -> str:
        return f"{self.indicator.target}%" if self.indicator.target is not None else ""

    def chart(self) -> CurveChart:
        """Thirteen months; where there was nothing to count there is no point."""
        days = self.indicator.code == "I9"
        values = [(on, f.days if days else f.percent) for on, f in self.trend]
        points = [
            Point(on, None, "nothing to count", marked=False)
            if v is None
            else Point(on, float(v), f"{v:g}{' days' if days else '%'}")
            for on, v in values
        ]
        known = [point for point in points if point.value is not None]
        top = max([100.0, *(p.value for p in known)]) if not days else max([28.0, *(p.value for p in known)])
        said = (
            f"{known[0].words} on {known[0].on:%-d %B %Y}, {known[-1].words} on {known[-1].on:%-d %B %Y}"
            if known
            else "nothing to count yet"
        )
        return CurveChart(self.indicator.title, points, 0, top, f"{self.indicator.title}: {said}")


def position(facts: ServiceFacts, on: date, *, with_trend: bool = True) -> list[ShownIndicator]:
    days = trend_days(on) if with_trend else [on]
    return [_shown(indicator, facts, on, days) for indicator in INDICATORS]


def _shown(indicator: Indicator, facts: ServiceFacts, on: date, days: list[date]) -> ShownIndicator:
    trend = tuple((day, indicator.of(facts, day)) for day in days)
    return ShownIndicator(indicator, trend[-1][1], trend)


def behind(shown: ShownIndicator, names: Mapping[int, str]) -> list[str]:
    """The names behind a number, for whoever may see them."""
    return sorted(names.get(key, "a person who has left") for key in shown.figure.behind)
