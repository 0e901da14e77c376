"""Whatever is in a file, reading it gives rows or ``FileRefused``, and reading a cell gives a value or ``Refusal``."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from tabular import Context, FileColumn, FileRefused, Lookup, Refusal, known, read_lines
from tabular.columns import choice, day, hundredths, past_day, several, text, whole

FUZZ = settings(max_examples=800, derandomize=True, database=None)
PEOPLE = Lookup("person", "Add them.", lambda: {"00300": 1, "300": 2})
COLUMNS = (
    FileColumn("employee_number", "person", known(PEOPLE), required=True),
    FileColumn("kind", "kind", choice("practice", "supervision"), required=True),
    FileColumn("observed_on", "observed_on", day, required=True),
    FileColumn("verified_on", "verified_on", past_day),
    FileColumn("score", "score", hundredths()),
    FileColumn("days", "days", whole()),
    FileColumn("attendees", "attendees", several(known(PEOPLE))),
    FileColumn("comment", "comment", text(200)),
)
VALID = (
    'employee_number;kind;observed_on;verified_on;score;days;attendees;comment\r\n'
    '00300;practice;2024-09-04;04/09/2024;4.5;5;00300|300;"Two lines,\r\nand a ""word"" – Zoë"\r\n'
    "300;supervision;04-SEP-2024;;;;;'=1+1\r\n"
).encode()  # fmt: skip
CONTEXT = Context(date(2026, 11, 22))
NASTY = [
    b"", b"\x00", b"\xef\xbb\xbf", b"\xff\xfe", b"\xed\xa0\x80", b'"', b'""', b";", b",", b"\n", b"\r", b"\r\n", b"|", b"'",
    b"=", b"0000-00-00", b"9999-12-31", b"1e308", b"9223372036854775808", b"-0", b"NaN", "٣".encode(), "²".encode(),
    b"\xe2\x80\xae", b"\xcc\x81" * 9, b"\x1b[31m", b"\xc2\x85", b"\xe2\x80\xa8", b";" * 2000, b"x" * 100_001,
]  # fmt: skip
PLACE = st.integers(0, len(VALID))
EDITS = st.lists(st.tuples(PLACE, PLACE, st.sampled_from(NASTY) | st.binary(max_size=6)), min_size=1, max_size=6)


def edited(edits: list[tuple[int, int, bytes]]) -> bytes:
    """The valid file with some slices of it replaced."""
    data = VALID
    for start, length, put in edits:
        data = data[:start] + put + data[start + length % 12 :]
    return data


def value(column: FileColumn, cell: str):
    try:
        return column.read(cell, CONTEXT)
    except Refusal as refusal:
        assert refusal.code and refusal.message
        return refusal


def hold(data: bytes) -> None:
    """Rows in the order of their lines, each of a line that the file has; or a refusal that names such a line and says why."""
    lines_in_file = data.count(b"\n") + data.count(b"\r") + 1
    numbers = [0]
    try:
        header, lines = read_lines("a.csv", data, COLUMNS)
        for line in lines:
            numbers.append(line.number)
            for column in COLUMNS:
                place = header.places.get(column.name, len(line.cells))
                if place < len(line.cells) and line.cells[place]:
                    value(column, line.cells[place])
    except FileRefused as refused:
        assert [r for r in refused.rejections if not (r.code and r.message and 1 <= r.line <= lines_in_file)] == []
    assert numbers == sorted(set(numbers)) and numbers[-1] <= lines_in_file


def test_the_valid_file_is_one():
    _, lines = read_lines("a.csv", VALID, COLUMNS)
    rows = [[value(column, cell) for column, cell in zip(COLUMNS, line.cells, strict=True) if cell] for line in lines]
    assert rows == [
        [1, "practice", date(2024, 9, 4), date(2024, 9, 4), 450, 5, (1, 2), 'Two lines,\r\nand a "word" – Zoë'],
        [2, "supervision", date(2024, 9, 4), "=1+1"],
    ]


@FUZZ
@given(st.binary(max_size=300))
def test_any_bytes(data):
    hold(data)


@FUZZ
@given(EDITS)
def test_a_valid_file_that_was_damaged(edits):
    hold(edited(edits))


@FUZZ
@given(st.text(max_size=40))
def test_any_cell(cell):
    for column in COLUMNS:
        value(column, cell)


def test_very_many_columns():
    hold(b";".join([b"kind"] + [b"c%d" % n for n in range(20_000)]) + b"\n" + b";" * 20_000 + b"\n")


def test_a_very_long_file_of_nothing():
    hold(b"\n" * 500_000)
