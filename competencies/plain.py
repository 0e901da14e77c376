"""A standard in plain English, and what changed from one version to the next."""

from dataclasses import dataclass

from .labels import in_words, months, on_day, title
from .rules.offered import NO_TITLES, Offered
from .rules.standard import Leaf, Node, RequirementGroup, Version


@dataclass(frozen=True, slots=True)
class StandardLine:
    """One line of a standard: a requirement, or a group with its own lines. ``source`` says where its number is from."""

    title: str
    text: str
    advisable: bool
    source: str
    verified: bool
    items: tuple["StandardLine", ...] = ()


GROUPS = {"ALL": "All of these:", "ANY": "Any one of these:", "N_OF": "At least {n} of these:"}


def item(node: Node, known: Offered = NO_TITLES) -> StandardLine:
    notes = node.notes
    if isinstance(node, Leaf):
        return StandardLine(title(node, known), in_words(node, known), node.advisable, notes.source, notes.verified)
    items = tuple(item(child, known) for child in node.of)
    return StandardLine(notes.title, GROUPS[node.op].format(n=node.n), False, notes.source, notes.verified, items)


@dataclass(frozen=True)
class Wording:
    """One version, ready to read, with the titles that are ``known`` in place of codes."""

    version: Version
    known: Offered = NO_TITLES

    @property
    def becoming(self) -> StandardLine:
        return item(self.version.becoming, self.known)

    @property
    def staying(self) -> StandardLine | None:
        return item(self.version.staying, self.known) if self.version.staying else None

    @property
    def dates(self) -> str:
        said = f"Version {self.version.version}, in force from {on_day(self.version.effective_from)}."
        if self.version.transition_months:
            said += (
                " People already eligible are judged by the version before for another "
                f"{months(self.version.transition_months)}."
            )
        return said

    @property
    def grace(self) -> str:
        if self.version.staying is None:
            return "People who meet the requirements above can supervise for as long as they meet them."
        if not self.version.grace_months:
            return "These must be met from the first day."
        return f"A new supervisor has {months(self.version.grace_months)} before these must be met."


def _lines(version: Version, known: Offered) -> dict[str, str]:
    """Every requirement of a version by its id, in words."""
    lines = {leaf.id: f"{title(leaf, known)}: {in_words(leaf, known)}" for leaf in version.leaves()}
    return lines | {
        node.id: f"{title(node, known)}: {GROUPS[node.op].format(n=node.n)}"
        for node in version.nodes()
        if isinstance(node, RequirementGroup) and node.id
    }


TIMES = {
    "grace_months": "before a new supervisor must meet what it takes to stay one",
    "transition_months": "for people already eligible to meet the new version",
}


def _time(what: str, count: int) -> str:
    return f"{months(count)} {what}" if count else f"no time {what}"


def changes(before: Version, after: Version, known: Offered = NO_TITLES) -> list[tuple[str, str, str]]:
    """What changed: ``(what happened, before, after)`` for each requirement that is new, gone or worded otherwise."""
    old, new = _lines(before, known), _lines(after, known)
    changed = [("Changed", old[key], new[key]) for key in new if key in old and old[key] != new[key]]
    changed += [("New", "", new[key]) for key in new if key not in old]
    changed += [("No longer asked for", old[key], "") for key in old if key not in new]
    for name, what in TIMES.items():
        if getattr(before, name) != getattr(after, name):
            changed.append(("Changed", *(_time(what, getattr(version, name)) for version in (before, after))))
    return changed


def framework_changes(before: dict, after: dict) -> list[tuple[str, str, str]]:
    """What one version of a framework (as a document) says otherwise than another, competency by competency."""
    old, new = _wording(before), _wording(after)
    changed = [(f"{code}: new", "", words) for code, words in new.items() if code not in old]
    changed += [(f"{code}: changed", old[code], words) for code, words in new.items() if old.get(code, words) != words]
    return changed + [(f"{code}: no longer part", words, "") for code, words in old.items() if code not in new]


def _wording(document: dict) -> dict[str, str]:
    return {
        one["code"]: f"{one['title']}. {one['looks_for']} ({domain['title']})"
        for domain in document["domains"]
        for one in domain["competencies"]
    }
