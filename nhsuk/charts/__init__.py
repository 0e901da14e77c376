"""Charts drawn by the server as SVG, each with a text twin that says the same.

Colours come from the design system and never carry a meaning alone: every bar has its words in it, or a number with its words
below.
"""

from .bars import BarsChart, FilledBar, WeekCount, WeeksChart
from .clock import ClockChart, ClockStretch
from .count import CountChart, Counted
from .curve import CurveChart, Point, Shade
from .dose import DoseChart, DoseWeek
from .need import Met, NeedChart
from .progress import ProgressChart
from .shares import BarShare, ShareChart
from .timeline import Bar, Lane, TimelineChart
from .tree import Branch, TreeChart

__all__ = [
    "Bar",
    "BarShare",
    "BarsChart",
    "Branch",
    "ClockChart",
    "ClockStretch",
    "CountChart",
    "Counted",
    "CurveChart",
    "DoseChart",
    "DoseWeek",
    "FilledBar",
    "Lane",
    "Met",
    "NeedChart",
    "Point",
    "ProgressChart",
    "Shade",
    "ShareChart",
    "TimelineChart",
    "TreeChart",
    "WeekCount",
    "WeeksChart",
]
