"""A pack as a tagged PDF, and as one page of HTML with every line that the PDF counts."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape

from nhsuk import pdf
from nhsuk.components import Table
from nhsuk.paper import as_table
from nhsuk.words import how_many
from people.labels import on_day

from .contents import LEFT_OUT, PackContents, Section
from .shorter import printed
from .summary import in_sentences, summary

LEFT_OUT_TITLE = "What this pack leaves out"
IN_BRACKETS = "A number in brackets after a day is how many sessions there were on it."
IN_FULL = "Counts and days of sessions stand for single lines, which are in pack.html and in the spreadsheets."


def as_pdf(of: PackContents, sections: Sequence[Section], reference: str) -> bytes:
    blocks: list[pdf.Block] = [
        *summary(of.indicators, sections),
        pdf.Heading(1, "About this pack", new_page=True),
        pdf.FactList(cover(of)),
        pdf.Paragraph(IN_FULL),
        pdf.Heading(1, "Contents"),
        pdf.TableOfContents([*(section.title for section in sections), LEFT_OUT_TITLE]),
    ]
    for section in sections:
        blocks += [pdf.Heading(1, section.title), pdf.Paragraph(_words(section)), *_tables(section)]
    blocks += [pdf.Heading(1, LEFT_OUT_TITLE), pdf.Bullets(LEFT_OUT)]
    return pdf.render(
        pdf.Document(
            title=title(of),
            subtitle=period(of),
            reference=reference,
            marking="Official: sensitive",
            blocks=blocks,
            landscape=False,
        )
    )


def _words(section: Section) -> str:
    return f"{section.words} {IN_BRACKETS}" if section.code == "sample" else section.words


def _tables(section: Section) -> Iterator[pdf.Block]:
    """The tables of a section; where each person of the sample begins there is a heading."""
    for table in printed(section):
        if section.code == "sample" and table.columns[0].title == "Record":
            yield pdf.Heading(2, table.caption)
            table = replace(table, caption_hidden=True)
        yield as_table(table)


def title(of: PackContents) -> str:
    return f"Supervision evidence: {of.service.name}"


def period(of: PackContents) -> str:
    return f"{on_day(of.first)} to {on_day(of.last)}"


def cover(of: PackContents) -> list[tuple[str, str]]:
    version = of.standard.versions[of.standard.in_force(of.last.toordinal())]
    return [
        ("Service", f"{of.service.name} ({of.service.code})"),
        ("Period", f"{period(of)}, as recorded when this pack was made"),
        ("Standard", f"{version.title}, version {version.version} ({of.standard.code})"),
        ("Sample", f"{how_many(len(of.drawn), 'person', 'people')}, sample number {of.seed}"),
    ]


STYLE = """body{font-family:Arial,sans-serif;line-height:1.5;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#212b32}
table{border-collapse:collapse;margin:0 0 2rem;width:100%}caption{font-weight:bold;text-align:left;padding:.5rem 0}
th,td{border-bottom:1px solid #d8dde0;padding:.4rem .6rem;text-align:left;vertical-align:top}svg{max-width:100%;height:auto}"""


def as_html(of: PackContents, sections: Sequence[Section], reference: str) -> bytes:
    """The accessible twin: everything of which the PDF is made, line by line, and the curves of thirteen months."""
    parts = [
        (
            '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" '
            'content="width=device-width, initial-scale=1">'
        ),
        f"<title>{escape(title(of))}</title><style>{STYLE}</style></head><body><main><h1>{escape(title(of))}</h1>",
        f"<p>{escape(period(of))}. Reference {escape(reference)}. Official: sensitive.</p>",
        _pairs(cover(of)),
        '<nav aria-label="Contents"><h2>Contents</h2><ul>',
        *(f'<li><a href="#{one.code}">{escape(one.title)}</a></li>' for one in sections),
        '<li><a href="#left-out">What this pack leaves out</a></li></ul></nav>',
        *_summary(of, sections),
    ]
    for section in sections:
        parts += [f'<h2 id="{section.code}">{escape(section.title)}</h2><p>{escape(section.words)}</p>']
        if section.code == "position":
            parts += [f"<h3>{escape(one.indicator.title)}</h3>{one.chart().__html__()}" for one in of.indicators]
        parts += [_table(table) for table in section.tables]
    parts += [
        '<h2 id="left-out">What this pack leaves out</h2><ul>',
        *(f"<li>{escape(one)}</li>" for one in LEFT_OUT),
        "</ul></main></body></html>",
    ]
    return "\n".join(parts).encode()


def _pairs(pairs: Sequence[tuple[str, str]]) -> str:
    rows = "".join(f'<tr><th scope="row">{escape(term)}</th><td>{escape(said)}</td></tr>' for term, said in pairs)
    return f"<table><caption>About this pack</caption><tbody>{rows}</tbody></table>"


def _summary(of: PackContents, sections: Sequence[Section]) -> list[str]:
    items = "".join(f"<li>{escape(said)}</li>" for said in in_sentences(of.indicators, sections))
    return [f"<h2>Summary</h2><ul>{items}</ul>"]


def _table(table: Table) -> str:
    if not table.rows:
        return f"<p>{escape(table.nothing)}</p>"
    head = "".join(f'<th scope="col">{escape(column.title)}</th>' for column in table.columns)
    rows = "".join("<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in table.rows)
    return f"<table><caption>{escape(table.caption)}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
