"""The register as a PDF: exactly what the page shows."""

from dataclasses import replace
from typing import Any

from competencies.labels import on_day
from competencies.queries import standard
from nhsuk import pdf
from nhsuk.components import Column, Lines, Table
from nhsuk.paper import as_table
from nhsuk.words import how_many

from ..register import SHOWS, Register


def register_pdf(register: Register) -> bytes:
    figures = ". ".join(f"{name}: {count}" for count, name, _ in register.figures())
    document = pdf.Document(
        title=f"Register of supervisors: {register.service.name}",
        subtitle=f"On {on_day(register.on)}, under {_standard(register)}.{_shown(register)}",
        marking="Official: sensitive",
        blocks=[
            pdf.Paragraph(f"{figures}."),
            pdf.Heading(1, how_many(len(register.shown), "person", "people")),
            as_table(_on_paper(register.table())),
        ],
    )
    return pdf.render(document)


def _on_paper(table: Table) -> Table:
    """The same cells in fewer columns: a person is two or three lines on upright paper."""
    titles = [column.title for column in table.columns]
    rows = [dict(zip(titles, row, strict=True)) for row in table.rows]
    lines = [
        (row["Name"], _lines(row["Role"], row["Team"]), _lines(row["State"], row["When"]), row["What is missing"])
        for row in rows
    ]
    columns = [Column(title) for title in ("Name", "Role and team", "State", "What is missing")]
    return replace(table, columns=columns, rows=lines)


def _lines(*cells: Any) -> Lines:
    """Cells one under the other, each of which may hold several lines itself."""
    return Lines(tuple(item for cell in cells if cell for item in (cell.items if isinstance(cell, Lines) else [cell])))


def _standard(register: Register) -> str:
    """The standard by its title; its code says nothing to a reader."""
    if (published := standard(register.standard)) is None:
        return register.standard
    version = published.versions[published.in_force(register.on.toordinal())]
    return f"{version.title}, version {version.version}"


def _shown(register: Register) -> str:
    """What of the register is shown, where it is not all of it."""
    chosen = [SHOWS[register.show][0]] if register.show != "all" else []
    chosen += [asked for asked in (register.team, register.month) if asked]
    return f" Shown: {', '.join(chosen)}." if chosen else ""
