"""A draft as its readers see it: a card for each requirement, in plain English, with what is wrong said on it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from nhsuk.components import Link

from ..actions import read_draft
from ..forms.draft_parts import DraftVersionForm
from ..forms.requirement import RequirementForm
from ..labels import TITLES, in_words, months, on_day, title
from ..plain import GROUPS
from ..rules.draft_tree import DraftPlace, children, is_group, names, node_at, readable
from ..rules.offered import Offered
from ..rules.requirements import TYPES
from ..rules.standard import DEEPEST, NOTES, StandardRefused, read_requirement

NEW_NAME = "It has no name of its own that files and waivers could use. Edit and save it, and it gets one"
UNREADABLE = "It cannot be read. Remove it, or correct it under Advanced"


@dataclass(frozen=True, slots=True)
class DraftCard:
    """A requirement or a group of a draft. ``wrong``: what has to be corrected, in sentences. ``first`` and ``last`` of its
    list, it cannot be moved further."""

    place: str
    heading: str
    text: str
    wrong: tuple[str, ...] = ()
    advisable: bool = False
    group: bool = False
    editable: bool = True
    first: bool = True
    last: bool = True
    source: str = ""
    items: tuple["DraftCard", ...] = ()

    @property
    def root(self) -> bool:
        return "-" not in self.place

    def walk(self) -> Iterator["DraftCard"]:
        yield self
        for card in self.items:
            yield from card.walk()


@dataclass(frozen=True)
class DraftDeck:
    """All that makes cards of a document."""

    document: Any
    offered: Offered

    @property
    def frameworks(self) -> Mapping[str, frozenset[str]]:
        return {code: frozenset(titles) for code, titles in self.offered.competencies.items()}

    @cached_property
    def readable(self) -> bool:
        return readable(self.document, DEEPEST)

    def section(self, name: str) -> DraftCard | None:
        node = node_at(self.document, DraftPlace(name)) if self.readable else None
        return None if node is None else self.card(DraftPlace(name), node)

    def card(self, place: DraftPlace, node: Any, last: bool = True) -> DraftCard:
        ends = {"first": not place.path or place.path[-1] == 0, "last": last}
        if is_group(node):
            return self._group(place, node, ends)
        return self._requirement(place, node, ends)

    def _group(self, place: DraftPlace, node: dict[str, Any], ends: dict[str, Any]) -> DraftCard:
        below = children(node)
        items = tuple(self.card(place.child(i), child, i == len(below) - 1) for i, child in enumerate(below))
        op = _text(node, "op") if _text(node, "op") in GROUPS else "ALL"
        return DraftCard(
            str(place), _text(node, "title"), GROUPS[op].format(n=node.get("n", "?")), tuple(self._wrong_group(node)),
            group=True, items=items, **ends,
        )  # fmt: skip

    def _wrong_group(self, node: dict[str, Any]) -> Iterator[str]:
        below, number = children(node), node.get("n")
        required = [child for child in below if _asks(child)]
        if _text(node, "op") not in GROUPS:
            yield "Edit this group, and choose how many of its requirements must be met"
        if not below:
            yield "There is nothing in this group yet. Add a requirement, or remove the group"
        elif node["op"] == "N_OF" and (not isinstance(number, int) or not 1 <= number <= len(required)):
            yield f"The number must be from 1 to {len(required)}, the number of required ones in this group. Edit the group"
        if node["op"] == "ANY" and any(is_group(child) and children(child) and not _asks(child) for child in below):
            yield "Nothing is required in one of the groups here, so this would always be met. Make something in it required"
        yield from self._twice(node)

    def _requirement(self, place: DraftPlace, node: Any, ends: dict[str, Any]) -> DraftCard:
        if not isinstance(node, dict) or _text(node, "type") not in TYPES:
            return DraftCard(str(place), "A requirement", "", (UNREADABLE,), editable=False, **ends)
        heading, text, wrong = _text(node, "title") or TITLES.get(node["type"], node["type"]), "", tuple(self._twice(node))
        try:
            leaf = read_requirement(node, self.frameworks)
            heading, text = title(leaf, self.offered), in_words(leaf, self.offered)
        except StandardRefused as refused:
            in_general = tuple(f"{_key(path)} {message}" for path, message in refused.problems)
            wrong += tuple(self._wrong_requirement(node)) or in_general
        about = {"advisable": node.get("severity") == "advisable", "source": _text(node, "source")}
        return DraftCard(str(place), heading, text, wrong, **about, **ends)

    def _wrong_requirement(self, node: dict[str, Any]) -> Iterator[str]:
        form = RequirementForm.of(node, self.offered)
        yield from (message for messages in form.errors.values() for message in messages)
        if not _text(node, "id"):
            yield NEW_NAME
        known = {"id", "type", "severity", *NOTES, *(part.name for part in form.parts)}
        if unknown := sorted(set(node) - known):
            yield f"It says something that is not known here: {', '.join(unknown)}. Edit and save it to leave that out"

    def _twice(self, node: dict[str, Any]) -> Iterator[str]:
        name = _text(node, "id")
        if name and names(self.document).count(name) > 1:
            way = "Change one under Advanced" if is_group(node) else "Edit and save one of them, and it gets another"
            yield f"Two parts of this draft have the same name for files and waivers, {name}. {way}"


def said_of(document: dict[str, Any]) -> list[tuple[str, str]]:
    """What a draft says of the version that it is to be."""
    form = DraftVersionForm({"transition_months": 0} | document)
    form.is_valid()
    given = form.cleaned_data
    transition = given.get("transition_months")
    return [
        ("Name", given.get("title") or "Not entered yet"),
        ("In force from", on_day(given.get("effective_from")) or "Not entered yet"),
        ("For people already eligible", f"{months(transition)} later" if transition else "From the same day"),
    ]


ADVANCED = "Something in this draft cannot be corrected here. Correct it under Advanced"


def wrong_of(text: str, deck: DraftDeck, cards: Iterable[DraftCard | None]) -> list[Link]:
    """What has to be corrected before the draft can be published, each with the place where that is done."""
    try:
        read_draft(text)
        return []
    except StandardRefused:
        return list(_corrections(deck, [card for card in cards if card])) or [Link(ADVANCED, "#advanced")]


def _corrections(deck: DraftDeck, cards: list[DraftCard]) -> Iterator[Link]:
    if deck.readable:
        about = DraftVersionForm({"transition_months": 0} | deck.document)
        yield from (Link(message, "#version") for messages in about.errors.values() for message in messages)
        if "becoming" not in deck.document:
            yield Link("Add what it takes to become a supervisor", "#becoming")
    for card in (below for above in cards for below in above.walk()):
        yield from (Link(f"{card.heading or card.text.rstrip(':')}: {sentence}", f"#{card.place}") for sentence in card.wrong)


def _text(node: dict[str, Any], key: str) -> str:
    value = node.get(key)
    return value if isinstance(value, str) else ""


def _key(path: str) -> str:
    """Which part of a requirement a path is about, in words."""
    words = path.removeprefix("$").strip(".").replace("_", " ")
    return f"{words[:1].upper()}{words[1:]}" if words else "It"


def _asks(node: Any) -> bool:
    """Is anything required in it?"""
    if is_group(node):
        return any(map(_asks, children(node)))
    return isinstance(node, dict) and node.get("severity") != "advisable"
