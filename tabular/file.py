"""Reading a CSV file line by line: its encoding, its separator, its header, and rows that fit it.

UTF-8 with or without a byte-order mark, comma or semicolon, a header row, columns in any order. Unknown columns are ignored
with a warning, missing ones read as empty. A row's line is the line of the file on which it begins.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .cells import restored
from .columns import FileColumn
from .headings import same_heading

LONGEST_FIELD = 100_000


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row that was not taken, or a whole file (``line`` 1 or where it cannot be read): where, and what to do."""

    file: str
    line: int
    column: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class FileLine:
    number: int
    cells: list[str]


@dataclass(slots=True)
class Header:
    """Where each known column stands in the rows of a file, and which others there are: their headings by place, empty where
    there is none."""

    places: dict[str, int]
    width: int
    left_out: dict[int, str] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)


class FileRefused(ValueError):
    def __init__(self, *rejections: Rejection):
        super().__init__(rejections[0].message)
        self.rejections = rejections


def read_lines(name: str, data: bytes, columns: Sequence[FileColumn]) -> tuple[Header, Iterator[FileLine]]:
    """The header of a file and its rows that are not blank. Raises ``FileRefused``, also while rows are being read."""
    content = _decoded(name, data)
    known = {column.name for column in columns}
    first = next((line for line in content.splitlines() if line.strip()), "")
    names = {mark: [same_heading(cell.strip().strip('"')) for cell in first.split(mark)] for mark in ",;"}
    separator = max(",;", key=lambda mark: sum(name in known for name in names[mark]))
    rows = _rows(name, content, separator)
    number, cells = next(rows, (1, []))
    return _header(name, number, cells, columns), (FileLine(number, cells) for number, cells in rows)


def _decoded(name: str, data: bytes) -> str:
    try:
        content = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        raise FileRefused(
            Rejection(name, line, "", "not_utf8", "This file is not UTF-8. Save it again as “CSV UTF-8”.")
        ) from None
    if "\x00" in content:
        line = content[: content.index("\x00")].count("\n") + 1
        raise FileRefused(Rejection(name, line, "", "not_text", "This is not a text file. Save the sheet as “CSV UTF-8”."))
    return content


def _rows(name: str, content: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not blank, each with the line on which it begins. Spaces around a quotation are not there."""
    csv.field_size_limit(LONGEST_FIELD)
    tidy = _without_spaces_after_quotations(content, separator)
    reader = csv.reader(io.StringIO(tidy, newline=""), delimiter=separator, strict=True, skipinitialspace=True)
    begins = 1
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                yield begins, [restored(cell) for cell in stripped]
            begins = reader.line_num + 1
    except csv.Error as fault:
        raise FileRefused(Rejection(name, begins, "", *_why(fault))) from None


def _without_spaces_after_quotations(content: str, separator: str) -> str:
    """The content with nothing between a closing quotation mark and the separator: the library takes spaces only in front."""
    if not re.search(r'"[ \t]', content):
        return content
    quoted = r'[ \t]*"[^"]*(?:""[^"]*)*"'
    token = re.compile(rf"({quoted})[ \t]+(?=[{separator}\r\n]|\Z)|{quoted}|[^{separator}\r\n]+|[{separator}\r\n]+")
    return token.sub(lambda match: match[1] or match[0], content)


def _why(fault: csv.Error) -> tuple[str, str]:
    """What is wrong with a row that the library gives up on: a field too long, or a quotation mark out of its place."""
    if "limit" in str(fault):
        return (
            "field_too_long",
            f"A field here is longer than {LONGEST_FIELD} characters. Look for a quotation mark that is never closed.",
        )
    return "open_quote", "A quotation mark is opened here and never closed. Close it, or double it if it belongs to the text."


def _header(name: str, number: int, cells: list[str], columns: Sequence[FileColumn]) -> Header:
    known = {column.name for column in columns}
    names = [same_heading(cell) for cell in cells]
    twice = sorted({cell for cell in names if cell in known and names.count(cell) > 1})
    missing = [column.name for column in columns if column.required and column.name not in names]
    problems = [Rejection(name, number, cell, "column_twice", "This column is there twice. Keep one.") for cell in twice]
    problems += [
        Rejection(name, number, column, "column_missing", "This column must be there. Add it to the header.")
        for column in missing
    ]
    if problems:
        raise FileRefused(*problems)
    left_out = {place: cells[place].casefold() for place, column in enumerate(names) if column not in known}
    warnings = [
        f"{name}: the column “{cell}” is not known and was left out." for cell in left_out.values() if cell.strip(" _-")
    ]
    return Header({cell: place for place, cell in enumerate(names) if cell in known}, len(cells), left_out, warnings)
