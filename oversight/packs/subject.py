"""What a pack is about: a service over some days, with all that is known of it, and how its tables are made."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from competencies.labels import title as requirement
from competencies.rules.standard import Standard
from nhsuk.components import Column, Table
from people.models import Person, Service
from people.rules.period import add_months

from ..position import ShownIndicator, position
from ..queries import gathered
from ..rules.facts import PairPeriod, ServiceFacts

LEFT = "a person who has left"


@dataclass(frozen=True)
class PackSubject:
    """A service from ``first`` to ``last``, by a standard, with all that is known of it; a sample of ``sample`` people drawn
    with ``seed``."""

    service: Service
    standard: Standard
    first: date
    last: date
    sample: int
    seed: int

    @cached_property
    def facts(self) -> ServiceFacts:
        return gathered(self.service, self.standard.code, min(self.first, add_months(self.last, -26)), self.last)

    @cached_property
    def people(self) -> dict[int, Person]:
        keys = {*self.facts.posts, *(key for pair in self.facts.pairs for key in (pair.supervisor, pair.supervisee))}
        return {person.pk: person for person in Person.objects.filter(pk__in=keys)}

    @cached_property
    def pairs(self) -> list[PairPeriod]:
        """Those that ran on a day of the period, by name and day."""
        there = [p for p in self.facts.pairs if p.start <= self.last and (p.finish is None or p.finish >= self.first)]
        return sorted(there, key=lambda p: (self.name(p.supervisee), p.kind, p.start, p.place))

    @cached_property
    def indicators(self) -> list[ShownIndicator]:
        return position(self.facts, self.last)

    def name(self, key: int | None) -> str:
        return str(self.people[key]) if key in self.people else LEFT if key else "a supervisor from outside"

    @cached_property
    def requirements(self) -> dict[str, str]:
        """The titles of what can be waived, by code."""
        nodes = (node for version in self.standard.versions for node in version.nodes())
        return {node.id: requirement(node) for node in nodes if node.id}

    def waived(self, code: str) -> str:
        """A requirement by its title; one of another standard has no other name here than its code."""
        return self.requirements.get(code, f"a requirement of another standard ({code})")

    def supervised_by(self, pair: PairPeriod) -> str:
        beside = f" with co-supervisor {self.name(pair.beside)}" if pair.beside else ""
        return f"{self.name(pair.supervisor)}{beside}"

    @cached_property
    def drawn(self) -> list[Person]:
        """The sample: of those in post on the last day, in the order of their numbers, so that the seed draws the same
        anywhere."""
        here = sorted(
            (key for key in self.facts.in_post(self.last)), key=lambda key: (self.people[key].employee_number or "", key)
        )
        return [self.people[key] for key in random.Random(self.seed).sample(here, min(self.sample, len(here)))]


Made = tuple[str, Sequence[Table]]
DAYS = {"Since", "Until", "From", "To", "Date", "Planned for", "Signed by all on", "Review by"}
NUMBERS = {"Minutes", "Minutes attended", "Minutes given", "Minutes due", "Weeks held", "Weeks expected", "Share", "Days late"}
NONE = "None in this period."


def table_of(caption: str, titles: Sequence[str], rows: Sequence[Sequence], empty: str) -> Table:
    """A table of a section: numbers stand at the right, and days on one line."""
    columns = [Column(title, numeric=title in NUMBERS, nowrap=title in DAYS) for title in titles]
    return Table(caption, columns, rows, empty)
