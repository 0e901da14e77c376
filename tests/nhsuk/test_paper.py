"""Tables of the pages, on paper."""

from nhsuk import pdf
from nhsuk.components import Column, Lines, Link, Table
from nhsuk.paper import as_table
from tests.nhsuk.test_pdf import Reader

COLUMNS = [Column("Name"), Column("When", nowrap=True), Column("Weeks", numeric=True)]


def test_columns_and_cells_are_those_of_the_page():
    rows = [(Link("Efua Boakye", "/people/1/"), Lines(("since 4 Sep 2026", "until 3 Sep 2028")), 47)]
    table = as_table(Table("Register", COLUMNS, rows))

    assert table == pdf.PdfTable(
        columns=[pdf.PdfColumn("Name"), pdf.PdfColumn("When", whole=True), pdf.PdfColumn("Weeks", align="right", whole=True)],
        rows=[["Efua Boakye", "since 4 Sep 2026\nuntil 3 Sep 2028", "47"]],
        caption="Register",
        empty="Register: there is nothing to show.",
    )


def test_an_empty_table_keeps_its_title_in_one_sentence():
    blocks = [
        as_table(Table("Waivers", COLUMNS, [], "None in this period.")),
        as_table(Table("All", COLUMNS, [], "None.", True)),
    ]

    assert Reader(pdf.render(pdf.Document("T", blocks=blocks))).texts("P") == ["Waivers: none in this period.", "None."]
