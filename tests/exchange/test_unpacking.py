"""What a browser may send: CSV files by their names, or archives of them; never more than fits, whatever an archive says."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.files import MOST_BYTES, UploadRefused, unpack


def archive(members: dict[str, bytes] | list[tuple[str, bytes]], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", packing) as file:
        for name, content in members.items() if isinstance(members, dict) else members:
            file.writestr(name, content)
    return packed.getvalue()


def sent(*files: tuple[str, bytes]) -> dict[str, bytes]:
    return unpack([SimpleUploadedFile(name, content) for name, content in files])


ROWS = b"service_code,name\nHERE,Here\n"
TWO = {"services.csv": ROWS, "people.csv": b"x"}
TAKEN = {
    "a file": ([("services.csv", ROWS)], {"services.csv": ROWS}),
    "in capitals": ([("SERVICES.CSV", ROWS)], {"services.csv": ROWS}),
    "two files": ([("services.csv", ROWS), ("people.csv", b"x")], TWO),
    "files of other names beside one": ([("services.csv", ROWS), ("notes.txt", b"x")], {"services.csv": ROWS}),
    "an archive": ([("all.zip", archive(TWO))], TWO),
    "an archive of no zip's name": ([("all.csv", archive(TWO))], TWO),
    "an archive that packs nothing": ([("all.zip", archive(TWO, zipfile.ZIP_STORED))], TWO),
    "an archive of folders": ([("all.zip", archive({"a/b/services.csv": ROWS, "c/People.CSV": b"x"}))], TWO),
    "what a Mac adds": (
        [("all.zip", archive({"services.csv": ROWS, "__MACOSX/._services.csv": b"x"}))],
        {"services.csv": ROWS},
    ),
    "an archive and a file": ([("all.zip", archive({"people.csv": b"x"})), ("services.csv", ROWS)], TWO),
    "a path out of the folder": ([("all.zip", archive({"../../services.csv": ROWS}))], {"services.csv": ROWS}),
}


@pytest.mark.parametrize(("files", "found"), TAKEN.values(), ids=TAKEN)
def test_what_is_taken(files, found):
    assert sent(*files) == found


def with_a_password(data: bytes) -> bytes:
    """The same archive, with the mark that its members are encrypted."""
    data = bytearray(data)
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(header) + flags] |= 1
    return bytes(data)


GOOD = archive({"people.csv": b"employee_number,first_name,last_name,email\n" + b"1,Ada,Byron,a@b.uk\n" * 40})
NONE = "None of these is a file of an import. Name them as in the list below, such as services.csv."
CLOSED = "This archive cannot be opened. Make it again, without a password."
MORE = "Send fewer rows at a time, or ask the team that runs this site to import them."
BOMB = archive({"people.csv": b"\0" * (MOST_BYTES + 1)})
REFUSED = {
    "another name": ([("personen.csv", ROWS)], NONE),
    "a workbook": ([("people.xlsx", archive({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}))], NONE),
    "an archive of nothing": ([("all.zip", archive({}))], NONE),
    "an archive of other things": ([("all.zip", archive({"notes.txt": b"x"}))], NONE),
    "an archive in an archive": ([("all.zip", archive({"all.zip": archive(TWO)}))], NONE),
    "a file twice": ([("people.csv", b"x"), ("People.csv", b"y")], "people.csv was sent twice. Send it once."),
    "in an archive and beside it": ([("all.zip", GOOD), ("people.csv", b"y")], "people.csv was sent twice. Send it once."),
    "twice in an archive": (
        [("all.zip", archive([("a/people.csv", b"x"), ("b/people.csv", b"y")]))],
        "people.csv is in the archive twice. Leave one."),
    "with a password": ([("all.zip", with_a_password(GOOD))], CLOSED),
    "cut short": ([("all.zip", GOOD[:-30])], CLOSED),
    "only its first bytes": ([("all.zip", b"PK\x03\x04")], CLOSED),
    "packed in another way": ([("all.zip", archive(TWO, zipfile.ZIP_LZMA))], CLOSED),
    "a bomb": ([("all.zip", BOMB)], f"The archive unpacks to more than 5 MB. {MORE}"),
    "a bomb of many members": (
        [("all.zip", archive(dict.fromkeys(("people.csv", "posts.csv", "teams.csv"), b"\x00" * (MOST_BYTES // 2))))],
        f"The archive unpacks to more than 5 MB. {MORE}"),
    "a large file": ([("people.csv", b"x" * (MOST_BYTES + 1))], f"people.csv is larger than 5 MB. {MORE}"),
    "large files": (
        [("people.csv", b"x" * MOST_BYTES), ("teams.csv", b"x")], f"The files are larger than 5 MB together. {MORE}"),
}  # fmt: skip


@pytest.mark.parametrize(("files", "says"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused(files, says):
    with pytest.raises(UploadRefused) as refused:
        sent(*files)
    assert str(refused.value) == says


def test_the_bomb_is_small_until_it_is_opened():
    assert len(BOMB) < MOST_BYTES // 100


def test_the_largest_file_is_taken():
    assert len(sent(("people.csv", b"x" * MOST_BYTES))["people.csv"]) == MOST_BYTES


PLACE = st.integers(4, len(GOOD) - 1)


@settings(max_examples=600, derandomize=True, database=None)
@given(st.lists(st.tuples(PLACE, st.integers(0, 255)), min_size=1, max_size=4))
def test_a_damaged_archive_is_refused_or_read(changes):
    data = bytearray(GOOD)
    for place, byte in changes:
        data[place] = byte
    try:
        assert set(sent(("all.zip", bytes(data)))) == {"people.csv"}
    except UploadRefused as refused:
        assert str(refused) in (CLOSED, NONE)
