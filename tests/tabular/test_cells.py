"""Cells that a spreadsheet would run as a formula leave harmless, and come back as they were."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tabular import FileColumn, as_csv, harmless, read_lines, restored
from tabular.columns import text

SPREADSHEET_RUNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
QUICK = settings(max_examples=200, derandomize=True, database=None)
TRICKY = st.text(st.sampled_from("'=+-@\t\r\n,;\" ＝＋－＠ab1é"), max_size=8)
ANYTHING = TRICKY | st.text(st.characters(exclude_categories=("Cs",)), max_size=12)


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("", ""),
        ("Ada", "Ada"),
        ("0042", "0042"),
        ("O'Brien", "O'Brien"),
        ("a=b", "a=b"),
        ("'Ada'", "'Ada'"),
        ("=1+1", "'=1+1"),
        ("+44 20 7946 0018", "'+44 20 7946 0018"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("＝1", "'＝1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠x", "'＠x"),
        ("'=1", "''=1"),
        ("''=1", "'''=1"),
    ],
)
def test_there_and_back(cell, written):
    assert (harmless(cell), restored(written)) == (written, cell)


@QUICK
@given(ANYTHING)
def test_every_cell_comes_back(cell):
    assert restored(harmless(cell)) == cell


@QUICK
@given(st.sampled_from(SPREADSHEET_RUNS), ANYTHING)
def test_no_cell_is_run(sign, rest):
    assert harmless(sign + rest) == f"'{sign}{rest}"


@QUICK
@given(st.lists(st.lists(ANYTHING, min_size=2, max_size=2), max_size=4))
def test_a_written_file_holds_no_formula(rows):
    written = as_csv(["a", "b"], rows)
    cells = [cell for row in csv.reader(io.StringIO(written.decode("utf-8-sig"), newline="")) for cell in row]
    assert [cell for cell in cells if cell.startswith(SPREADSHEET_RUNS)] == []


COLUMNS = (FileColumn("first", "first", text(100)), FileColumn("second", "second", text(100)))


@QUICK
@given(st.lists(st.tuples(ANYTHING, ANYTHING).filter(any), max_size=4))
def test_what_comes_out_goes_back_in(rows):
    """But for the space around a cell, which no import keeps, and NUL, which no import takes."""
    rows = [tuple(cell.strip().replace("\x00", "") for cell in row) for row in rows]
    rows = [row for row in rows if any(row)]
    _, lines = read_lines("a.csv", as_csv(["first", "second"], rows), COLUMNS)
    assert [tuple(line.cells) for line in lines] == rows


def test_a_written_file_begins_with_the_mark_that_spreadsheets_look_for():
    assert as_csv(["name", "note"], [["Zoë", "=1"]]) == b"\xef\xbb\xbfname,note\r\n" + "Zoë,'=1\r\n".encode()


SPACES = st.sampled_from(["", "", " ", "  "])


@QUICK
@given(st.lists(st.tuples(ANYTHING, SPACES, SPACES), min_size=2, max_size=2), st.sampled_from(",;"))
def test_any_text_comes_through_in_quotation_marks_and_between_spaces(cells, separator):
    cells = [("x" + cell.replace("\x00", ""), before, after) for cell, before, after in cells]
    quoted = [f'{before}"{cell.replace(chr(34), chr(34) * 2)}"{after}' for cell, before, after in cells]
    _, lines = read_lines("a.csv", f"first{separator}second\n{separator.join(quoted)}\n".encode(), COLUMNS)
    assert [line.cells for line in lines] == [[cell.strip() for cell, _, _ in cells]]
