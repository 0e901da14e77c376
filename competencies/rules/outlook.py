"""What is still open, and the earliest day on which a person could supervise if it were done now.

A requirement is *open* if neither time nor what is already known will ever meet it: somebody has to do something. The others
are met, or will be met on a day that is already known.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from people.rules.period import BEGINNING, FOREVER

from .eligibility import ComputedTimeline, Tree, Waivers, outcome_of, verdict
from .outcome import MET, Outcome, Runs, State, joined, outcome_on
from .standard import Leaf, Node, RequirementGroup, Standard

Lacking = tuple[int, int, tuple[int, ...]]
"""From a day on: the place of the version in force, and the places in its tree of what is lacking."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """``surely_from``: when the person will be eligible if nothing more is done; ``possibly_from``: if what is open is done
    now.

    ``open`` are requirements, or groups of which any one would do. Either day may be ``None``.
    """

    surely_from: int | None
    possibly_from: int | None
    open: tuple[Node, ...]


def outlook(timeline: ComputedTimeline, standard: Standard, waivers: Waivers, day: int) -> Outlook:
    """What lies ahead of somebody who is not eligible on the day, by the version in force then."""
    place = standard.in_force(day)
    version, judged = standard.versions[place], timeline.versions[place]
    trees = [(version.becoming, judged.becoming)]
    if version.staying is not None and judged.staying is not None and (not version.grace_months or _lapsed(timeline, day)):
        trees.append((version.staying, judged.staying))
    still = _without_repeats([item for node, tree in trees for item in _open(node, iter(tree.leaves), day)])
    possible = [_passing(node, tree, waivers, still, day) for node, tree in trees]
    sure = next((start for start, state in timeline.states if start > day and state is State.ELIGIBLE), None)
    return Outlook(sure, _first_day(possible, day), still)


def _without_repeats(items: list[Node]) -> tuple[Node, ...]:
    """The same rule asked for by becoming and by staying is one thing to do."""
    kept: dict[tuple[Any, ...], Node] = {}
    for item in items:
        kept.setdefault(tuple(leaf.rule for leaf in item.leaves()), item)
    return tuple(kept.values())


def lacking(node: Node, outcomes: Mapping[str, Outcome], waived: Collection[str]) -> tuple[Node, ...]:
    """The requirements, and groups of which any one would do, that keep a tree from passing on a day.

    ``outcomes`` are those of its requirements on the day, ``waived`` the ids of groups waived then.
    """
    if verdict(node, outcomes, waived).passes:
        return ()
    if isinstance(node, Leaf) or node.op != "ALL":
        return (node,)
    asked = (child for child in node.of if isinstance(child, RequirementGroup) or child.asks)
    return tuple(item for child in asked for item in lacking(child, outcomes, waived))


def lacking_over_time(timeline: ComputedTimeline, standard: Standard, waivers: Waivers) -> list[Lacking]:
    """What a person lacks for becoming eligible, by the version in force, from their first fact on: runs that differ."""
    edges = {day for spans in waivers.values() for pair in spans for day in pair}
    edges |= {version.effective_from.toordinal() for version in standard.versions}
    edges |= {day for judged in timeline.versions for runs in judged.becoming.leaves for day, _ in runs}
    places = [{id(node): place for place, node in enumerate(version.places)} for version in standard.versions]
    changes: list[Lacking] = []
    for day in sorted({timeline.first} | {day for day in edges if timeline.first < day < FOREVER}):
        version = standard.in_force(day)
        root, runs = standard.versions[version].becoming, timeline.versions[version].becoming.leaves
        outcomes = {leaf.id: outcome_on(of, day) for leaf, of in zip(root.leaves(), runs, strict=True)}
        lacks = tuple(places[version][id(node)] for node in lacking(root, outcomes, waived_on(waivers, day)))
        if not changes or changes[-1][1:] != (version, lacks):
            changes.append((day, version, lacks))
    return changes


def spare(node: Node, outcomes: Mapping[str, Outcome], waived: Collection[str]) -> set[str]:
    """Ids of requirements that fail on the day and need not pass: others of their group do."""
    if isinstance(node, Leaf):
        return set()
    if node.op != "ALL" and verdict(node, outcomes, waived).passes:
        return {leaf.id for leaf in node.leaves() if not outcomes[leaf.id].passes}
    return set().union(*(spare(child, outcomes, waived) for child in node.of))


def waived_on(waivers: Waivers, day: int) -> set[str]:
    return {name for name, spans in waivers.items() if any(start <= day < stop for start, stop in spans)}


def _lapsed(timeline: ComputedTimeline, day: int) -> bool:
    before = [state for start, state in timeline.states if start <= day]
    return bool(before) and before[-1] is State.LAPSED


def _open(node: Node, leaves: Iterator[Runs], day: int) -> list[Node]:
    if isinstance(node, Leaf):
        runs = next(leaves)
        return [] if node.advisable or _will_pass(runs, day) else [node]
    of_children = [(child, _open(child, leaves, day)) for child in node.of]
    asked = [still for child, still in of_children if isinstance(child, RequirementGroup) or child.asks]
    if node.op == "ALL" or not asked:
        return [item for still in asked for item in still]
    done, needed = sum(not still for still in asked), node.n or 1
    if done >= needed:
        return []
    return [node] if needed - done < len(asked) - done else [item for still in asked for item in still]


def _will_pass(runs: Runs, day: int) -> bool:
    return outcome_on(runs, day).passes or any(outcome is MET for start, outcome in runs if start > day)


def _passing(node: Node, tree: Tree, waivers: Waivers, still: tuple[Node, ...], day: int) -> Runs:
    """The outcome of the tree if everything open were met from the day on."""
    done = {leaf.rule for item in still for leaf in item.leaves()}
    leaves = (
        joined([*((start, outcome) for start, outcome in runs if start < day), (day, MET)]) if leaf.rule in done else runs
        for leaf, runs in zip(node.leaves(), tree.leaves, strict=True)
    )
    return outcome_of(node, leaves, waivers)


def _first_day(all_of: list[Runs], day: int) -> int | None:
    """The first day from ``day`` on on which every one passes."""
    days = sorted({max(start, day) for runs in all_of for start, _ in runs} | {day})
    return next((d for d in days if d > BEGINNING and all(outcome_on(runs, d).passes for runs in all_of)), None)
