"""A pack as a tagged PDF, and as one page of HTML that says the same."""

from collections.abc import Sequence
from html import escape

from reportlab.graphics import shapes
from reportlab.lib.colors import HexColor

from nhsuk import pdf
from nhsuk.paper import as_table
from people.labels import on_day

from ..position import ShownIndicator
from .contents import LEFT_OUT, PackContents, Section

BAR, GAP, LABEL, WIDTH = 16, 8, 190, 480


def as_pdf(of: PackContents, sections: Sequence[Section], reference: str) -> bytes:
    blocks: list[pdf.Block] = [
        pdf.FactList(cover(of)),
        pdf.Heading(1, "Contents"),
        pdf.TableOfContents([*(section.title for section in sections), "What this pack leaves out"]),
    ]
    for section in sections:
        blocks += [pdf.Heading(1, section.title), pdf.Paragraph(section.words)]
        if section.code == "position":
            blocks.append(pdf.Drawing(_bars(of.indicators), in_words(of.indicators)))
        blocks += [as_table(table) for table in section.tables if not (section.code == "position" and len(table.columns) > 6)]
    blocks += [pdf.Heading(1, "What this pack leaves out"), pdf.Bullets(LEFT_OUT)]
    return pdf.render(
        pdf.Document(
            title=title(of),
            subtitle=period(of),
            reference=reference,
            marking="Official: sensitive",
            blocks=blocks,
            landscape=True,
        )
    )


def title(of: PackContents) -> str:
    return f"Supervision evidence: {of.service.name}"


def period(of: PackContents) -> str:
    return f"From {on_day(of.first)} to {on_day(of.last)}, as it is known now"


def cover(of: PackContents) -> list[tuple[str, str]]:
    version = of.standard.versions[of.standard.in_force(of.last.toordinal())].version
    return [
        ("Service", f"{of.service.name} ({of.service.code})"),
        ("Period", f"{on_day(of.first)} to {on_day(of.last)}"),
        ("Standard", f"{of.standard.code}, version {version} on the last day"),
        ("Sample", f"{len(of.drawn)} people, seed {of.seed}"),
    ]


def in_words(shown: Sequence[ShownIndicator]) -> str:
    return "; ".join(f"{one.indicator.title}: {one.value}" for one in shown)


def _bars(shown: Sequence[ShownIndicator]) -> shapes.Drawing:
    """The shares as bars on one scale, each with its number; a line at the target."""
    rows = [one for one in shown if one.indicator.code != "I9"]
    drawing = shapes.Drawing(LABEL + WIDTH + 60, len(rows) * (BAR + GAP) + 4)
    for place, one in enumerate(rows):
        bottom = drawing.height - (place + 1) * (BAR + GAP)
        percent = min(one.figure.percent or 0, 100)
        drawing.add(shapes.String(0, bottom + 4, one.indicator.title, fontSize=10))
        drawing.add(shapes.Rect(LABEL, bottom, WIDTH, BAR, fillColor=HexColor("#e8edee"), strokeColor=None))
        if percent:
            drawing.add(shapes.Rect(LABEL, bottom, WIDTH * percent / 100, BAR, fillColor=HexColor("#005eb8"), strokeColor=None))
        if one.indicator.target:
            at = LABEL + WIDTH * one.indicator.target / 100
            drawing.add(shapes.Line(at, bottom - 2, at, bottom + BAR + 2, strokeColor=HexColor("#212b32"), strokeWidth=1.5))
        drawing.add(shapes.String(LABEL + WIDTH + 6, bottom + 4, one.value, fontSize=10))
    return drawing


STYLE = """body{font-family:Arial,sans-serif;line-height:1.5;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#212b32}
table{border-collapse:collapse;margin:0 0 2rem;width:100%}caption{font-weight:bold;text-align:left;padding:.5rem 0}
th,td{border-bottom:1px solid #d8dde0;padding:.4rem .6rem;text-align:left;vertical-align:top}svg{max-width:100%;height:auto}"""


def as_html(of: PackContents, sections: Sequence[Section], reference: str) -> bytes:
    """The accessible twin: every word and number of the PDF, and the curves of thirteen months."""
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


def _table(table) -> str:
    if not table.rows:
        return f"<h3>{escape(table.caption)}</h3><p>{escape(table.empty)}</p>"
    head = "".join(f'<th scope="col">{escape(column.title)}</th>' for column in table.columns)
    rows = "".join("<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in table.rows)
    return f"<table><caption>{escape(table.caption)}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
