"""May this person supervise on this day, under which rules, and why (not)?

``timeline`` takes the facts of one person and a standard and returns the person's whole timeline, past and future, by working
with intervals; docs/domain/eligibility.md is the definition. It knows nothing of Django, the clock or the database.
"""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from people.rules.period import BEGINNING, FOREVER, Span, months_after, span

from .facts import Career, first_fact
from .outcome import (
    MET,
    MET_BY_WAIVER,
    NOT_MET,
    PROVISIONAL,
    UNKNOWN,
    Judge,
    Outcome,
    Runs,
    State,
    combined,
    outcome_on,
    runs_of,
    waived,
)
from .requirements import Requirement
from .standard import Leaf, Node, RequirementGroup, Standard

StateRuns = list[tuple[int, State]]
Waivers = dict[str, list[Span]]
Known = dict[Requirement, Runs]


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree judged over time: the runs of its outcome and of each of its requirements, in the order of the tree."""

    outcome: Runs
    leaves: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """One version of a standard judged over time, as if it had always been in force."""

    becoming: Tree
    staying: Tree | None


@dataclass(frozen=True, slots=True)
class ComputedTimeline:
    """``first``: the day of the first fact. ``states``: from then on; the last runs for good. ``versions``: as in the
    standard."""

    first: int
    states: StateRuns
    versions: tuple[Judged, ...]


def timeline(career: Career, standard: Standard) -> ComputedTimeline:
    """The whole timeline of a person under a standard. Without facts it is empty."""
    starts = career.starts()
    first = first_fact(starts)
    waivers = waivers_of(career)
    known: Known = {}
    judged = tuple(
        Judged(
            _tree(version.becoming, career, starts, waivers, known),
            None if version.staying is None else _tree(version.staying, career, starts, waivers, known),
        )
        for version in standard.versions
    )
    return ComputedTimeline(first, [] if first == FOREVER else _states(first, standard, judged), judged)


def _tree(root: Node, career: Career, starts: dict[str, int], waivers: Waivers, known: Known) -> Tree:
    leaves = tuple(_leaf_runs(leaf, career, starts, waivers, known) for leaf in root.leaves())
    return Tree(outcome_of(root, iter(leaves), waivers), leaves)


def _leaf_runs(leaf: Leaf, career: Career, starts: dict[str, int], waivers: Waivers, known: Known) -> Runs:
    """The runs of one requirement. The same rule in another version or tree is judged once."""
    runs = known.get(leaf.rule)
    if runs is None:
        finding = leaf.rule.judge(career)
        runs = known[leaf.rule] = runs_of(finding.met, finding.provisional, starts.get(leaf.rule.table, FOREVER))
    return waived(runs, waivers[leaf.id]) if leaf.id in waivers else runs


def outcome_of(node: Node, leaves: Iterator[Runs], waivers: Waivers) -> Runs:
    """The outcome over time of a tree, from the runs of its requirements in the order of the tree."""
    if not isinstance(node, RequirementGroup):
        return next(leaves)
    children = [(child, outcome_of(child, leaves, waivers)) for child in node.of]
    asked = [runs for child, runs in children if isinstance(child, RequirementGroup) or child.asks]
    runs = combined(asked, OPERATORS[node.op](node.n)) if asked else [(BEGINNING, MET)]
    return waived(runs, waivers[node.id]) if node.id in waivers else runs


def verdict(node: Node, outcomes: Mapping[str, Outcome], waived_ids: Collection[str]) -> Outcome:
    """The outcome of a tree on one day, from those of its requirements (waivers on them included) and the groups waived that
    day."""
    if not isinstance(node, RequirementGroup):
        return outcomes[node.id]
    asked = [verdict(child, outcomes, waived_ids) for child in node.of if isinstance(child, RequirementGroup) or child.asks]
    outcome = OPERATORS[node.op](node.n)(asked) if asked else MET
    return MET_BY_WAIVER if outcome is not MET and node.id in waived_ids else outcome


def waivers_of(career: Career) -> Waivers:
    """When each requirement or group is waived, by its id."""
    waivers: Waivers = {}
    for waiver in career.waivers:
        waivers.setdefault(waiver.requirement, []).append(span(waiver.granted_on, waiver.ends_on))
    return waivers


def _all(outcomes: Sequence[Outcome]) -> Outcome:
    worst = max(outcomes)
    return NOT_MET if worst is UNKNOWN and NOT_MET in outcomes else worst


def _any(outcomes: Sequence[Outcome]) -> Outcome:
    return min(outcomes)


def _n_of(n: int) -> Judge:
    def judge(outcomes: Sequence[Outcome]) -> Outcome:
        met = outcomes.count(MET)
        passed = met + outcomes.count(MET_BY_WAIVER)
        if passed >= n:
            return MET if met >= n else MET_BY_WAIVER
        return PROVISIONAL if passed + outcomes.count(PROVISIONAL) >= n else NOT_MET

    return judge


OPERATORS: dict[str, Callable[[int], Judge]] = {"ALL": lambda n: _all, "ANY": lambda n: _any, "N_OF": _n_of}


def staying_version(standard: Standard, day: int, eligible_since: int | None) -> int:
    """The place of the version that judges a person's staying on the day.

    For somebody eligible since a day it is the latest of the version in force on that day and of every later one whose
    transition is over; for anybody else the version in force.
    """
    if eligible_since is None:
        return standard.in_force(day)
    place = standard.in_force(eligible_since)
    for later in range(place + 1, len(standard.versions)):
        version = standard.versions[later]
        if months_after(version.effective_from.toordinal(), version.transition_months) <= day:
            place = later
    return place


def _states(first: int, standard: Standard, judged: tuple[Judged, ...]) -> StateRuns:
    """Step through the days on which anything can change, from the first fact on.

    Between those days every outcome is constant, and a step that changes nothing would change nothing the day after; after a
    change the very next day is looked at too.
    """
    days = _days_of_change(first, standard, judged)
    states: StateRuns = []
    state, since, place = State.NOT_YET, None, 0
    while place < len(days):
        day = days[place]
        after = _next_state(day, state, since, standard, judged)
        if after is not state or not states:
            state, since = after, day if after is State.ELIGIBLE else None
            states.append((day, state))
            ahead = [day + 1]
            if since is not None:
                ahead += [months_after(day, version.grace_months) for version in standard.versions]
            for other in ahead:
                if day < other < FOREVER and days[(at := bisect_left(days, other)) : at + 1] != [other]:
                    days.insert(at, other)
        place += 1
    return states


def _days_of_change(first: int, standard: Standard, judged: tuple[Judged, ...]) -> list[int]:
    days = {first}
    for version, outcome in zip(standard.versions, judged, strict=True):
        effective = version.effective_from.toordinal()
        days |= {effective, months_after(effective, version.transition_months)}
        days.update(day for day, _ in outcome.becoming.outcome)
        if outcome.staying is not None:
            days.update(day for day, _ in outcome.staying.outcome)
    return sorted(day for day in days if first <= day < FOREVER)


def _next_state(day: int, state: State, since: int | None, standard: Standard, judged: tuple[Judged, ...]) -> State:
    if state is State.ELIGIBLE:
        place = staying_version(standard, day, since)
        stays = _staying(judged[place], day).passes or day < months_after(since, _grace(standard, place))
        return State.ELIGIBLE if stays else State.LAPSED
    place = standard.in_force(day)
    becoming = outcome_on(judged[place].becoming.outcome, day)
    stays = becoming.passes and _staying(judged[place], day).passes
    if state is State.LAPSED:
        return State.ELIGIBLE if stays else State.LAPSED
    if becoming.passes and (stays or _grace(standard, place) >= 1):
        return State.ELIGIBLE
    return State.PROVISIONAL if becoming is PROVISIONAL else State.NOT_YET


def _staying(version: Judged, day: int) -> Outcome:
    """A version without ``staying`` stays by its ``becoming``."""
    return outcome_on((version.staying or version.becoming).outcome, day)


def _grace(standard: Standard, place: int) -> int:
    """The months of grace of a version; 0 where it has no ``staying``."""
    version = standard.versions[place]
    return version.grace_months if version.staying is not None else 0
