"""Where words, columns and rows of a document go."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhsuk.pdf.blocks import PdfColumn
from nhsuk.pdf.columns import column_widths
from nhsuk.pdf.extents import extent
from nhsuk.pdf.fonts import measure, register, show
from nhsuk.pdf.lines import wrap
from nhsuk.pdf.pagination import paginate
from nhsuk.pdf.rows import PdfCell, PdfRow, kept_together
from nhsuk.pdf.styles import BODY, CELL, HEAD
from nhsuk.pdf.tagging import Element
from nhsuk.pdf.text import clean, one_line, paragraphs

register()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  plain  ", "plain"),
        ("one\r\ntwo\u2028three\x0bfour", "one\ntwo\nthree\nfour"),
        ("a\tb\x00c\x1bd\x7fe", "a bcde"),
        ("in\u202evisi\u200bble\ufe0f\u00ad", "invisible"),
        ("e\u0301", "é"),
        ("half \ud800 and \uffff", "half \ufffd and \ufffd"),
        ("<b>&amp;", "<b>&amp;"),
    ],
)
def test_text_keeps_what_can_be_printed(typed, kept):
    assert clean(typed) == kept


def test_one_line_has_no_breaks():
    assert one_line(" a\n\n b\tc ") == "a b c"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("Ŵyn Brzęk Ελ Юл", "Ŵyn Brzęk Ελ Юл"), ("✓", "[check mark]"), ("你", "□"), ("ש", "□"), ("\u3000", " "), ("\u2011", "-")],
)
def test_what_the_typefaces_lack_is_replaced_by_something_visible(typed, shown):
    assert show(typed) == shown


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("", []),
        ("one", [1]),
        ("word " * 200, [200]),
        ("word " * 201, [200, 1]),
        ("word " * 149 + "end. " + "word " * 100, [150, 100]),
        ("word " * 49 + "end. " + "word " * 200, [200, 50]),
    ],
)
def test_paragraphs_end_with_a_sentence_where_they_can(text, counts):
    assert [len(part.split()) for part in paragraphs(text)] == counts


def printed(text: str, width: float) -> list[str]:
    return [line.shown for line in wrap(text, CELL, width)]


def test_words_go_to_the_next_line_whole():
    assert printed("one two three", measure("one two", CELL.font, CELL.size)) == ["one two", "three"]


def test_line_breaks_are_kept():
    assert printed("one\n\ntwo", 500) == ["one", "", "two"]


def test_a_word_too_wide_breaks_after_a_mark_or_else_anywhere():
    width = measure("firstname.last", CELL.font, CELL.size)

    assert printed("firstname.lastname", width) == ["firstname.", "lastname"]
    assert printed("xxxxxxx", measure("xxx", CELL.font, CELL.size)) == ["xxx", "xxx", "x"]


def test_a_word_may_break_after_sixty_characters_though_more_would_fit():
    assert printed("short " + "x" * 70, measure("x" * 65, CELL.font, CELL.size)) == ["short", "x" * 60, "x" * 10]


def test_a_line_speaks_for_what_it_shows_in_place_of_it():
    runs = [run for line in wrap("now ✓ done", CELL, 500) for run in line.runs]

    assert runs == [("now", "now"), (" [check mark]", " ✓"), (" done", " done")]


def test_lines_end_with_a_space_only_where_a_word_ends():
    width = measure("xxxx", CELL.font, CELL.size)

    assert ["".join(run.spoken for run in line.runs) for line in wrap("aa bb xxxxxx", CELL, width)] == [
        "aa ",
        "bb ",
        "xxxx",
        "xx",
    ]


@given(st.text(max_size=300), st.floats(min_value=1, max_value=500))
def test_nothing_typed_is_lost_and_no_line_is_too_wide(text, width):
    text = clean(text)
    lines = wrap(text, BODY, width)
    too_wide = [line.shown for line in lines if measure(line.shown, BODY.font, BODY.size) > width + 0.01]

    assert "".join("".join(run.spoken for run in line.runs) for line in lines).split() == text.split()
    assert [line for line in too_wide if len(line) > 1] == []


def test_columns_with_widths_share_by_them():
    assert column_widths([PdfColumn("a", 1), PdfColumn("b", 3)], [["x" * 99, "y"]], 10, 400) == [100, 300]


def test_columns_without_widths_keep_short_cells_on_one_line_and_fill_the_width():
    columns = [PdfColumn("Date"), PdfColumn("Note")]
    widths = column_widths(columns, [["21 June 2026", "word " * 100]], 10, 400)

    assert widths[0] == pytest.approx(10 + measure("21 June 2026", CELL.font, CELL.size))
    assert sum(widths) == pytest.approx(400)


def test_one_endless_word_leaves_room_for_the_others():
    widths = column_widths([PdfColumn("a"), PdfColumn("b")], [["word " * 50, "x" * 5000]], 10, 400)

    assert min(widths) >= 120


def test_columns_with_and_without_widths_together():
    widths = column_widths([PdfColumn("Id"), PdfColumn("a", 1), PdfColumn("b", 1)], [["7", "x", "y"]], 10, 400)

    assert widths[1] == widths[2]
    assert sum(widths) == pytest.approx(400)


@given(st.lists(st.lists(st.text(max_size=40), min_size=3, max_size=3), min_size=1, max_size=5))
def test_columns_always_fill_the_width(rows):
    rows = [[clean(text) for text in row] for row in rows]
    widths = column_widths([PdfColumn("a"), PdfColumn("b"), PdfColumn("c", 2)], rows, 10, 300)

    assert (sum(widths), min(widths) > 0) == (pytest.approx(300), True)


REGISTER = ("Name", "Team", "State", "Since", "Until", "What is missing")
LONG_AND_SHORT = [
    ["Olu Adebayo", "Moorside team", "Can supervise", "28 February 2025", "22 January 2027", ""],
    ["Yasmin Ali", "City team", "Not yet", "29 March 2026", "", "Two years in the role; Approved training; Supervisor course"],
    ["Kofi Annan-Boateng", "City team", "Not yet", "29 March 2020", "", "Supervisor course; 26 competencies signed off"],
]


def lines_of(rows: list[list[str]], widths: list[float], gap: float = 10) -> list[int]:
    """How many lines each row takes."""
    return [max(len(wrap(text, CELL, width - gap)) for text, width in zip(row, widths, strict=True)) for row in rows]


def test_a_long_last_column_is_no_strip_of_a_few_words_a_line():
    widths = column_widths([PdfColumn(title) for title in REGISTER], LONG_AND_SHORT * 20, 10, 490)

    assert max(lines_of(LONG_AND_SHORT, widths)) <= 3
    assert sum(widths) == pytest.approx(490)


def test_one_long_cell_does_not_take_the_room_of_the_many_short_ones():
    rows = [[f"Name Number{number}", "City team", "Senior practitioner"] for number in range(40)]
    rows[7][2] = "word " * 60
    widths = column_widths([PdfColumn(title) for title in ("Name", "Team", "Role")], rows, 10, 300)

    assert lines_of(rows[:7] + rows[8:], widths) == [1] * 39


def test_a_date_is_broken_only_where_that_saves_more_lines_than_it_takes():
    date, columns = "28 November 2026", [PdfColumn("From", whole=True), PdfColumn("Until", whole=True), PdfColumn("Because")]
    short, long = (column_widths(columns, [[date, date, "word " * count]] * 9, 10, 360) for count in (12, 100))

    assert lines_of([[date, date, ""]], short) == [1]
    assert (lines_of([[date, date, ""]], long)[0] > 1, sum(long)) == (True, pytest.approx(360))


@given(st.text(st.sampled_from("ab -/ .\n"), max_size=80), st.floats(min_value=20, max_value=200))
def test_lines_are_counted_as_they_are_set(text, width):
    measured = extent(clean(text), CELL, 1000)

    if all(word <= width for words in measured.words for word in words):
        assert measured.lines_at(width) == len(wrap(clean(text), CELL, width))


def row(lines: int, *, keep: bool = False, before: float = 0, head: PdfRow | None = None) -> PdfRow:
    """A row of so many lines."""
    cell = PdfCell(wrap("\n".join(["x"] * lines), HEAD, 100), HEAD, 0, 100, Element("P"))
    return PdfRow([cell], keep=keep, before=before, head=head)


def places(rows: list[PdfRow], lines: int) -> list[list[tuple[int, int, int]]]:
    """On pages of so many lines: which row, from which line, to which."""
    return [
        [(rows.index(placed.row), placed.start, placed.stop) for placed in page]
        for page in paginate(rows, lines * HEAD.leading)
    ]


def test_a_row_that_does_not_fit_moves_whole():
    assert places([row(6), row(6)], 10) == [[(0, 0, 6)], [(1, 0, 6)]]


def test_a_long_row_breaks_with_two_lines_on_either_side():
    assert places([row(6), row(20)], 10) == [[(0, 0, 6), (1, 0, 4)], [(1, 4, 14)], [(1, 14, 20)]]
    assert places([row(9), row(20)], 10) == [[(0, 0, 9)], [(1, 0, 10)], [(1, 10, 20)]]
    assert places([row(21)], 20) == [[(0, 0, 19)], [(0, 19, 21)]]


def test_a_heading_stays_with_what_follows_it():
    assert places([row(8), row(1, keep=True), row(2)], 10) == [[(0, 0, 8)], [(1, 0, 1), (2, 0, 2)]]
    assert places([row(7), row(1, keep=True), row(2)], 10) == [[(0, 0, 7), (1, 0, 1), (2, 0, 2)]]


def test_headings_without_end_still_end():
    assert [len(page) for page in places([row(1, keep=True) for _ in range(25)], 10)] == [10, 10, 5]


def test_what_is_kept_together_goes_to_the_next_page_together():
    assert places([row(7), row(1, keep=True), row(1, keep=True), row(2)], 10) == [
        [(0, 0, 7)],
        [(1, 0, 1), (2, 0, 1), (3, 0, 2)],
    ]
    assert places([row(1, keep=True), row(1), row(8, keep=True), row(1)], 10) == [
        [(0, 0, 1), (1, 0, 1)],
        [(2, 0, 8), (3, 0, 1)],
    ]


def test_no_row_of_a_table_is_alone_on_a_page():
    for count in range(1, 40):
        rows = kept_together([row(1) for _ in range(count)])
        for above in range(10):
            pages = [len(page) for page in places([row(above, keep=False), *rows] if above else rows, 10)]
            assert min(pages[1:] or [count]) >= min(count, 3), (count, above)


def test_a_table_is_not_kept_with_what_comes_after_it():
    assert [[row.keep for row in kept_together([row(1) for _ in range(count)])] for count in (1, 2, 3, 6)] == [
        [False],
        [True, False],
        [True, True, False],
        [True, False, False, True, True, False],
    ]


def test_a_row_for_a_new_page_has_nothing_above_it():
    cells = [row(2), row(2, keep=True), row(1)]
    cells[2].new_page = True

    assert places(cells, 10) == [[(0, 0, 2), (1, 0, 2)], [(2, 0, 1)]]


def test_space_above_is_left_out_at_the_top_of_a_page():
    pages = paginate([row(9, before=13), row(2, before=13)], 10 * HEAD.leading)

    assert [[placed.down for placed in page] for page in pages] == [[0], [0]]


def test_a_head_is_repeated_on_each_further_page():
    head = row(1, keep=True)
    rows = [head, *(row(4, head=head) for _ in range(4))]
    pages = paginate(rows, 10 * HEAD.leading)

    assert [[(rows.index(placed.row), placed.repeated) for placed in page] for page in pages] == [
        [(0, False), (1, False), (2, False)],
        [(0, True), (3, False), (4, False)],
    ]


def test_nothing_to_print_is_still_a_page():
    assert paginate([], 100) == [[]]
