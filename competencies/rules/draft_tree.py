"""The tree of requirements of a draft, as the JSON that it is: what stands at a place, and what changes there.

A place is named by its section and by how far down each list it stands: ``becoming-2-0`` is the first in the third group. What
changes is a new document; the old one stays as it is.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

DraftNode = dict[str, Any]
SECTIONS = ("becoming", "staying")
_PLACE = re.compile(rf"(?:{'|'.join(SECTIONS)})(?:-\d{{1,4}})*")


@dataclass(frozen=True, slots=True)
class DraftPlace:
    """Where in a draft something stands."""

    section: str
    path: tuple[int, ...] = ()

    def __str__(self) -> str:
        return "-".join([self.section, *map(str, self.path)])

    @property
    def parent(self) -> "DraftPlace":
        return DraftPlace(self.section, self.path[:-1])

    def child(self, index: int) -> "DraftPlace":
        return DraftPlace(self.section, (*self.path, index))

    def within(self, other: "DraftPlace") -> bool:
        return self.section == other.section and self.path[: len(other.path)] == other.path


def read_place(words: str) -> DraftPlace | None:
    if not _PLACE.fullmatch(words):
        return None
    section, *path = words.split("-")
    return DraftPlace(section, tuple(map(int, path)))


def children(node: Any) -> list[Any]:
    """What a group has in it, as far as it can be read."""
    held = node.get("of") if isinstance(node, dict) else None
    return held if isinstance(held, list) else []


def is_group(node: Any) -> bool:
    return isinstance(node, dict) and "op" in node


def node_at(document: Any, place: DraftPlace) -> Any:
    """What stands at a place; nothing where nothing does."""
    node = document.get(place.section) if isinstance(document, dict) else None
    for index in place.path:
        below = children(node)
        node = below[index] if index < len(below) else None
    return node


def places(document: Any) -> Iterator[tuple[DraftPlace, Any]]:
    """Everything in a draft with its place, each group before what is in it."""
    for section in SECTIONS:
        if isinstance(document, dict) and section in document:
            yield from _below(DraftPlace(section), document[section])


def _below(place: DraftPlace, node: Any) -> Iterator[tuple[DraftPlace, Any]]:
    yield place, node
    for index, child in enumerate(children(node)):
        yield from _below(place.child(index), child)


def put(document: DraftNode, place: DraftPlace, node: DraftNode) -> DraftNode:
    """The document with this at a place where something stands already."""
    changed = deepcopy(document)
    if place.path:
        children(node_at(changed, place.parent))[place.path[-1]] = node
    else:
        changed[place.section] = node
    return changed


def add(document: DraftNode, group: DraftPlace, *nodes: DraftNode) -> DraftNode:
    """The document with these at the end of a group. A section that is empty becomes a group of them; one that is a single
    requirement becomes a group of that and them."""
    held = node_at(document, group)
    if is_group(held):
        return put(document, group, held | {"of": [*children(held), *nodes]})
    if held is None:
        return document | {group.section: {"op": "ALL", "of": list(nodes)}}
    return add(enclose(document, group), group, *nodes)


def remove(document: DraftNode, place: DraftPlace) -> DraftNode:
    changed = deepcopy(document)
    if place.path:
        del children(node_at(changed, place.parent))[place.path[-1]]
    else:
        del changed[place.section]
    return changed


def ungroup(document: DraftNode, place: DraftPlace) -> DraftNode:
    """The document with what is in a group in place of the group."""
    changed = deepcopy(document)
    siblings = children(node_at(changed, place.parent))
    siblings[place.path[-1] : place.path[-1] + 1] = children(siblings[place.path[-1]])
    return changed


def shift(document: DraftNode, place: DraftPlace, by: int) -> DraftNode:
    """The document with what stands at a place so much further down its list, or up; at its end it stays."""
    changed = deepcopy(document)
    siblings = children(node_at(changed, place.parent)) if place.path else []
    if place.path and 0 <= (to := place.path[-1] + by) < len(siblings):
        siblings.insert(to, siblings.pop(place.path[-1]))
    return changed


def carry(document: DraftNode, place: DraftPlace, group: DraftPlace) -> DraftNode:
    """The document with what stands at a place at the end of another group, which is not within it."""
    node, held = node_at(document, place), node_at(document, group)
    filled = put(document, group, held | {"of": [*children(held), node]})
    return remove(filled, place)


def enclose(document: DraftNode, place: DraftPlace) -> DraftNode:
    """The document with what stands at a place in a new group of its own."""
    node = node_at(document, place)
    grace = {"grace_months": node["grace_months"]} if "grace_months" in node and not place.path else {}
    inner = {key: value for key, value in node.items() if key not in grace}
    return put(document, place, {"op": "ALL", "of": [inner]} | grace)


def readable(document: Any, deepest: int) -> bool:
    """Can it be shown as groups and requirements? One that is nested more deeply cannot."""
    level = [document[section] for section in SECTIONS if section in document] if isinstance(document, dict) else []
    for _ in range(deepest + 1):
        level = [child for node in level for child in children(node)]
    return isinstance(document, dict) and not level


def names(document: Any) -> list[str]:
    """The ids of all that stands in a draft, each as often as it stands there."""
    return [node["id"] for _, node in places(document) if isinstance(node, dict) and isinstance(node.get("id"), str)]


def free_name(document: Any, wish: str) -> str:
    """A name that nothing in the draft has: the wish, or the wish with the next number."""
    taken = set(names(document))
    tries = (f"{wish}_{number}" for number in range(2, len(taken) + 3))
    return wish if wish not in taken else next(name for name in tries if name not in taken)
