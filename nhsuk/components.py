"""NHS.UK components: the exact markup of the design system, from its own templates, and the few that it leaves to a service.

Plain data goes in: ``Tag``, ``Link``, ``Column`` and ``Table`` are what pages, CSV and PDF say a thing with.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader

from .words import in_a_sentence


@cache
def environment() -> Environment:
    return Environment(
        loader=ChoiceLoader([PackageLoader("nhsuk", "jinja"), PackageLoader("nhsuk_frontend_jinja")]),
        autoescape=True,
        undefined=ChainableUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


@cache
def _macro(component: str):
    """The macro of a component: named like it, but for the one list that is simply called a list."""
    head, *rest = component.split("-")
    name = "list" if component == "do-dont-list" else head + "".join(part.title() for part in rest)
    return getattr(environment().get_template(f"nhsuk/components/{component}/macro.jinja").module, name)


def html(value: Any) -> str:
    """Escaped, unless it says itself how it is written. As Django's own, without what that does for lazy translations."""
    return value.__html__() if hasattr(value, "__html__") else escape(str(value))


UNCHANGING = frozenset({"breadcrumb", "button", "footer", "header", "select", "skip-link", "tag"})


def render(component: str, /, *, unchanging: bool = False, **params: Any) -> SafeString:
    """One component of the design system with its documented parameters.

    Components that look the same page after page are rendered once for the same parameters.
    """
    if unchanging or component in UNCHANGING:
        return _rendered(component, json.dumps(params, sort_keys=True, default=str))
    return mark_safe(_macro(component)(params))


@lru_cache(maxsize=1024)
def _rendered(component: str, params: str) -> SafeString:
    return mark_safe(_macro(component)(json.loads(params)))


@lru_cache(maxsize=256)
def _tag(text: str, colour: str) -> SafeString:
    modifier = f" nhsuk-tag--{colour}" if colour else ""
    return format_html('<strong class="nhsuk-tag{}">{}</strong>', modifier, text)


@dataclass(frozen=True, slots=True)
class Tag:
    """A state in a word or two, with a colour of the design system."""

    text: str
    colour: str = ""

    def __str__(self) -> str:
        return self.text

    def __html__(self) -> SafeString:
        return _tag(self.text, self.colour)


@dataclass(frozen=True, slots=True)
class Link:
    """``hidden`` is said to whoever hears the page, after the text: which of many alike it is."""

    text: str
    href: str
    hidden: str = ""

    def __str__(self) -> str:
        return self.text

    def __html__(self) -> SafeString:
        return (
            mark_safe(f'<a class="nhsuk-link" href="{html(self.href)}">{html(self.text)}{self._hidden()}</a>')
            if self.href
            else mark_safe(html(self.text))
        )

    def _hidden(self) -> str:
        apart = "" if self.hidden[:1] in (":", ",") else " "
        return f'<span class="nhsuk-u-visually-hidden">{apart}{html(self.hidden)}</span>' if self.hidden else ""


@dataclass(frozen=True, slots=True)
class Lines:
    """Several things in one cell, one under the other."""

    items: tuple[Any, ...]

    def __str__(self) -> str:
        return "; ".join(str(item) for item in self.items)

    def __html__(self) -> SafeString:
        spans = "".join(f"<span>{html(item)}</span>" for item in self.items)
        return mark_safe(f'<div class="sg-stack">{spans}</div>')


@dataclass(frozen=True, slots=True)
class Column:
    """``sort``: the address that sorts by it, ``sorted``: ``ascending`` or ``descending`` where it is. What is a ``detail``
    is folded away on a phone, behind "More" at the end of its row."""

    title: str
    sort: str = ""
    sorted: str = ""
    numeric: bool = False
    nowrap: bool = False
    detail: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under columns. ``empty`` is the sentence that stands in place of a table without rows."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]]
    empty: str = "There is nothing to show."
    caption_hidden: bool = False

    @property
    def folds(self) -> bool:
        """Is there something that a phone shows only when asked?"""
        return any(column.detail for column in self.columns)

    @property
    def nothing(self) -> str:
        """What is said where there are no rows: after its title, since a part that is empty and names nothing could be any of
        many."""
        return self.empty if self.caption_hidden else f"{self.caption}: {in_a_sentence(self.empty)}"

    def __html__(self) -> SafeString:
        if not self.rows:
            return format_html("<p>{}</p>", self.nothing)
        opened = [_cell(column) for column in self.columns]
        rows = "".join(_row(opened, row, self._more(row)) for row in self.rows)
        return mark_safe(environment().get_template("table.jinja").render(table=self, rows=mark_safe(rows)))

    def _more(self, row: Sequence[Any]) -> str:
        """The last cell of a row on a phone: its details once more, folded away. Where nothing folds there is none."""
        if not self.folds:
            return ""
        pairs = zip(self.columns, row, strict=True)
        facts = [(column.title, shown) for column, value in pairs if column.detail and (shown := html(value))]
        return _folded(str(row[0]), facts)


def _cell(column: Column) -> tuple[str, str]:
    """How a cell of the column begins, filled or empty; on a phone it says its column's title itself."""
    classes = "nhsuk-table__cell" + " nhsuk-table__cell--numeric" * column.numeric + " sg-nowrap" * column.nowrap
    classes += " sg-detail" * column.detail
    title = f'role="cell"><span class="nhsuk-table__heading" aria-hidden="true">{html(column.title)} </span><span>'
    return f'<td class="{classes}" {title}', f'<td class="{classes} sg-empty" {title}'


def _folded(about: str, facts: Sequence[tuple[str, str]]) -> str:
    if not facts:
        return '<td class="nhsuk-table__cell sg-more sg-empty" role="cell"></td>'
    terms = "".join(f"<dt>{html(title)}</dt><dd>{shown}</dd>" for title, shown in facts)
    return (
        '<td class="nhsuk-table__cell sg-more" role="cell"><details class="nhsuk-details"><summary '
        'class="nhsuk-details__summary"><span class="nhsuk-details__summary-text">More<span '
        f'class="nhsuk-u-visually-hidden"> about {html(about)}</span></span></summary>'
        f'<dl class="nhsuk-details__text">{terms}</dl></details></td>'
    )


def _row(opened: Sequence[tuple[str, str]], row: Sequence[Any], more: str = "") -> str:
    """A row of a table: many are drawn on one page, so it is put together by hand. Its first cell, if anything is in it, is
    what the row is about: whoever hears the others hears that with them."""
    shown = list(map(html, row))
    cells = [f"{begin if cell else empty}{cell}</span></td>" for (begin, empty), cell in zip(opened, shown, strict=True)]
    if shown and shown[0]:
        begin = opened[0][0].replace("<td ", '<th scope="row" ', 1).replace('role="cell"', 'role="rowheader"', 1)
        cells[0] = f"{begin}{shown[0]}</span></th>"
    return f'<tr class="nhsuk-table__row" role="row">{"".join(cells)}{more}</tr>\n'


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a grid: a sign or two, the tone that colours it, a small note under it, and where it leads."""

    text: str
    tone: str
    note: str = ""
    href: str = ""

    @property
    def said(self) -> str:
        """The same on one line of text."""
        return f"{self.text}, {self.note}" if self.note else self.text

    def __html__(self) -> SafeString:
        note = f"<small>{html(self.note)}</small>" if self.note else ""
        return mark_safe(f"{html(Link(self.text, self.href))}{note}")


@dataclass(frozen=True, slots=True)
class Grid:
    """Many narrow columns, each with a short name and a long one, that scroll sideways under a first column that stays."""

    caption: str
    heading: str
    columns: Sequence[tuple[str, str]]
    rows: Sequence[tuple[Any, Sequence[GridCell]]]
    empty: str = "There is nothing to show."

    def __html__(self) -> SafeString:
        if not self.rows:
            return format_html("<p>{}</p>", self.empty)
        names = "".join(f'<th scope="col"><abbr title="{html(long)}">{html(short)}</abbr></th>' for short, long in self.columns)
        rows = "".join(self._row(head, cells) for head, cells in self.rows)
        label = html(self.caption)
        return mark_safe(
            f'<div class="sg-scroll" tabindex="0" role="region" aria-label="{label}"><table class="sg-grid">'
            f'<caption class="nhsuk-u-visually-hidden">{label}</caption>'
            f'<thead><tr><th scope="col">{html(self.heading)}</th>{names}</tr></thead><tbody>{rows}</tbody></table></div>'
        )

    @staticmethod
    def _row(head: Any, cells: Sequence[GridCell]) -> str:
        shown = "".join(f'<td class="sg-grid--{c.tone}">{html(c)}</td>' if c.tone else "<td></td>" for c in cells)
        return f'<tr><th scope="row">{html(head)}</th>{shown}</tr>'
