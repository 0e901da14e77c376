"""What is taken of a file, and what is refused: by its content, whatever it is called."""

import io
import tracemalloc
import zlib
from types import SimpleNamespace

import pikepdf
import pytest
from PIL import Image

from people.attachments import MOST_BYTES, AttachmentRefused, cleaned

from .files import flood, pdf, picture, upload

TAKEN = {
    "a document": (pdf(), "certificate.pdf", "certificate.pdf"),
    "a document called otherwise": (pdf(), "certificate.exe", "certificate.pdf"),
    "a photograph": (picture("JPEG"), "IMG 1.JPG", "IMG 1.jpeg"),
    "a picture": (picture("PNG"), "scan.png", "scan.png"),
    "a path": (pdf(), "../../etc/passwd", "passwd.pdf"),
    "a path of Windows": (pdf(), "C:\\certificates\\mine.pdf", "mine.pdf"),
    "only signs": (pdf(), "<<>>.pdf", "certificate.pdf"),
    "with a line in its name": (pdf(), "a\r\nb.pdf", "a b.pdf"),
}


@pytest.mark.parametrize(("content", "name", "kept"), TAKEN.values(), ids=TAKEN)
def test_it_is_taken_under_a_harmless_name(content, name, kept):
    file = upload(content)
    file._name = name
    assert cleaned(file).name == kept


TYPE = "This is not a PDF, JPEG or PNG file, whatever its name says. Send one of these."
REFUSED = {
    "a page": (b"<html><script>alert(1)</script>", TYPE),
    "a drawing with a script": (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", TYPE),
    "an archive": (b"PK\x03\x04" + b"x" * 100, TYPE),
    "a program": (b"MZ\x90\x00", TYPE),
    "a moving picture": (picture("GIF"), TYPE),
    "only the beginning of a document": (
        b"%PDF-1.7\n",
        "This PDF cannot be opened. Print it to a new PDF, or send a photograph.",
    ),
    "only the beginning of a photograph": (
        picture("JPEG")[:40],
        "This picture cannot be opened. Save it anew, or send a photograph.",
    ),
    "a page that begins as a picture": (
        b"\x89PNG\r\n\x1a\n<script>",
        "This picture cannot be opened. Save it anew, or send a photograph.",
    ),
    "a flood of pixels": (flood(50_000, 50_000), "This picture has too many pixels. Send a smaller one."),
    "a password": (pdf(encryption=pikepdf.Encryption(owner="o", user="u")), "This PDF has a password. Send one without."),
    "too many pages": (pdf(201), "This document has more than 200 pages. Send only those that matter."),
}


@pytest.mark.parametrize(("content", "why"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused_in_words(content, why):
    with pytest.raises(AttachmentRefused) as refused:
        cleaned(upload(content))
    assert str(refused.value) == why


def test_a_file_that_is_too_large_is_not_even_read():
    with pytest.raises(AttachmentRefused) as refused:
        cleaned(SimpleNamespace(size=80_000_000, name="all.pdf"))
    assert str(refused.value).startswith(f"This file is larger than {MOST_BYTES // 1_000_000} MB.")


def test_a_name_with_a_patients_number_is_refused():
    with pytest.raises(AttachmentRefused) as refused:
        cleaned(upload(name="943 476 5919.pdf"))
    assert str(refused.value).startswith("The name of the file: This looks like an NHS number.")


def test_a_document_loses_its_scripts_and_what_is_hidden_in_it():
    kept = cleaned(upload(pdf(script="app.alert(1)"))).content
    with pikepdf.open(io.BytesIO(kept)) as document:
        assert sorted(set(document.Root.keys()) & {"/OpenAction", "/AA", "/Names", "/AcroForm"}) == []
    assert b"app.alert" not in kept and b"inside.exe" not in kept


def test_a_photograph_loses_where_it_was_taken():
    exif = Image.Exif()
    exif[0x010E] = "at home"
    kept = cleaned(upload(picture("JPEG", exif=exif), "a.jpg")).content
    with Image.open(io.BytesIO(kept)) as drawn:
        assert dict(drawn.getexif()) == {}
    assert b"at home" not in kept


def test_nothing_is_left_of_what_hides_elsewhere_in_a_document():
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(script="app.alert(1)"))) as document:
        action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="outlined()")
        item = document.make_indirect(pikepdf.Dictionary(Title="x", A=action))
        document.Root.Outlines = pikepdf.Dictionary(Type=pikepdf.Name.Outlines, First=item, Last=item, Count=1)
        document.pages[0].obj.PieceInfo = pikepdf.Dictionary(Ours=pikepdf.Dictionary(EF=document.make_stream(b"MZ hidden")))
        document.docinfo["/Author"] = "Somebody at home"
        document.save(out)
    kept = cleaned(upload(out.getvalue())).content
    assert [words in kept for words in (b"outlined", b"alert", b"hidden", b"Somebody")] == [False] * 4
    with pikepdf.open(io.BytesIO(kept)) as document:
        assert (len(document.pages), sorted(document.Root.keys())) == (1, ["/Pages", "/Type"])


def test_a_photograph_loses_its_comment():
    assert b"at home" not in cleaned(upload(picture("JPEG", comment=b"at home"), "a.jpg")).content


def test_a_pdf_that_unpacks_to_far_more_than_a_document_is_refused_without_being_unpacked():
    with pikepdf.new() as bomb:
        page = bomb.add_blank_page()
        page.obj.Contents = pikepdf.Stream(bomb, b"")
        page.obj.Contents.write(zlib.compress(b" " * 210_000_000, 9), filter=pikepdf.Name("/FlateDecode"))
        out = io.BytesIO()
        bomb.save(out)
    assert len(out.getvalue()) < 1_000_000
    tracemalloc.start()
    with pytest.raises(AttachmentRefused, match="unpacks to far more than a document needs"):
        cleaned(upload(out.getvalue(), "bomb.pdf"))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 20_000_000
