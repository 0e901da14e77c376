"""What is known of where somebody stands under a standard on a day, before anything is said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from training.queries import Booked

from ..planned import outlook_if_completed
from ..queries.asked_for import competencies_of
from ..queries.offered import titles_of
from ..rules.answer import Answer, answer
from ..rules.eligibility import ComputedTimeline, timeline, waivers_of
from ..rules.facts import Career
from ..rules.offered import Offered
from ..rules.outcome import Outcome
from ..rules.outlook import Outlook, outlook, spare, waived_on
from ..rules.requirements import Account
from ..rules.standard import Leaf, Standard, Version
from ..sources import OpenRequests


@dataclass(frozen=True)
class KnownStanding:
    """``asked``: by framework, whom they have asked for sign-offs; nothing where the question is about what was known earlier.
    ``booked``: the courses on which they have a place."""

    career: Career
    standard: Standard
    on: date
    asked: Mapping[str, OpenRequests] | None
    booked: Sequence[Booked]

    @property
    def day(self) -> int:
        return self.on.toordinal()

    @cached_property
    def judged(self) -> ComputedTimeline:
        return timeline(self.career, self.standard)

    @cached_property
    def answer(self) -> Answer:
        return answer(self.judged, self.standard, self.day)

    @cached_property
    def _titles(self) -> dict[str, dict[str, str]]:
        return {}

    def titles(self, framework: str) -> dict[str, str]:
        """The titles of the competencies of a framework, by code; read once."""
        if framework not in self._titles:
            self._titles[framework] = {code: row.title for code, row in competencies_of(framework).items()}
        return self._titles[framework]

    @property
    def judged_by(self) -> Version:
        """The version that says what it takes to become a supervisor."""
        return self.standard.versions[self.answer.judged_by]

    @property
    def stays_by(self) -> Version:
        """The version that says what it takes to stay one."""
        return self.standard.versions[self.answer.stays_by]

    @cached_property
    def outcomes(self) -> dict[str, Outcome]:
        """The outcome of each requirement."""
        return {stand.leaf.id: stand.outcome for stand in self.answer.stands}

    @cached_property
    def offered(self) -> Offered:
        """The titles of what the requirements name by a code."""
        return titles_of(stand.leaf for stand in self.answer.stands)

    @cached_property
    def accounts(self) -> dict[str, Account]:
        """The account of each requirement: what counts towards it."""
        return {stand.leaf.id: stand.leaf.rule.account(self.career, self.day) for stand in self.answer.stands}

    @cached_property
    def ahead(self) -> Outlook:
        return outlook(self.judged, self.standard, waivers_of(self.career), self.day)

    @cached_property
    def ahead_if_completed(self) -> Outlook:
        """What lies ahead if they complete the courses on which they have a place."""
        return outlook_if_completed(self.career, self.standard, self.booked, self.day) if self.booked else self.ahead

    @cached_property
    def closed_by_what_is_booked(self) -> set[int]:
        """The open items, by identity, that would no longer be open then."""
        return {id(item) for item in self.ahead.open} - {id(item) for item in self.ahead_if_completed.open}

    @cached_property
    def spare(self) -> set[str]:
        """The requirements that are not needed, because another way to meet the same is met or waived."""
        waived, trees = waived_on(waivers_of(self.career), self.day), (self.judged_by.becoming, self.stays_by.staying)
        return set().union(*(spare(tree, self.outcomes, waived) for tree in trees if tree is not None))

    @cached_property
    def ending(self) -> list[Leaf]:
        """The requirements that are no longer met on the day after the last day of eligibility."""
        after = answer(self.judged, self.standard, self.answer.until + 1)
        failing = [stand.leaf for stand in after.stands if not stand.outcome.passes and not stand.leaf.advisable]
        staying = {stand.leaf.id for stand in after.stands if stand.staying}
        return [leaf for leaf in failing if leaf.id in staying] or failing
