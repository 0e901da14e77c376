"""The first page of a pack: what a board has to know, in a few sentences and one picture."""

from collections.abc import Sequence

from reportlab.graphics import shapes
from reportlab.lib.colors import HexColor

from competencies.labels import STATES
from competencies.rules.outcome import State
from nhsuk import pdf
from nhsuk.words import how_many, in_a_list, in_a_sentence

from ..position import ShownIndicator
from .contents import Section
from .shorter import by_state

LABEL, WIDTH, BAR, GAP = 152, 190, 12, 9
"""Points: of the names, of a whole bar, and of a bar's height and what is left below it. All of it fits on upright paper."""


def summary(shown: Sequence[ShownIndicator], sections: Sequence[Section]) -> list[pdf.Block]:
    position = next(section for section in sections if section.code == "position")
    return [
        pdf.Heading(1, "Summary"),
        pdf.Bullets(in_sentences(shown, sections)),
        pdf.Heading(2, "Indicators"),
        pdf.Paragraph(f"{position.words} The black line on a bar is the target."),
        pdf.Drawing(_bars(shown), in_words(shown)),
    ]


def in_sentences(shown: Sequence[ShownIndicator], sections: Sequence[Section]) -> list[str]:
    of = {section.code: section for section in sections}
    return [_who_can(of["register"]), *_targets(shown), _missing(of["missing"]), _exceptions(of["exceptions"])]


def _who_can(register: Section) -> str:
    rows = register.tables[0].rows
    counts = {state: len(of_it) for state, of_it in by_state(rows).items()}
    can, beside = (counts.get(str(STATES[state]), 0) for state in (State.ELIGIBLE, State.PROVISIONAL))
    more = f", and {beside} with a co-supervisor" if beside else ""
    return f"{can} of {how_many(len(rows), 'person', 'people')} in post can supervise{more}."


def _targets(shown: Sequence[ShownIndicator]) -> list[str]:
    counted = [one for one in shown if one.indicator.target is not None and one.figure.percent is not None]
    below = [f"{one.indicator.title} ({one.value})" for one in counted if one.figure.percent < one.indicator.target]
    met = f"{len(counted) - len(below)} of {how_many(len(counted), 'target')} met."
    return [f"{met} Below target: {in_a_list(below, 'and')}." if below else met] if counted else []


def _missing(missing: Section) -> str:
    return f"Missing records: {', '.join(in_a_sentence(table.caption) for table in missing.tables) or 'none'}."


def _exceptions(exceptions: Section) -> str:
    counts = [f"{in_a_sentence(table.caption)} ({len(table.rows)})" for table in exceptions.tables if table.rows]
    return f"Exceptions in this period: {', '.join(counts) or 'none'}."


def in_words(shown: Sequence[ShownIndicator]) -> str:
    """The picture for whoever cannot see it: the same names, numbers and targets."""
    targets = {one.indicator.code: f", target {one.target}" if one.target else "" for one in shown}
    return "; ".join(f"{one.indicator.title}: {_figure(one)}{targets[one.indicator.code]}" for one in shown)


def _figure(one: ShownIndicator) -> str:
    """``93%, 28 of 30``; what else there is to say of the count is in the table."""
    counted = one.of.partition(";")[0] if one.figure.percent is not None or one.figure.days is not None else ""
    return f"{one.value}, {counted}" if counted else one.value


def _bars(shown: Sequence[ShownIndicator]) -> shapes.Drawing:
    """A bar for each share, all on one scale, with its number and a line at its target; what is no share has no bar."""
    drawing = shapes.Drawing(LABEL + WIDTH + 150, len(shown) * (BAR + GAP))
    for place, one in enumerate(shown):
        bottom = drawing.height - place * (BAR + GAP) - BAR
        drawing.add(shapes.String(0, bottom + 2, one.indicator.title, fontSize=10))
        drawing.add(shapes.String(LABEL + WIDTH + 8, bottom + 2, _figure(one), fontSize=10))
        if one.figure.percent is not None:
            _bar(drawing, bottom, min(one.figure.percent, 100), one.indicator.target)
    return drawing


def _bar(drawing: shapes.Drawing, bottom: float, percent: int, target: int | None) -> None:
    drawing.add(shapes.Rect(LABEL, bottom, WIDTH, BAR, fillColor=HexColor("#d8dde0"), strokeColor=None))
    drawing.add(shapes.Rect(LABEL, bottom, WIDTH * percent / 100, BAR, fillColor=HexColor("#005eb8"), strokeColor=None))
    if target is not None:
        at = LABEL + WIDTH * target / 100
        drawing.add(shapes.Line(at, bottom - 2, at, bottom + BAR + 2, strokeColor=HexColor("#212b32"), strokeWidth=2))
