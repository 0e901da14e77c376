"""How a file is read: its encoding, its separator, its header, its rows, and the lines they begin on."""

import pytest

from tabular import FileColumn, FileRefused, read_lines
from tabular.columns import text

COLUMNS = (
    FileColumn("number", "number", text(20), required=True),
    FileColumn("name", "name", text(20), required=True),
    FileColumn("note", "note", text(200)),
)


def read(data: bytes) -> list[tuple[int, list[str]]]:
    _, lines = read_lines("a.csv", data, COLUMNS)
    return [(line.number, line.cells) for line in lines]


def refused(data: bytes) -> list[tuple[int, str, str]]:
    """Line, column and code of why a file is refused, at its header or while its rows are read."""
    with pytest.raises(FileRefused) as why:
        read(data)
    assert {rejection.file for rejection in why.value.rejections} == {"a.csv"}
    return [(rejection.line, rejection.column, rejection.code) for rejection in why.value.rejections]


def message(data: bytes) -> str:
    with pytest.raises(FileRefused) as why:
        read(data)
    return why.value.rejections[0].message


ADA = [(2, ["1", "Ada", "x"])]
ENCODINGS = {
    "UTF-8": (b"number,name,note\n1,Ada,x\n", ADA),
    "with a byte-order mark": (b"\xef\xbb\xbfnumber,name,note\n1,Ada,x\n", ADA),
    "a byte-order mark before a quotation mark": (b'\xef\xbb\xbf"number","name","note"\n1,Ada,x\n', ADA),
    "letters beyond English": ("number,name\n1,Zoë Ångström\n".encode(), [(2, ["1", "Zoë Ångström"])]),
    "letters beyond the first plane": ("number,name\n1,𝒜da 👩🏽‍⚕️\n".encode(), [(2, ["1", "𝒜da 👩🏽‍⚕️"])]),
    "lines that end as in Windows": (b"number,name,note\r\n1,Ada,x\r\n", ADA),
    "lines that end as in old Macs": (b"number,name,note\r1,Ada,x\r", ADA),
    "no end to the last line": (b"number,name,note\n1,Ada,x", ADA),
}
SEPARATORS = {
    "semicolons": (b"number;name;note\n1;Ada;x\n", ADA),
    "semicolons, quoted header": (b'"number";"name";"note"\n"1";"Ada";"x"\n', ADA),
    "commas inside values between semicolons": (b"number;name;note\n1;Ada;x, y, z\n", [(2, ["1", "Ada", "x, y, z"])]),
    "semicolons inside values between commas": (b"number,name,note\n1,Ada,x;y;z;\n", [(2, ["1", "Ada", "x;y;z;"])]),
    "an unknown column full of commas": (b'number;name;"a,b,c,d,e"\n1;Ada;x\n', ADA),
    "one known column": (b"number;name\n1;Ada\n", [(2, ["1", "Ada"])]),
}
ROWS = {
    "spaces around values": (b"number,name,note\n 1 ,\tAda\t, x \n", ADA),
    "no-break spaces around values": ("number,name,note\n\u00a01\u00a0,\u2003Ada,x\u00a0\n".encode(), ADA),
    "a quoted separator": (b'number,name,note\n1,Ada,"x, y"\n', [(2, ["1", "Ada", "x, y"])]),
    "a doubled quotation mark": (b'number,name,note\n1,"""Ada""",x\n', [(2, ["1", '"Ada"', "x"])]),
    "an inch in the middle of a text": (b'number,name,note\n1,Ada,5" pipe\n', [(2, ["1", "Ada", '5" pipe'])]),
    "too few fields": (b"number,name,note\n1,Ada\n2\n", [(2, ["1", "Ada"]), (3, ["2"])]),
    "too many fields": (b"number,name,note\n1,Ada,x,y\n", [(2, ["1", "Ada", "x", "y"])]),
    "blank lines are passed over and counted": (
        b"number,name,note\n\n1,Ada,x\n\r\n,,\n\n2,Bea,y\n\n", [(3, ["1", "Ada", "x"]), (7, ["2", "Bea", "y"])]),
    "a header and nothing else": (b"number,name,note\n", []),
    "a formula made harmless": (b"number,name,note\n1,Ada,'=1+1\n", [(2, ["1", "Ada", "=1+1"])]),
    "an apostrophe that guards nothing": (b"number,name,note\n1,Ada,'s Bosch\n", [(2, ["1", "Ada", "'s Bosch"])]),
}  # fmt: skip
LINES = {
    "a row over several lines is on its first": (
        b'number,name,note\n1,Ada,"a\nb\nc"\n2,Bea,y\n', [(2, ["1", "Ada", "a\nb\nc"]), (5, ["2", "Bea", "y"])]),
    "the same in Windows": (
        b'number,name,note\r\n1,Ada,"a\r\nb"\r\n2,Bea,y\r\n', [(2, ["1", "Ada", "a\r\nb"]), (4, ["2", "Bea", "y"])]),
    "a blank line inside a row": (
        b'number,name,note\n1,Ada,"a\n\nb"\n2,Bea,y\n', [(2, ["1", "Ada", "a\n\nb"]), (5, ["2", "Bea", "y"])]),
    "a header over several lines": (b'number,name,"free\nnote"\n1,Ada,x\n', [(3, ["1", "Ada", "x"])]),
    "other marks that some take for an end of line": (
        "number,name,note\n1,Ada,a\u2028b\x85c\x0bd\n2,Bea,y\n".encode(),
        [(2, ["1", "Ada", "a\u2028b\x85c\x0bd"]), (3, ["2", "Bea", "y"])]),
}  # fmt: skip
READ = ENCODINGS | SEPARATORS | ROWS | LINES


@pytest.mark.parametrize(("data", "lines"), READ.values(), ids=READ)
def test_a_file_is_read(data, lines):
    assert read(data) == lines


def test_columns_in_any_order_and_any_case():
    header, _ = read_lines("a.csv", b"Note,NUMBER,name\n", COLUMNS)
    assert (header.places, header.width, header.warnings) == ({"note": 0, "number": 1, "name": 2}, 3, [])


def test_unknown_columns_are_left_out_with_a_warning():
    header, _ = read_lines("a.csv", b"number,name,colour,,Shoe Size\n", COLUMNS)
    assert (header.places, header.width) == ({"number": 0, "name": 1}, 5)
    assert header.warnings == [
        "a.csv: the column “colour” is not known and was left out.",
        "a.csv: the column “shoe size” is not known and was left out.",
    ]


HEADERS = {
    "nothing at all": (b"", [(1, "number", "column_missing"), (1, "name", "column_missing")]),
    "only blank lines": (b"\n\n\n", [(1, "number", "column_missing"), (1, "name", "column_missing")]),
    "a missing column": (b"number,note\n1,x\n", [(1, "name", "column_missing")]),
    "a missing column below blank lines": (b"\n\nnumber,note\n1,x\n", [(3, "name", "column_missing")]),
    "a column twice": (b"number,name,Name\n1,Ada,Bea\n", [(1, "name", "column_twice")]),
    "one twice and one missing": (b"number,number\n1,2\n", [(1, "number", "column_twice"), (1, "name", "column_missing")]),
    "no header": (b"1,Ada,x\n", [(1, "number", "column_missing"), (1, "name", "column_missing")]),
    "tabs": (b"number\tname\n1\tAda\n", [(1, "number", "column_missing"), (1, "name", "column_missing")]),
}
NOT_TEXT = {
    "Windows-1252": ("number,name\n1,Zoë\n".encode("cp1252"), [(2, "", "not_utf8")]),
    "UTF-16": ("number,name\n1,Ada\n".encode("utf-16"), [(1, "", "not_utf8")]),
    "UTF-16 without its mark": ("number,name\n1,Ada\n".encode("utf-16-le"), [(1, "", "not_text")]),
    "half a surrogate pair": (b"number,name\n1,Ada\n2,\xed\xa0\x80\n", [(3, "", "not_utf8")]),
    "a character cut short": (b"number,name\n1,Zo\xc3", [(2, "", "not_utf8")]),
    "an overlong slash": (b"number,name\n1,\xc0\xaf\n", [(2, "", "not_utf8")]),
    "NUL": (b"number,name\n1,Ada\n2,B\x00a\n", [(3, "", "not_text")]),
    "NUL in the header": (b"number\x00,name\n", [(1, "", "not_text")]),
    "a workbook": (b"PK\x03\x04\x14\x00\x08\x08", [(1, "", "not_text")]),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", [(1, "", "not_utf8")]),
}
QUOTES = {
    "opened and never closed": (b'number,name,note\n1,Ada,x\n2,"Bea,y\n3,Cy,z\n', [(3, "", "open_quote")]),
    "opened over several lines and never closed": (b'number,name,note\n1,Ada,"x\n\n2,Bea,y\n', [(2, "", "open_quote")]),
    "opened in the header": (b'number,name,"note\n1,Ada,x\n', [(1, "", "open_quote")]),
    "a field of more than 100,000 characters": (
        b'number,name,note\n1,Ada,"' + b"x" * 100_001 + b'"\n', [(2, "", "field_too_long")]),
}  # fmt: skip
MISPLACED = {
    "text after a quoted value": (b'number,name,note\n1,"Ada" Byron,x\n', [(2, "", "open_quote")]),
}
NEVER_CLOSED = {
    "on the last line": (b'number,name,note\n1,Ada,"x\n', [(2, "", "open_quote")]),
    "on the last line, cut short": (b'number,name,note\n1,Ada,"x', [(2, "", "open_quote")]),
    "before a quoted value further down": (b'number,name,note\n1,Ada,"x\n2,Bea,"y"\n3,Cy,z\n', [(2, "", "open_quote")]),
}
REFUSED = HEADERS | NOT_TEXT | QUOTES | MISPLACED


@pytest.mark.parametrize(("data", "why"), REFUSED.values(), ids=REFUSED)
def test_a_file_is_refused(data, why):
    assert refused(data) == why


@pytest.mark.parametrize(("data", "why"), NEVER_CLOSED.values(), ids=NEVER_CLOSED)
def test_a_quotation_mark_that_is_never_closed_swallows_no_row(data, why):
    assert refused(data) == why


AS_IF_NOT_THERE = {
    "spaces before a quoted value": (b'number;name;note\n1; "Ada"; "x; y" \n', [(2, ["1", "Ada", "x; y"])]),
    "spaces after a quoted value that is empty": (b'number,name,note\n1,"Ada","" \n', [(2, ["1", "Ada", ""])]),
    "spaces after a quoted value that ends in a quotation": (
        b'number;name;note\n1;"Ada ""Countess""" ;x\n',
        [(2, ["1", 'Ada "Countess"', "x"])],
    ),
    "a line of spaces": (b"number,name,note\n  \n1,Ada,x\n , ,\t\n", [(3, ["1", "Ada", "x"])]),
}
INSIDE = {
    "a separator after a doubled quotation mark": (b'number,name,note\n1,Ada,"""x"" , y"\n', [(2, ["1", "Ada", '"x" , y'])]),
    "a line's end after one": (b'number,name,note\n1,Ada,"""x""  \ny"\n', [(2, ["1", "Ada", '"x"  \ny'])]),
    "spaces on a line of its own": (b'number,name,note\n1,Ada,"x\n  \ny"\n', [(2, ["1", "Ada", "x\n  \ny"])]),
}
WRITTEN_OTHERWISE = {
    "capitals between semicolons": (b"NUMBER;Name;NOTE\n1;Ada;x\n", ADA),
    "semicolons below a blank line": (b"\nnumber;name;note\n1;Ada;x\n", [(3, ["1", "Ada", "x"])]),
    "an inch beside a text over several lines": (
        b'number,name,note\n1,5" pipe,"a\nb"\n', [(2, ["1", '5" pipe', "a\nb"])]),
}  # fmt: skip


@pytest.mark.parametrize(("data", "lines"), AS_IF_NOT_THERE.values(), ids=AS_IF_NOT_THERE)
def test_spaces_around_values_are_read_as_if_they_were_not_there(data, lines):
    assert read(data) == lines


@pytest.mark.parametrize(("data", "lines"), INSIDE.values(), ids=INSIDE)
def test_spaces_inside_values_are_kept(data, lines):
    assert read(data) == lines


@pytest.mark.parametrize(("data", "lines"), WRITTEN_OTHERWISE.values(), ids=WRITTEN_OTHERWISE)
def test_what_a_spreadsheet_may_write_otherwise_is_read_too(data, lines):
    assert read(data) == lines


def test_the_longest_field_is_read():
    assert read(b"number,name,note\n1,Ada," + b"x" * 100_000 + b"\n") == [(2, ["1", "Ada", "x" * 100_000])]


def test_rows_before_the_fault_have_been_given_out():
    _, lines = read_lines("a.csv", b'number,name,note\n1,Ada,x\n2,"Bea,y\n3,Cy,z\n', COLUMNS)
    assert next(lines).cells == ["1", "Ada", "x"]
    with pytest.raises(FileRefused):
        list(lines)


MESSAGES = {
    b"number\n": "This column must be there. Add it to the header.",
    b"number,name,name\n": "This column is there twice. Keep one.",
    b"\xff": "This file is not UTF-8. Save it again as “CSV UTF-8”.",
    b"\x00": "This is not a text file. Save the sheet as “CSV UTF-8”.",
    b'number,name\n1,"A\n2,B\n': (
        "A quotation mark is opened here and never closed. Close it, or double it if it belongs to the text."
    ),
    b"number,name\n1," + b"x" * 100_001: (
        "A field here is longer than 100000 characters. Look for a quotation mark that is never closed."
    ),
}


@pytest.mark.parametrize(("data", "says"), MESSAGES.items(), ids=lambda given: str(given)[:30])
def test_what_is_said(data, says):
    assert message(data) == says
