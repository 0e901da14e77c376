"""What a draft of a standard would change: the counts in sentences, the states before and after, and who it is."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from governance.access import permitted
from governance.policy import Action
from nhsuk.charts import BarShare, ShareChart
from nhsuk.components import Column, Link, Table, Tag
from nhsuk.words import how_many
from people.models import Person
from people.rules.period import as_date

from .. import labels
from ..rules.comparison import EligibilityChange, Kind
from ..rules.outcome import State
from ..whatif import StandardWhatIf

TAGS = {
    "now": Tag("Loses", "red"),
    "never": Tag("Loses", "red"),
    "later": Tag("Later", "orange"),
    "sooner": Tag("Sooner", "green"),
    "else": Tag("Another state", "blue"),
}
SENTENCES = {
    "now": ("loses what they have today", "lose what they have today"),
    "never": ("does not get what they would have had", "do not get what they would have had"),
    "later": ("becomes eligible later", "become eligible later"),
    "sooner": ("can supervise sooner", "can supervise sooner"),
    "else": ("comes to another state", "come to another state"),
}
"""What happens to people, what is taken away first: said of one and of several."""


def what_happens(change: EligibilityChange) -> str:
    if change.kind is Kind.LOSES:
        return "now" if change.less and change.less.has else "never"
    if change.less:
        return "later"
    return "sooner" if change.kind is Kind.GAINS else "else"


@dataclass(frozen=True)
class DraftOutcome:
    """The outcome of a what-if, ready to show."""

    outcome: StandardWhatIf

    def lines(self) -> Iterator[str]:
        """How many lose, wait longer or gain. That nobody loses anything is said, too; of the rest only what there is."""
        happens = [what_happens(change) for change in self.outcome.changes.values()]
        for what, (one, many) in SENTENCES.items():
            count = happens.count(what)
            if count or what == "now":
                yield f"{how_many(count, 'person', 'people')} {one if count == 1 else many}"

    @property
    def chart(self) -> ShareChart:
        rows = [
            (words, [BarShare(tag.text, count[state], CHART[state]) for state, tag in labels.STATES.items()])
            for words, count in self._columns()
        ]
        return ShareChart(rows, self._summary())

    def _columns(self):
        return (("Now", self.outcome.before), ("Then", self.outcome.after))

    def _summary(self) -> str:
        said = [
            f"{words}: {labels.in_a_list([f'{tag.text} {count[state]}' for state, tag in labels.STATES.items()], 'and')}."
            for words, count in self._columns()
        ]
        return f"People by state on {labels.on_day(self.outcome.day)}. {' '.join(said)}"

    @property
    def twin(self) -> Table:
        """The picture as a table."""
        now, then = self.outcome.before, self.outcome.after
        rows = [(tag, str(now[state]), str(then[state])) for state, tag in labels.STATES.items()]
        columns = [Column("State"), Column("Now", numeric=True), Column("Then", numeric=True)]
        return Table(f"People by state on {labels.on_day(self.outcome.day)}", columns, rows)


CHART = {State.ELIGIBLE: "green", State.PROVISIONAL: "blue", State.NOT_YET: "grey", State.LAPSED: "red"}


@dataclass(frozen=True)
class WhomItChanges:
    """The people whom the reader may know by name; the others are in the counts alone."""

    outcome: StandardWhatIf
    reader: Person

    def table(self) -> Table:
        columns = ("Name", "What changes", "From", "Now", "Then", "Can supervise from")
        empty = "No one that you can see by name."
        return Table(
            "Who it changes", [Column(title) for title in columns], [self._row(person) for person in self._people()], empty
        )

    def _people(self) -> list[Person]:
        mine = permitted(Person.objects.filter(pk__in=self.outcome.changes), to=Action.VIEW_PERSON, by=self.reader)
        order = list(SENTENCES)
        return sorted(
            mine, key=lambda p: (order.index(what_happens(self.outcome.changes[p.pk])), p.last_name, p.first_name, p.pk)
        )

    def _row(self, person: Person) -> tuple:
        change = self.outcome.changes[person.pk]
        part = change.less
        first, before, after = (part.day, part.before, part.after) if part else (change.first, change.before, change.after)
        was, becomes = (_day(day) for day in (change.eligible_before, change.eligible_after))
        return (
            Link(str(person), reverse("people:page", args=[person.public_id])), TAGS[what_happens(change)],
            labels.short_day(as_date(first)), labels.STATES[before].text, labels.STATES[after].text,
            f"{was} → {becomes}" if was != becomes else was,
        )  # fmt: skip


def _day(day: int | None) -> str:
    return labels.short_day(as_date(day)) if day else "not known"
