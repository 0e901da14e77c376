"""Documents as a reader meets them: what a screen reader is told, what is printed, what the file says of itself."""

import hashlib
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import page
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.graphics import shapes
from reportlab.graphics.charts.barcharts import VerticalBarChart

from nhsuk.pdf import (
    Bullets,
    Document,
    Drawing,
    FactList,
    Heading,
    Paragraph,
    PdfColumn,
    PdfLink,
    PdfTable,
    TableOfContents,
    render,
)


class Reader:
    """Reads a file through its structure tree, as a screen reader does, with nothing of the code under test."""

    def __init__(self, data: bytes) -> None:
        self.file = pikepdf.open(BytesIO(data))
        self.marked: dict[tuple[int, int], str] = {}
        self.artifacts: list[list[str]] = []
        self.shown: list[str] = []
        for number, sheet in enumerate(self.file.pages):
            self._read(number, sheet)
        self.numbers = {sheet.objgen: number for number, sheet in enumerate(self.file.pages)}

    def tree(self) -> list[tuple[int, str, str]]:
        """Depth, tag and own text of each element, in reading order."""
        return list(self._walk(self.file.Root.StructTreeRoot.K, 0))

    def texts(self, tag: str) -> list[str]:
        return [text for _, name, text in self.tree() if name == tag]

    def elements(self, tag: str) -> list[pikepdf.Dictionary]:
        return [element for element in self._elements(self.file.Root.StructTreeRoot.K) if str(element.S) == f"/{tag}"]

    def page_of(self, element: pikepdf.Dictionary) -> int:
        return self.numbers[element.K[0].Pg.objgen]

    def _elements(self, element: pikepdf.Dictionary) -> Iterator[pikepdf.Dictionary]:
        yield element
        for part in element.get("/K", []):
            if "/S" in part:
                yield from self._elements(part)

    def _walk(self, element: pikepdf.Dictionary, depth: int) -> Iterator[tuple[int, str, str]]:
        parts = list(element.get("/K", []))
        marks = [self.marked[self.numbers[part.Pg.objgen], int(part.MCID)] for part in parts if "/MCID" in part]
        yield depth, str(element.S)[1:], "".join(marks).strip()
        for part in parts:
            if "/S" in part:
                yield from self._walk(part, depth + 1)

    def _read(self, number: int, sheet: pikepdf.Page) -> None:
        characters: dict[int, str] = {}
        open_marks: list[tuple[str, int | None, str | None]] = []
        self.artifacts.append([])
        for operands, operator in pikepdf.parse_content_stream(sheet):
            match str(operator):
                case "Tf":
                    characters = _to_unicode(sheet.Resources.Font[operands[0]])
                case "BDC":
                    properties = operands[1]
                    actual = str(properties.ActualText) if "/ActualText" in properties else None
                    mark = int(properties.MCID) if "/MCID" in properties else None
                    open_marks.append((str(operands[0]), mark, actual))
                    if mark is not None:
                        self.marked[number, mark] = ""
                    self._add(number, open_marks[:-1], actual or "")
                case "EMC":
                    open_marks.pop()
                case "Tj":
                    text = "".join(characters[code] for code in bytes(operands[0]))
                    self.shown.append(text)
                    if open_marks[-1][2] is None:
                        self._add(number, open_marks, text)
                    if open_marks[0][0] == "/Artifact":
                        self.artifacts[number].append(text.strip())

    def _add(self, number: int, open_marks: list[tuple[str, int | None, str | None]], text: str) -> None:
        for _, mark, _ in open_marks:
            if mark is not None:
                self.marked[number, mark] += text


def _to_unicode(font: pikepdf.Dictionary) -> dict[int, str]:
    pairs = re.findall(rb"<(..)> <(....)>\s", font.ToUnicode.read_bytes() + b"\n")
    return {int(code, 16): chr(int(value, 16)) for code, value in pairs}


def bar_chart() -> shapes.Drawing:
    drawing, chart = shapes.Drawing(300, 120), VerticalBarChart()
    chart.data, chart.valueAxis.valueMin = [[3, 7]], 0
    chart.categoryAxis.categoryNames = ["April", "May"]
    drawing.add(chart)
    drawing.add(shapes.String(10, 100, "Sessions", fontName="Helvetica-Bold"))
    return drawing


HOSTILE = [
    "<b>bold</b> & <img src=/etc/passwd> </para>",
    "a < b > c && d",
    "]]> <?xml version='1.0'?> <!--",
    "(unbalanced \\ ) (( \\)",
    "Zo\u0308e Ŵyn Brzęczyszczykiewicz Năstase Nguyễn Ελένη Юлия",
    "\U0001f600 \u2713 done \u2717 \U0001f3f4\U000e0067\U000e0062",
    "שלום مرحبا 你好",
    "\u202eevil\u202c zero\u200bwidth soft\u00adhyphen non\u2011breaking no\u00a0break",
    "\x00\x01\x07\x1b[31m\x7f\x85\ufeff\ufffe\uffff\ud800 \udfff",
    "x" * 5000,
    "a" + "\u0301\u0316" * 500,
    "word " * 450,
    "\n\n\tindented\r\n\r\nlines\u2028more\x0b\x0c",
    "",
    "   ",
]

RICH = Document(
    title="Evidence & records",
    subtitle="Leeds <North>",
    reference="REF-42",
    marking="Official: sensitive",
    author="A service",
    blocks=[
        Paragraph("What this is."),
        FactList([("Prepared for", "An auditor"), ("Period", "April\nto June")]),
        Heading(1, "Findings"),
        Bullets(["One", "Two"]),
        PdfLink("Check it", "https://example.nhs.uk/verify/REF-42"),
        Heading(2, "People"),
        PdfTable(
            [PdfColumn("Name", header=True), PdfColumn("Hours", align="right")], [["Zoë", "7"], ["Ŵyn ✓", ""]], "Who and what"
        ),
        Heading(3, "Chart"),
        Drawing(bar_chart(), "3 in April, 7 in May"),
        Heading(2, "Waivers"),
        PdfTable([PdfColumn("Name")], [], caption="Waivers", empty="None was granted."),
    ],
)


def everywhere(text: str) -> Document:
    """A document with the text in every place that takes one."""
    blocks = [
        Heading(2, text),
        Paragraph(text),
        PdfLink(text, text),
        PdfLink(text, f"https://example.nhs.uk/{text}"),
        Bullets([text, "item"]),
        FactList([(text, text)]),
        PdfTable(
            [PdfColumn(text, header=True), PdfColumn(text, width=1, align="right")], [[text, text]], caption=text, empty=text
        ),
        PdfTable([PdfColumn("Nothing")], [], caption=text, empty=text),
        Drawing(bar_chart(), f"Alternative {text}"),
    ]
    return Document(text, text, text, text, blocks, author=text)


def many_rows(count: int, landscape: bool | None = None) -> Document:
    columns = [PdfColumn(f"Column {number}") for number in range(1, 8)]
    rows = [[f"Row {row} of column {number}" for number in range(1, 8)] for row in range(count)]
    return Document("Many rows", blocks=[PdfTable(columns, rows, caption="All of them")], landscape=landscape)


def verdict(data: bytes) -> tuple[int, list[str]]:
    """Rules of PDF/UA-1 passed, and those failed."""
    limits = page.SafetyLimits(max_table_grid_rows=20_000, max_table_grid_cells=10_000_000)
    report = page.validate_pdf_bytes(data, profile=page.ValidationProfile.PDF_UA_1, limits=limits)
    return report.rules.passed, sorted({failure.rule_id for failure in report.failures})


@pytest.mark.parametrize(
    "document",
    [RICH, replace(RICH, landscape=True), many_rows(300), Document(""), everywhere(" ".join(HOSTILE))],
    ids=["rich", "landscape", "long table", "empty", "hostile"],
)
def test_every_rule_of_pdf_ua_1_holds(document):
    assert verdict(render(document)) == (104, [])


def test_the_checker_would_notice_a_missing_tag():
    broken = pikepdf.open(BytesIO(render(RICH)))
    del broken.Root.MarkInfo
    output = BytesIO()
    broken.save(output)

    passed, failed = verdict(output.getvalue())

    assert (passed < 104, failed != []) == (True, True)


def test_reading_order_and_tags():
    assert Reader(render(RICH)).tree() == [
        (0, "Document", ""),
        (1, "H1", "Evidence & records"),
        (1, "P", "Leeds <North>"),
        (1, "P", "Official: sensitive · Reference REF-42"),
        (1, "P", "What this is."),
        (1, "Table", ""),
        (2, "TR", ""),
        (3, "TH", "Prepared for"),
        (3, "TD", "An auditor"),
        (2, "TR", ""),
        (3, "TH", "Period"),
        (3, "TD", "April to June"),
        (1, "H1", "Findings"),
        (1, "L", ""),
        (2, "LI", ""),
        (3, "Lbl", "•"),
        (3, "LBody", "One"),
        (2, "LI", ""),
        (3, "Lbl", "•"),
        (3, "LBody", "Two"),
        (1, "P", ""),
        (2, "Link", "Check it"),
        (1, "H2", "People"),
        (1, "Table", ""),
        (2, "Caption", "Who and what"),
        (2, "THead", ""),
        (3, "TR", ""),
        (4, "TH", "Name"),
        (4, "TH", "Hours"),
        (2, "TBody", ""),
        (3, "TR", ""),
        (4, "TH", "Zoë"),
        (4, "TD", "7"),
        (3, "TR", ""),
        (4, "TH", "Ŵyn ✓"),
        (4, "TD", ""),
        (1, "H3", "Chart"),
        (1, "Figure", "AprilMay0246Sessions"),
        (1, "H2", "Waivers"),
        (1, "P", "Waivers"),
        (1, "P", "None was granted."),
    ]


def test_headers_say_what_they_head_and_figures_what_they_show():
    reader = Reader(render(RICH))
    figure = reader.elements("Figure")[0]

    assert [str(header.A.Scope) for header in reader.elements("TH")] == ["/Row", "/Row", "/Column", "/Column", "/Row", "/Row"]
    assert str(figure.Alt) == "3 in April, 7 in May"
    assert [float(edge) for edge in figure.A.BBox][2::-2] == [348.0, 48.0]
    assert [str(lists.A.ListNumbering) for lists in reader.elements("L")] == ["/Disc"]


def test_a_skipped_heading_level_is_tagged_as_the_next_one_down():
    document = Document("Title", blocks=[Heading(3, "a"), Heading(3, "b"), Heading(1, "c"), Heading(2, "d")])

    assert [tag for _, tag, _ in Reader(render(document)).tree()] == ["Document", "H1", "H2", "H3", "H1", "H2"]


def test_a_document_without_a_title_says_so():
    reader = Reader(render(Document(" \x00")))

    assert (reader.texts("H1"), str(reader.file.docinfo.Title)) == (["Untitled"], "Untitled")


def test_headings_are_bookmarks():
    with pikepdf.open(BytesIO(render(RICH))).open_outline() as outline:
        found = [
            (entry.title, [(child.title, [leaf.title for leaf in child.children]) for child in entry.children])
            for entry in outline.root
        ]

    assert found == [("Evidence & records", []), ("Findings", [("People", ["Chart"]), ("Waivers", [])])]


def test_the_contents_say_the_page_of_each_heading_and_lead_there():
    blocks = [
        TableOfContents(["Near", "Far"]),
        Heading(1, "Near"),
        *many_rows(60).blocks,
        Heading(1, "Far"),
        Heading(2, "Near"),
    ]
    data = render(Document("Long", blocks=blocks))
    reader = Reader(data)
    pages = [reader.page_of(heading) for heading in reader.elements("H1")[1:]]

    assert (reader.texts("Link"), reader.texts("Span")) == (["Near", "Far"], [str(page + 1) for page in pages])
    assert (pages[0], pages[1] > 2) == (0, True)
    leads = [link.Dest[0] for link in reader.file.pages[0].Annots]
    assert [reader.file.pages.index(pikepdf.Page(page)) for page in leads] == pages
    assert verdict(data) == (104, [])


def test_contents_of_what_is_not_there_are_refused():
    with pytest.raises(ValueError, match="no heading 'Gone'"):
        render(Document("Short", blocks=[TableOfContents(["Gone"])]))


def test_a_link_opens_web_and_mail_addresses_and_nothing_else():
    addresses = ["https://example.nhs.uk/ŵ?a=1", "mailto:a@example.nhs.uk", "javascript:alert(1)", "file:///etc/passwd"]
    reader = Reader(render(Document("Links", blocks=[PdfLink("Here", address) for address in addresses])))
    annotations = list(reader.file.pages[0].Annots)

    assert [str(annotation.A.URI) for annotation in annotations] == [
        "https://example.nhs.uk/%C5%B5?a=1",
        "mailto:a@example.nhs.uk",
    ]
    assert [str(annotation.Contents) for annotation in annotations] == ["Here", "Here"]
    assert reader.texts("Link") == ["Here", "Here"]
    assert reader.texts("P") == ["", "", "Here javascript:alert(1)", "Here file:///etc/passwd"]


def test_the_head_of_a_table_is_read_once_and_printed_on_each_page():
    reader = Reader(render(many_rows(100)))
    titles = [f"Column {number}" for number in range(1, 8)]
    heads = [[text for text in page_ if text in titles] for page_ in reader.artifacts]

    assert len(heads) > 3
    assert heads == [[]] + [titles] * (len(heads) - 1)
    assert reader.texts("TH") == titles
    assert reader.texts("TD") == [f"Row {row} of column {number}" for row in range(100) for number in range(1, 8)]


def test_a_heading_a_caption_and_a_head_stay_with_the_first_row():
    table = PdfTable([PdfColumn("Head")], [["first"], ["second"]], caption="Caption")
    apart = []
    for lines in range(1, 40):
        reader = Reader(render(Document("T", blocks=[Paragraph("x\n" * lines), Heading(2, "Heading"), table])))
        first = [reader.page_of(reader.elements(tag)[0]) for tag in ("H2", "Caption", "TH", "TD")]
        apart += [lines] if len(set(first)) > 1 else []

    assert apart == []


def test_the_last_rows_of_a_table_are_never_one_alone_on_a_page():
    table = PdfTable([PdfColumn("Head")], [[f"Row {number}"] for number in range(7)])
    alone = []
    for lines in range(1, 45):
        reader = Reader(render(Document("T", blocks=[Paragraph("x\n" * lines), table])))
        rows = [reader.page_of(cell) for cell in reader.elements("TD")]
        alone += [lines] if rows[0] != rows[1] or rows[-1] != rows[-3] else []

    assert alone == []


def test_words_that_lead_in_to_a_table_stay_with_it():
    blocks = [Heading(1, "Heading"), Paragraph("Led in."), PdfTable([PdfColumn("Head")], [["first"], ["second"]], "Caption")]
    apart = []
    for lines in range(1, 45):
        reader = Reader(render(Document("T", blocks=[Paragraph("x\n" * lines), *blocks])))
        first = {reader.page_of(reader.elements(tag)[-1]) for tag in ("H1", "P", "Caption", "TH", "TD")}
        apart += [lines] if len(first) > 1 else []

    assert apart == []


def turned(rows: list[list[str]], landscape: bool | None = None) -> bool:
    """Whether a document of a wide table lies on its side."""
    columns = [PdfColumn(f"Column {number}") for number in range(1, len(rows[0]) + 1)]
    with pikepdf.open(BytesIO(render(Document("T", blocks=[PdfTable(columns, rows)], landscape=landscape)))) as file:
        return bool(file.pages[0].MediaBox[2] > file.pages[0].MediaBox[3])


def test_paper_is_turned_only_where_that_saves_pages():
    wide = [["28November2026"] * 5 + ["word " * 20] for _ in range(60)]

    assert (turned(wide), turned(wide[:1]), turned([["word"] * 9] * 60)) == (True, False, False)
    assert (turned(wide, landscape=False), turned([["word"]], landscape=True)) == (False, True)


def test_a_heading_for_a_new_page_begins_it():
    reader = Reader(render(Document("T", blocks=[Paragraph("x"), Heading(1, "Apart", new_page=True), Paragraph("y")])))

    assert [reader.page_of(element) for element in (*reader.elements("H1"), *reader.elements("P"))] == [0, 1, 0, 1]


def test_each_page_says_title_marking_and_its_number():
    pages = Reader(render(replace(RICH, blocks=[Paragraph("word " * 900)]))).artifacts

    assert pages == [
        ["Evidence & records", "Official: sensitive", "Page 1 of 2"],
        ["Evidence & records", "Official: sensitive", "Page 2 of 2", "REF-42"],
    ]


def test_long_furniture_is_cut_to_two_lines():
    title = "A very long title " * 20
    pages = Reader(render(Document(title, marking=title, reference=title))).artifacts

    assert [len(texts) for texts in pages] == [5]
    assert [text.endswith("…") for text in pages[0]] == [False, True, False, True, False]


def test_the_file_says_what_it_is_and_not_when_it_was_made():
    file = pikepdf.open(BytesIO(render(RICH)))
    printed = dict(file.docinfo)
    with file.open_metadata(set_pikepdf_as_editor=False) as metadata:
        said = dict(metadata)

    assert said == {
        "{http://purl.org/dc/elements/1.1/}title": "Evidence & records",
        "{http://purl.org/dc/elements/1.1/}creator": ["A service"],
        "{http://purl.org/dc/elements/1.1/}language": {"en-GB"},
        "{http://www.aiim.org/pdfua/ns/id/}part": "1",
    }
    assert printed == {"/Title": "Evidence & records", "/Author": "A service"}
    assert (str(file.Root.Lang), bool(file.Root.ViewerPreferences.DisplayDocTitle)) == ("en-GB", True)
    assert {str(sheet.Tabs) for sheet in file.pages} == {"/S"}


def test_every_font_is_embedded_even_in_a_drawing():
    file = pikepdf.open(BytesIO(render(RICH)))
    fonts = [font for sheet in file.pages for font in sheet.Resources.Font.values()]

    assert {str(font.BaseFont).split("+")[1] for font in fonts} == {"LiberationSans", "LiberationSans-Bold"}
    assert [font for font in fonts if "/FontFile2" not in font.FontDescriptor] == []


def test_a_drawing_is_made_to_fit_and_left_as_it_was():
    wide = shapes.Drawing(2000, 100)
    wide.add(shapes.String(0, 0, "Wide ✓", fontName="Courier"))
    reader = Reader(render(Document("Wide", blocks=[Drawing(wide, "A wide one")])))

    assert [round(float(edge)) for edge in reader.elements("Figure")[0].A.BBox][::2] == [48, 547]
    assert reader.texts("Figure") == ["Wide [check mark]"]
    assert (wide.contents[0].text, wide.contents[0].fontName) == ("Wide ✓", "Courier")


def test_the_same_content_gives_the_same_bytes_anywhere_and_any_time():
    code = (
        "import hashlib; from tests.nhsuk.test_pdf import RICH; from nhsuk.pdf import render;"
        "print(hashlib.sha256(render(RICH)).hexdigest())"
    )
    environments = [{"PYTHONHASHSEED": "1", "TZ": "UTC"}, {"PYTHONHASHSEED": "2", "SOURCE_DATE_EPOCH": "1", "TZ": "Asia/Tokyo"}]
    found = [
        subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True).stdout.strip()
        for environment in environments
    ]

    assert found == [hashlib.sha256(render(RICH)).hexdigest()] * 2


def test_other_content_gives_another_identity():
    files = [pikepdf.open(BytesIO(render(Document("Same title", blocks=[Paragraph(text)])))) for text in ("one", "one", "two")]
    identities = [bytes(file.trailer.ID[0]) for file in files]

    assert [identities[0] == identity for identity in identities] == [True, True, False]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_never_raises_in_any_place(text):
    for landscape in (False, True):
        data = render(replace(everywhere(text), landscape=landscape))
        assert Reader(data).texts("LBody")[-1] == "item"


def test_text_is_read_as_it_was_typed():
    typed = [
        *HOSTILE[:4],
        "Zoë Ŵyn Brzęczyszczykiewicz Năstase Nguyễn Ελένη Юлия",
        "😀 ✓ done ✗",
        "שלום مرحبا 你好",
        "non‑breaking",
    ]

    assert Reader(render(Document("Typed", blocks=[Paragraph(text) for text in typed]))).texts("P") == typed


def test_what_has_no_glyph_is_shown_as_something_else():
    texts = ["Signed ✓", "你好 שלום", "non‑breaking", "\ud800"]
    shown = Reader(render(Document("Shown", blocks=[Paragraph(text) for text in texts]))).shown

    assert "".join(shown[3:]) == "Signed [check mark]□□ □□□□non-breaking□"


@settings(max_examples=60)
@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_any_text_at_all_can_be_printed(text):
    reader = Reader(render(everywhere(text)))

    assert reader.texts("LBody")[-1] == "item"


def test_long_paragraphs_go_on_in_further_ones():
    sentence = "one two three four five six seven eight nine ten. "
    paragraphs = Reader(render(Document("Long", blocks=[Paragraph(sentence * 45), Paragraph("word " * 401)]))).texts("P")

    assert [len(paragraph.split()) for paragraph in paragraphs] == [200, 200, 50, 200, 200, 1]


@pytest.mark.parametrize(
    ("document", "seconds"),
    [
        (many_rows(150), 5),
        (Document("Words", blocks=[Paragraph("word " * 40_000)]), 5),
        (Document("Unbroken", blocks=[Paragraph("x" * 200_000)]), 5),
        (Document("Marks", blocks=[Paragraph("a" + "\u0301\u0316" * 100_000)]), 5),
        (Document("Faces", blocks=[Paragraph("\U0001f600" * 20_000)]), 5),
        (Document("Cell", blocks=[PdfTable([PdfColumn("a"), PdfColumn("b")], [["word " * 40_000, "y" * 50_000]])]), 15),
        (Document("word " * 40_000, marking="word " * 40_000), 25),
        (Document("Headings", blocks=[Heading(1, "Again")] * 2_000), 25),
    ],
    ids=["table", "words", "unbroken", "marks", "faces", "cell", "title", "headings"],
)
def test_the_cost_grows_no_faster_than_the_content(document, seconds):
    """Each takes a fifth of that on a quiet machine; what grew with the square would take minutes."""
    started = time.process_time()
    render(document)

    assert time.process_time() - started < seconds


def test_wrongly_made_content_is_refused_when_it_is_made():
    wrong = [
        lambda: Heading(4, "Too deep"),
        lambda: PdfTable([], []),
        lambda: PdfTable([PdfColumn("a")], [["one", "two"]]),
        lambda: PdfColumn("a", width=0),
        lambda: Drawing(bar_chart(), " "),
        lambda: Drawing(shapes.Drawing(10, 10), "Nothing was added"),
    ]
    for make in wrong:
        with pytest.raises(ValueError):
            make()
