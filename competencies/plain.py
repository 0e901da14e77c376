"""A standard in plain English, and what changed from one version to the next."""

from dataclasses import dataclass

from .labels import in_words, months, on_day, title
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


def item(node: Node) -> StandardLine:
    if isinstance(node, Leaf):
        return StandardLine(title(node), in_words(node), node.advisable, node.notes.source, node.notes.verified)
    text = GROUPS[node.op].format(n=node.n)
    return StandardLine(
        node.notes.title, text, False, node.notes.source, node.notes.verified, tuple(item(child) for child in node.of)
    )


@dataclass(frozen=True)
class Wording:
    """One version, ready to read."""

    version: Version

    @property
    def becoming(self) -> StandardLine:
        return item(self.version.becoming)

    @property
    def staying(self) -> StandardLine | None:
        return item(self.version.staying) if self.version.staying else None

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
            return "Whoever meets the requirements above may supervise for as long as they meet them."
        if not self.version.grace_months:
            return "There is no time of grace: these must be met from the first day."
        return f"Somebody newly eligible has {months(self.version.grace_months)} before these must be met."


def _lines(version: Version) -> dict[str, str]:
    """Every requirement of a version by its id, in words."""
    lines = {leaf.id: f"{title(leaf)}: {in_words(leaf)}" for leaf in version.leaves()}
    return lines | {
        node.id: f"{title(node)}: {GROUPS[node.op].format(n=node.n)}"
        for node in version.nodes()
        if isinstance(node, RequirementGroup) and node.id
    }


def changes(before: Version, after: Version) -> list[tuple[str, str, str]]:
    """What changed: ``(what happened, before, after)`` for each requirement that is new, gone or worded otherwise."""
    old, new = _lines(before), _lines(after)
    changed = [("Changed", old[key], new[key]) for key in new if key in old and old[key] != new[key]]
    changed += [("New", "", new[key]) for key in new if key not in old]
    changed += [("No longer asked for", old[key], "") for key in old if key not in new]
    for name in ("grace_months", "transition_months"):
        if getattr(before, name) != getattr(after, name):
            words = [
                f"{months(value)} of {name.removesuffix('_months')}"
                if (value := getattr(v, name))
                else f"no {name.removesuffix('_months')}"
                for v in (before, after)
            ]
            changed.append(("Changed", *words))
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
