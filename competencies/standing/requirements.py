"""Each requirement with what counts towards it and what does not, and why."""

from dataclasses import dataclass, replace

from nhsuk.components import Table, Tag
from people.rules.period import FOREVER, as_date, last_date

from .. import labels
from ..evidence import Evidence
from ..labels import on_day
from ..putting_right import Records
from ..rules.answer import Stand
from ..rules.outcome import Outcome, State
from ..rules.requirements import Account, TimeInRoleRequirement, Weighed
from ..rules.standard import Leaf
from .known import KnownStanding
from .steps import missing, next_step
from .wording import StandingWords

SHOWN_EVIDENCE = 50
ANOTHER_TYPE = "not_this_one"
"""Why a fact of another type does not count: that is known of all of them, and nobody reads a row of each."""


@dataclass(frozen=True, slots=True)
class RequirementStatus:
    """One requirement of a standing: ``when`` says since or until when, ``next_step`` is empty where nothing is open."""

    id: str
    type: str
    title: str
    rule: str
    tag: Tag
    advisable: bool
    progress: str
    when: str
    next_step: str
    missing: str
    evidence: Table
    has_clock: bool
    guidance: str


@dataclass(frozen=True)
class RequirementShown:
    """The requirements of one standing in words. The names of what counts are read once for all of them."""

    known: KnownStanding
    wording: StandingWords
    evidence: Evidence
    records: Records

    def status(self, stand: Stand) -> RequirementStatus:
        leaf, account = stand.leaf, self.known.accounts[stand.leaf.id]
        tag = self._tag(stand)
        is_open = not stand.outcome.passes and stand.met_on is None and tag is labels.OUTCOMES[stand.outcome]
        return RequirementStatus(
            id=leaf.id,
            type=leaf.type,
            title=labels.title(leaf, self.known.offered),
            rule=labels.in_words(leaf, self.known.offered),
            tag=tag,
            advisable=leaf.advisable,
            progress=labels.counted(account),
            when=_when(stand),
            next_step=next_step(self.known, self.wording, leaf) if is_open else "",
            missing=missing(account) if not stand.outcome.passes else "",
            evidence=self._evidence(leaf, account),
            has_clock=isinstance(leaf.rule, TimeInRoleRequirement),
            guidance=leaf.notes.guidance,
        )

    def _tag(self, stand: Stand) -> Tag:
        if stand.leaf.id in self.known.spare:
            return labels.NOT_NEEDED
        graced = stand.staying and self.known.stays_by.grace_months
        if graced and not stand.outcome.passes and self.known.answer.state in (State.NOT_YET, State.PROVISIONAL):
            return labels.NOT_YET_DUE
        return labels.OUTCOMES[stand.outcome]

    def _evidence(self, leaf: Leaf, account: Account) -> Table:
        """What counts first, the newest of each first; then what nobody has signed."""
        asked_for = [weighed for weighed in account.weighed if weighed.because != ANOTHER_TYPE]
        shown = [(weighed, self.evidence.show(weighed.fact)) for weighed in asked_for]
        shown.sort(key=lambda pair: (pair[0].counts, pair[1].dated), reverse=True)
        rows = [
            (fact.what, fact.when, _weighed(weighed), self.records.put_right(weighed.fact, fact.what))
            for weighed, fact in shown[:SHOWN_EVIDENCE]
        ]
        if more := len(shown) - len(rows):
            rows.append((f"{more} older facts", "", "", ""))
        if others := len(account.weighed) - len(asked_for):
            rows.append((f"{others} of a type that this requirement does not count", "", "", ""))
        unsigned = Tag("Not signed off yet", "grey")
        rows += [(self._competency(leaf, code), "", unsigned, "") for code in account.missing]
        headings = ("Evidence", "When", "Does it count?")
        empty = "Nothing has been recorded that could count."
        return replace(
            self.records.table(f"Evidence for {labels.title(leaf, self.known.offered)}", headings, rows, empty),
            caption_hidden=True,
        )

    def _competency(self, leaf: Leaf, code: str) -> str:
        return f"{code} {self.evidence.competencies.get((leaf.rule.framework, code), '')}".strip()


def _when(stand: Stand) -> str:
    until = on_day(as_date(stand.until)) if stand.until is not None else ""
    if stand.outcome is Outcome.MET and until:
        return f"Met until {until}."
    if stand.outcome is Outcome.MET:
        return f"Met since {on_day(as_date(stand.since))}." if stand.since else "Met."
    if stand.outcome is Outcome.MET_BY_WAIVER:
        return f"Waived until {until}." if until else "Waived."
    return f"Will be met on {on_day(as_date(stand.met_on))}." if stand.met_on is not None else ""


def _weighed(weighed: Weighed) -> Tag:
    why = labels.BECAUSE[weighed.because]
    if weighed.counts and weighed.counts_until:
        why += f" until {on_day(last_date(weighed.counts_until))}" if weighed.counts_until < FOREVER else ""
    return Tag(why, "green" if weighed.counts else "grey")
