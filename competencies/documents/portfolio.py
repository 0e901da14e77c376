"""Everything that is known of what a person can do, as of a day: what counted then, and what did not and why."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from nhsuk import pdf
from nhsuk.words import counted
from people.models import Person

from ..evidence import Evidence, ShownEvidence
from ..labels import on_day
from ..models import NotObserved
from ..queries.asked_for import months_valid
from ..queries.strengths import strengths_of
from ..rules.facts import ApprovalFact, Career, SignOffFact
from ..rules.signed import expires_on
from ..sources import seal_digests
from ..standing import EligibilityStatus

SECTIONS = (
    ("Posts", "posts", "started_on"),
    ("Qualifications", "qualifications", "awarded_on"),
    ("Courses", "completions", "dated"),
    ("Registrations", "registrations", "valid_from"),
    ("Competencies signed off", "sign_offs", "signed_on"),
    ("Observations", "observations", "observed_on"),
    ("Approvals", "approvals", "approved_on"),
)
COLUMNS = [pdf.PdfColumn("Record", header=True), pdf.PdfColumn("When", whole=True), pdf.PdfColumn("On this day")]
MONTHS = [
    pdf.PdfColumn("Supervision", header=True),
    pdf.PdfColumn("Month", whole=True),
    pdf.PdfColumn("Days"),
    pdf.PdfColumn("Note"),
]


def portfolio_pdf(person: Person, career: Career, status: EligibilityStatus, *, names: bool = True) -> bytes:
    """Without ``names`` it names nobody who signed, observed or saw something."""
    evidence, notes = Evidence(career, status.on, names=names), PortfolioNotes(career, status.on)
    blocks: list[pdf.Block] = [pdf.Heading(1, status.headline), pdf.Paragraph(status.explanation or status.tag.text)]
    for title, table, dated in SECTIONS:
        facts = [(evidence.show(fact), notes.of(fact)) for fact in getattr(career, table) if getattr(fact, dated) <= status.on]
        blocks += [pdf.Heading(2, title), pdf.PdfTable(COLUMNS, _rows(facts), empty="Nothing is recorded.")]
    sessions = [(evidence.show(fact), notes.of(fact)) for fact in career.sessions if fact.held_on <= status.on]
    blocks += [
        pdf.Heading(2, "Supervision"),
        *([pdf.Paragraph("A number in brackets after a day is how many sessions there were on it.")] if sessions else []),
        pdf.PdfTable(MONTHS, by_month(sessions), empty="Nothing is recorded."),
        pdf.Heading(2, "Observations that could not take place"),
        pdf.PdfTable(COLUMNS, _not_possible(person, status.on), empty="None is recorded."),
    ]
    blocks += [
        pdf.Heading(2, "Strengths that were seen"),
        pdf.PdfTable(COLUMNS, _strengths(person, status.on, names), empty="None was put forward."),
    ]
    blocks += [pdf.Heading(2, "What this leaves out"), pdf.Paragraph(LEFT_OUT)]
    document = pdf.Document(
        title=f"Portfolio: {person.get_full_name()}",
        subtitle=f"As of {on_day(status.on)}, under {status.version}",
        marking="Official: sensitive",
        blocks=blocks,
    )
    return pdf.render(document)


LEFT_OUT = (
    "Absences, waivers and their reasons, comments of assessors, self-ratings, and development that the person "
    "keeps to themselves."
)


class PortfolioNotes:
    """What has to be said of a fact on a day, so that nobody takes it for more than it is."""

    def __init__(self, career: Career, on: date):
        self.on = on
        places = {fact.row: fact.place for fact in career.sign_offs}
        self.sealed = seal_digests([*places, *places.values()])
        self.months = {framework: months_valid(framework, on) for framework in {fact.framework for fact in career.sign_offs}}

    def of(self, fact: Any) -> str:
        if isinstance(fact, SignOffFact):
            return self._sign_off(fact)
        if isinstance(fact, ApprovalFact):
            return (
                f"withdrawn {on_day(fact.withdrawn_on)}" if fact.withdrawn_on and fact.withdrawn_on <= self.on else "in force"
            )
        if hasattr(fact, "verified"):
            return "verified" if fact.verified else "not verified"
        return "disputed" if getattr(fact, "disputed", False) else ""

    def _sign_off(self, fact: SignOffFact) -> str:
        if fact.revoked_on and fact.revoked_on <= self.on:
            return f"revoked {on_day(fact.revoked_on)}"
        ends = expires_on(fact.signed_on, self.months[fact.framework])
        state = f"ended {on_day(ends)}" if ends <= self.on else "counts"
        digest = self.sealed.get(fact.place) or self.sealed.get(fact.row)
        return f"{state}, sealed {digest[:12]}" if digest else state


def _not_possible(person: Person, on: date) -> list[tuple[str, str, str]]:
    rows = NotObserved.objects.live().filter(person=person, planned_on__lte=on).order_by("-planned_on", "-pk")
    return [(KINDS[row.kind], on_day(row.planned_on), f"reason: {row.because}") for row in rows]


def _strengths(person: Person, on: date, names: bool) -> list[tuple[str, str, str]]:
    rows = strengths_of(person.pk).filter(said_on__lte=on)
    by = {row.pk: f"seen by {row.said_by}" if names else "seen by a colleague" for row in rows}
    by |= {row.pk: "noted by themselves" for row in rows if row.said_by_id == row.person_id}
    return [(row.words, on_day(row.said_on), by[row.pk]) for row in rows]


KINDS = {"practice": "Observation of practice", "supervision": "Observation of supervision given"}


def by_month(sessions: Iterable[tuple[ShownEvidence, str]]) -> list[tuple[str, str, str, str]]:
    """A line for each month and kind of session, the latest month first, with every day."""
    lines: dict[tuple[str, str, str], list[str]] = {}
    ordered = sorted(sessions, key=lambda pair: (-pair[0].dated.year, -pair[0].dated.month, pair[0].what, pair[0].dated.day))
    for shown, note in ordered:
        lines.setdefault((shown.what, f"{shown.dated:%B %Y}", note), []).append(str(shown.dated.day))
    return [(what, month, counted(days), note) for (what, month, note), days in lines.items()]


def _rows(facts: Iterable[tuple[ShownEvidence, str]]) -> list[tuple[str, str, str]]:
    ordered = sorted(facts, key=lambda one: one[0].dated, reverse=True)
    return [(shown.what, shown.when, note) for shown, note in ordered]
