"""Facts on a person's page that lead to where they are put right, for those who may."""

from dataclasses import dataclass

from nhsuk.components import Column, Lines, Link, Table
from people.labels import ABSENCES, on_day
from people.rules import facts as people_facts
from supervision.rules.facts import SessionPart
from training.rules import facts as training_facts

from .rules import facts
from .rules.facts import Career

IN_RECORDS = {
    people_facts.PostFact: "posts",
    people_facts.RegistrationFact: "registrations",
    training_facts.QualificationFact: "qualifications",
    training_facts.CompletionFact: "completions",
    facts.SignOffFact: "sign-offs",
    facts.ObservationFact: "observations",
    facts.ApprovalFact: "approvals",
    facts.WaiverFact: "waivers",
    people_facts.AbsenceFact: "absences",
    SessionPart: "sessions",
}
"""What a fact is called where records are put right."""


@dataclass(frozen=True, slots=True)
class Records:
    """``address``: where the reader may put the person's records right, empty where they may not."""

    address: str

    def put_right(self, fact, what: str) -> Lines | str:
        """Where one fact is corrected, or declared recorded by mistake."""
        kind = IN_RECORDS.get(type(fact))
        if not self.address or kind is None:
            return ""
        base = f"{self.address}{kind}/{fact.row}"
        return Lines((Link("Correct", f"{base}/correct/", what), Link("Recorded by mistake", f"{base}/withdraw/", what)))

    def table(self, caption: str, headings: tuple[str, ...], rows: list[tuple], empty: str) -> Table:
        """A table whose last column leads to where a row is put right, for those who may."""
        columns = [Column(heading) for heading in (*headings, "Correct")]
        if not self.address:
            columns, rows = columns[:-1], [row[:-1] for row in rows]
        return Table(caption, columns, rows, empty)

    def absences(self, career: Career) -> Table:
        """Every absence, the latest first."""
        rows = []
        for gone in sorted(career.absences, key=lambda gone: gone.started_on, reverse=True):
            what = ABSENCES[gone.kind].capitalize()
            rows.append((what, on_day(gone.started_on), on_day(gone.finished_on), self.put_right(gone, what)))
        return self.table("Absences", ("What", "From", "To"), rows, "No absence is recorded.")
