"""Where a person stands under a standard on a day, in words: what the desk, the person's page, JSON and PDF all show."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from nhsuk.charts import Bar, Lane, TimelineChart
from nhsuk.components import Column, Table, Tag
from people.rules.period import BEGINNING, FOREVER, as_date, last_date, months_after
from training.queries import Booked, booked

from . import labels
from .evidence import Evidence
from .labels import on_day
from .planned import outlook_if_completed
from .putting_right import Records
from .queries import careers
from .rules.answer import Answer, Stand, answer
from .rules.eligibility import ComputedTimeline, timeline, waivers_of
from .rules.facts import Career
from .rules.outcome import Outcome, Runs, State, joined, with_ends
from .rules.outlook import Outlook, outlook, spare, waived_on
from .rules.requirements import Account, CompetencySignOffRequirement, TimeInRoleRequirement, Weighed
from .rules.standard import RequirementGroup, Standard
from .sources import OpenRequests, open_requests

SHOWN_EVIDENCE = 150


@dataclass(frozen=True, slots=True)
class RequirementStatus:
    """One requirement of a standing: ``when`` says since or until when, ``waits_on`` is empty where nothing is open."""

    id: str
    title: str
    rule: str
    tag: Tag
    advisable: bool
    progress: str
    when: str
    waits_on: str
    missing: str
    evidence: Table
    has_clock: bool
    guidance: str


@dataclass(frozen=True, slots=True)
class EligibilityStatus:
    """``headline`` answers the question in one sentence; ``next_steps`` are what is open, each with whom it waits on."""

    on: date
    known_at: datetime | None
    standard: Standard
    state: State
    tag: Tag
    headline: str
    explanation: str
    next_steps: tuple[tuple[str, str], ...]
    becoming: tuple[RequirementStatus, ...]
    staying: tuple[RequirementStatus, ...]
    version: str
    staying_version: str
    chart: TimelineChart | None
    history: Table
    waivers: Table
    absences: Table

    @property
    def certifiable(self) -> bool:
        return self.state is State.ELIGIBLE


def standing(
    person: int, standard: Standard, on: date, known_at: datetime | None = None, *, me: bool = False, puts_right: str = ""
) -> EligibilityStatus:
    """Where the person (a key) stands. ``me``: speak to them, not of them. ``puts_right``: the address at which the reader may
    put their records right, where they may; each piece of evidence then leads there."""
    career = careers([person], known_at)[person]
    asked = open_requests(person, on) if known_at is None else None
    judged = timeline(career, standard)
    places = booked(person, on) if known_at is None else []
    return Speaker(career, judged, standard, on, known_at, me, places, asked, puts_right).standing()


class Speaker:
    """Puts one answer into words."""

    def __init__(
        self,
        career: Career,
        judged: ComputedTimeline,
        standard: Standard,
        on: date,
        known_at: datetime | None,
        me: bool,
        booked: list[Booked],
        asked: dict[str, OpenRequests] | None,
        puts_right: str = "",
    ):
        self.career, self.judged, self.rules, self.on, self.known_at = career, judged, standard, on, known_at
        self.day = on.toordinal()
        self.who, self.can, self.need = ("You", "can", "need") if me else ("They", "can", "need")
        self.found: Answer = answer(judged, standard, self.day)
        self.outcomes: dict[str, Outcome] = {stand.leaf.id: stand.outcome for stand in self.found.stands}
        waivers = waivers_of(career)
        self.ahead: Outlook = outlook(judged, standard, waivers, self.day)
        self.booked, self.asked, self.records = booked, asked, Records(puts_right)
        self.planned = outlook_if_completed(career, standard, booked, self.day) if booked else self.ahead
        self.spare = self._spare(waived_on(waivers, self.day))
        self.evidence = Evidence(career)
        self.accounts: dict[str, Account] = {s.leaf.id: s.leaf.rule.account(career, self.day) for s in self.found.stands}

    def _spare(self, waived: set[str]) -> set[str]:
        trees = (self.rules.versions[self.found.judged_by].becoming, self.rules.versions[self.found.stays_by].staying)
        return set().union(*(spare(tree, self.outcomes, waived) for tree in trees if tree is not None))

    def standing(self) -> EligibilityStatus:
        headline, explanation = self._headline()
        version = self.rules.versions[self.found.judged_by]
        stays_by = self.rules.versions[self.found.stays_by]
        return EligibilityStatus(
            on=self.on,
            known_at=self.known_at,
            standard=self.rules,
            state=self.found.state,
            tag=labels.STATES[self.found.state],
            headline=headline,
            explanation=explanation,
            next_steps=self._next_steps(),
            becoming=tuple(self._requirement(stand) for stand in self.found.stands if not stand.staying),
            staying=tuple(self._requirement(stand) for stand in self.found.stands if stand.staying),
            version=f"{version.title}, version {version.version}",
            staying_version=f"{stays_by.title}, version {stays_by.version}",
            chart=self._chart(),
            history=self._history(),
            waivers=self._waivers(),
            absences=self.records.absences(self.career),
        )

    # The answer in a sentence ---------------------------------------------------------------------------------------
    def _headline(self) -> tuple[str, str]:
        return {
            State.ELIGIBLE: self._eligible,
            State.PROVISIONAL: self._provisional,
            State.LAPSED: self._lapsed,
            State.NOT_YET: self._not_yet,
        }[self.found.state]()

    def _eligible(self) -> tuple[str, str]:
        since = f"Since {on_day(as_date(self.found.since))}."
        if self.found.until is None:
            return f"{self.who} can supervise.", since
        last = on_day(as_date(self.found.until))
        failing = labels.in_a_list((labels.in_a_sentence(labels.title(item)) for item in self._ending()), "and")
        because = f" What ends it: {failing}." if failing else ""
        return f"{self.who} can supervise until {last}.", f"{since} It lapses after {last} unless something is done.{because}"

    def _ending(self) -> list:
        """The requirements that are no longer met on the day after the last day of eligibility."""
        after = answer(self.judged, self.rules, self.found.until + 1)
        failing = [s.leaf for s in after.stands if not s.outcome.passes and not s.leaf.advisable]
        return [leaf for leaf in failing if any(s.leaf.id == leaf.id and s.staying for s in after.stands)] or failing

    def _provisional(self) -> tuple[str, str]:
        return f"{self.who} can supervise with a co-supervisor.", self._possible("supervise alone")

    def _lapsed(self) -> tuple[str, str]:
        return self._possible(), f"Eligibility lapsed on {on_day(as_date(self.found.since))}. {self._ahead()}".strip()

    def _not_yet(self) -> tuple[str, str]:
        return self._possible(), self._ahead()

    def _possible(self, what: str = "supervise") -> str:
        if self.ahead.surely_from is not None:
            return f"{self.who} can {what} from {on_day(as_date(self.ahead.surely_from))}."
        if not self.ahead.open:
            return f"{self.who} cannot {what} yet."
        items = "the open item is" if len(self.ahead.open) == 1 else f"the {_number(len(self.ahead.open))} open items are"
        again = " again" if self.found.state is State.LAPSED else ""
        if self.ahead.possibly_from is not None and self.ahead.possibly_from > self.day:
            return f"{self.who} can {what}{again} from {on_day(as_date(self.ahead.possibly_from))} if {items} met."
        return f"{self.who} can {what}{again} as soon as {items} met."

    def _ahead(self) -> str:
        if self.ahead.surely_from is not None:
            return "Everything else is in place; time does the rest."
        return self._with_what_is_booked()

    def _with_what_is_booked(self) -> str:
        """The day that courses with a booked place would bring, where they close something that is open."""
        closes = self._closed_by_what_is_booked()
        day = self.planned.surely_from or self.planned.possibly_from
        if not closes or day is None:
            return ""
        courses = labels.in_a_list((f"“{one.title}”" for one in self.booked), "and")
        rest = len(self.planned.open)
        then = (
            ""
            if not rest
            else " and the other open item is met"
            if rest == 1
            else f" and the other {_number(rest)} open items are met"
        )
        whose = "you" if self.who == "You" else "they"
        return (
            f"{self.who} have a place on {courses}: if {whose} complete it{then}, {whose} can supervise from "
            f"{on_day(as_date(max(day, self.day)))}."
        )

    def _closed_by_what_is_booked(self) -> set[int]:
        """The open items, by identity, that would no longer be open."""
        return {id(item) for item in self.ahead.open} - {id(item) for item in self.planned.open}

    def _next_steps(self) -> tuple[tuple[str, str], ...]:
        if self.found.state is State.ELIGIBLE:
            return ()
        return tuple((self._step(item), self._waits_on(item)) for item in self.ahead.open)

    def _step(self, item) -> str:
        name = labels.title(item)
        if isinstance(item, RequirementGroup):
            still = self._still_open(item)
            return (
                f"{name}: still open {'is' if len(still) == 1 else 'are'} {labels.in_a_list(still, 'and')}" if still else name
            )
        missing = self._missing(self.accounts[item.id])
        return f"{name}: {missing}" if missing else name

    def _waits_on(self, item) -> str:
        """On whom: whoever verifies what is there already, or else each of those on whom something that is open waits."""
        if id(item) in self._closed_by_what_is_booked():
            return f"the course, which ends on {on_day(max(one.ends_on for one in self.booked))}"
        leaves = [leaf for leaf in item.leaves() if leaf.id in self.accounts]
        still = [leaf for leaf in leaves if not self.outcomes[leaf.id].passes] or leaves
        waits = list(dict.fromkeys(self._waits(leaf) for leaf in still))
        if labels.TO_VERIFY in waits:
            return labels.TO_VERIFY
        return "; ".join(waits[:3])

    def _waits(self, leaf) -> str:
        """Said to the person, or of them to whoever reads their page."""
        rule, you = leaf.rule, self.who == "You"
        if isinstance(rule, CompetencySignOffRequirement) and self.asked is not None:
            found = self.asked.get(rule.framework, OpenRequests())
            return labels.waits_for_sign_off(self.accounts[leaf.id], found.waiting, found.returned, you=you)
        return labels.waits_on(leaf, self.accounts[leaf.id], you=you)

    def _still_open(self, group: RequirementGroup) -> list[str]:
        """What of a group is open, where some of it is met."""
        leaves = [leaf for leaf in group.leaves() if leaf.id in self.outcomes]
        still = [labels.in_a_sentence(labels.title(leaf)) for leaf in leaves if not self.outcomes[leaf.id].passes]
        return still if len(still) < len(leaves) else []

    # Each requirement -----------------------------------------------------------------------------------------------
    def _requirement(self, stand: Stand) -> RequirementStatus:
        leaf, account = stand.leaf, self.accounts[stand.leaf.id]
        tag = self._tag(stand)
        is_open = not stand.outcome.passes and stand.met_on is None and tag is labels.OUTCOMES[stand.outcome]
        return RequirementStatus(
            id=leaf.id,
            title=labels.title(leaf),
            rule=labels.in_words(leaf),
            tag=tag,
            advisable=leaf.advisable,
            progress=labels.counted(account),
            when=self._when(stand),
            waits_on=self._waits(leaf) if is_open else "",
            missing=self._missing(account) if not stand.outcome.passes else "",
            evidence=self._evidence(leaf, account),
            has_clock=isinstance(leaf.rule, TimeInRoleRequirement),
            guidance=leaf.notes.guidance,
        )

    def _tag(self, stand: Stand) -> Tag:
        if stand.leaf.id in self.spare:
            return labels.NOT_NEEDED
        graced = stand.staying and self.rules.versions[self.found.stays_by].grace_months
        if graced and not stand.outcome.passes and self.found.state in (State.NOT_YET, State.PROVISIONAL):
            return labels.NOT_YET_DUE
        return labels.OUTCOMES[stand.outcome]

    def _when(self, stand: Stand) -> str:
        until = as_date(stand.until) if stand.until is not None else None
        if stand.outcome is Outcome.MET:
            return (
                f"Met until {on_day(until)}."
                if until
                else f"Met since {on_day(as_date(stand.since))}."
                if stand.since
                else "Met."
            )
        if stand.outcome is Outcome.MET_BY_WAIVER:
            return f"Waived until {on_day(until)}." if until else "Waived."
        if stand.met_on is not None:
            return f"Will be met on {on_day(as_date(stand.met_on))}."
        return ""

    def _missing(self, account: Account) -> str:
        if account.unit == "competencies":
            short = account.need - account.have
            return f"{short} of {account.need} {'is' if short == 1 else 'are'} missing" if short else ""
        if account.unit in labels.UNITS and account.need > account.have:
            return f"{account.need - account.have} more {labels.UNITS[account.unit][account.need - account.have != 1]} needed"
        return ""

    def _evidence(self, leaf, account: Account) -> Table:
        shown = [(weighed, self.evidence.show(weighed.fact)) for weighed in account.weighed]
        shown.sort(key=lambda pair: (pair[0].counts, pair[1].dated), reverse=True)
        rows = [
            (fact.what, fact.when, self._weighed(weighed), self.records.put_right(weighed.fact, fact.what))
            for weighed, fact in shown[:SHOWN_EVIDENCE]
        ]
        if more := len(shown) - len(rows):
            rows.append((f"{more} older facts", "", "", ""))
        rows += [(self._unsigned(leaf, code), "", Tag("Nobody has signed this off", "grey"), "") for code in account.missing]
        headings = ("Evidence", "When", "Does it count?")
        empty = "Nothing has been recorded that could count."
        return replace(self.records.table(f"Evidence for {labels.title(leaf)}", headings, rows, empty), caption_hidden=True)

    @staticmethod
    def _weighed(weighed: Weighed) -> Tag:
        why = labels.BECAUSE[weighed.because]
        if weighed.counts and weighed.counts_until:
            why += f" until {on_day(last_date(weighed.counts_until))}" if weighed.counts_until < FOREVER else ""
        return Tag(why, "green" if weighed.counts else "grey")

    def _unsigned(self, leaf, code: str) -> str:
        return f"{code} {self.evidence.competencies.get((leaf.rule.framework, code), '')}".strip()

    # Over time ------------------------------------------------------------------------------------------------------
    def _chart(self) -> TimelineChart | None:
        if not self.judged.states:
            return None
        start = max(self.judged.first, months_after(self.day, -72), BEGINNING)
        finish = min(months_after(max(self.day, start), 24), FOREVER - 1)
        shown = [s for s in self.found.stands if not s.leaf.advisable and s.leaf.id not in self.spare]
        lanes = [Lane("May supervise", self._bars(self.judged.states, labels.STATES))]
        lanes += [Lane(labels.title(s.leaf), self._bars(self._runs(s), labels.OUTCOMES)) for s in shown]
        first, last = as_date(min(start, self.day)), as_date(finish)
        summary = f"Timeline from {first.year} to {last.year}. The same is written out below it."
        return TimelineChart(lanes, first, last, self.on, on_day(self.on), summary)

    @staticmethod
    def _bars(runs, tags: dict) -> list[Bar]:
        return [
            Bar(tags[value].text, tags[value].colour, as_date(start), last_date(stop)) for start, stop, value in with_ends(runs)
        ]

    def _runs(self, stand: Stand) -> Runs:
        place = self.found.stays_by if stand.staying else self.found.judged_by
        judged = self.judged.versions[place]
        tree = judged.staying if stand.staying else judged.becoming
        root = self.rules.versions[place].staying if stand.staying else self.rules.versions[place].becoming
        runs = next(runs for leaf, runs in zip(root.leaves(), tree.leaves, strict=True) if leaf is stand.leaf)
        return joined((max(start, self.judged.first), outcome) for start, outcome in runs)

    def _history(self) -> Table:
        rows = [
            (on_day(as_date(start)), on_day(last_date(stop)) or "no end known", labels.STATES[state])
            for start, stop, state in with_ends(self.judged.states)
        ]
        return Table(
            "May supervise, over time", (Column("From"), Column("To"), Column("State")), rows, "No facts are recorded yet."
        )

    def _waivers(self) -> Table:
        """Every waiver that runs on the day or is still to come."""
        titles = {node.id: labels.title(node) for version in self.rules.versions for node in version.nodes() if node.id}
        rows = [
            (
                title := titles[waiver.requirement],
                on_day(waiver.granted_on),
                on_day(waiver.ends_on),
                self.records.put_right(waiver, title),
            )
            for waiver in self.career.waivers
            if waiver.requirement in titles and waiver.ends_on >= self.on
        ]
        return self.records.table("Waivers", ("What is waived", "From", "To"), rows, "")


def _number(count: int) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    return words[count] if count < len(words) else str(count)
