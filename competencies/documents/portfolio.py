"""Everything that is known of what a person can do, as of a day."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from nhsuk import pdf
from people.models import Person

from ..evidence import Evidence, Shown
from ..labels import on_day
from ..rules.facts import Career
from ..standing import Standing

SECTIONS = (
    ("Posts", "posts", "started_on"),
    ("Qualifications", "qualifications", "awarded_on"),
    ("Courses", "completions", "dated"),
    ("Registrations", "registrations", "valid_from"),
    ("Competencies signed off", "sign_offs", "signed_on"),
    ("Observations", "observations", "observed_on"),
    ("Approvals", "approvals", "approved_on"),
    ("Supervision", "sessions", "held_on"),
)
COLUMNS = [pdf.Column("What", width=3, header=True), pdf.Column("When", width=2)]


def portfolio_pdf(person: Person, career: Career, found: Standing) -> bytes:
    evidence = Evidence(career)
    blocks: list[pdf.Block] = [pdf.Heading(1, found.headline), pdf.Paragraph(found.explanation or found.tag.text)]
    for title, table, dated in SECTIONS:
        facts = [evidence.show(fact) for fact in getattr(career, table) if _by(fact, dated, found.on)]
        blocks += [pdf.Heading(2, title), pdf.Table(COLUMNS, _rows(facts), empty="Nothing is recorded.")]
    document = pdf.Document(
        title=f"Portfolio: {person.get_full_name()}",
        subtitle=f"As of {on_day(found.on)}, under {found.version}",
        marking="Official: sensitive",
        blocks=blocks,
    )
    return pdf.render(document)


def _by(fact: Any, dated: str, on: date) -> bool:
    return getattr(fact, dated) <= on


def _rows(facts: Iterable[Shown]) -> list[tuple[str, str]]:
    return [(shown.what, shown.when) for shown in sorted(facts, key=lambda shown: shown.dated, reverse=True)]
