"""A standard as data: versions, each a tree of requirements for becoming and, if it has one, for staying eligible.

``read_version`` turns the JSON of one version into a ``Version`` or refuses it, naming everything that is wrong by its JSON
path.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from people.rules.period import iso_date

from .parameters import Reader, declared, flag, missing, one_of, short, text, whole
from .requirements import TYPES, CompetencySignOffRequirement, Requirement, SessionMinutesRequirement

OPERATORS = ("ALL", "ANY", "N_OF")
DEEPEST = 12
NOTES: dict[str, Reader] = {
    "title": text,
    "source": text,
    "verified": flag,
    "warn_days": whole(0, 3660),
    "guidance": text,
}


class StandardRefused(ValueError):
    """``problems``: ``(JSON path, what would be right)`` for everything wrong with a standard."""

    def __init__(self, problems: list[tuple[str, str]]):
        super().__init__("; ".join(f"{path} {message}" for path, message in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class RequirementNotes:
    """What a requirement or group says of itself to readers; none of it changes an outcome."""

    title: str = ""
    source: str = ""
    verified: bool = False
    warn_days: int = 90
    guidance: str = ""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One requirement. An advisable one is shown and never changes an outcome."""

    id: str
    type: str
    rule: Requirement
    notes: RequirementNotes
    advisable: bool = False

    def leaves(self) -> Iterator["Leaf"]:
        yield self

    @property
    def asks(self) -> bool:
        return not self.advisable


@dataclass(frozen=True, slots=True)
class RequirementGroup:
    """``ALL``, ``ANY`` or ``N_OF`` (``n``) of its children."""

    op: str
    of: tuple["Node", ...]
    id: str = ""
    n: int = 0
    notes: RequirementNotes = RequirementNotes()

    def leaves(self) -> Iterator[Leaf]:
        for node in self.of:
            yield from node.leaves()

    @property
    def asks(self) -> bool:
        """Is anything required in it?"""
        return any(node.asks for node in self.of)


Node = Leaf | RequirementGroup


def walk(node: Node) -> Iterator[Node]:
    """A tree from its root down, each group before its children."""
    yield node
    for child in getattr(node, "of", ()):
        yield from walk(child)


@dataclass(frozen=True)
class Version:
    """``transition_months``: how long people eligible before it are still judged by the version before. ``grace_months``: see
    eligibility."""

    code: str
    version: int
    title: str
    effective_from: date
    becoming: Node
    staying: Node | None = None
    transition_months: int = 0
    grace_months: int = 0

    @cached_property
    def frameworks(self) -> set[str]:
        return {leaf.rule.framework for leaf in self.leaves() if isinstance(leaf.rule, CompetencySignOffRequirement)}

    @cached_property
    def places(self) -> tuple[Node, ...]:
        """The tree of becoming, each group before its children: a node is named by its place."""
        return tuple(walk(self.becoming))

    def trees(self) -> tuple[Node, ...]:
        return (self.becoming,) if self.staying is None else (self.becoming, self.staying)

    def leaves(self) -> Iterator[Leaf]:
        for tree in self.trees():
            yield from tree.leaves()

    def nodes(self) -> Iterator[Node]:
        for tree in self.trees():
            yield from walk(tree)


@dataclass(frozen=True)
class Standard:
    """All published versions of one code, in the order in which they came into force."""

    code: str
    versions: tuple[Version, ...]

    @cached_property
    def session_kinds(self) -> frozenset[str]:
        """The kinds of supervision of which any version asks for sessions."""
        leaves = (leaf for version in self.versions for leaf in version.leaves())
        return frozenset(
            kind for leaf in leaves if isinstance(leaf.rule, SessionMinutesRequirement) for kind in leaf.rule.kinds
        )

    def in_force(self, day: int) -> int:
        """The place of the version in force on the day: the latest to have come into force, before the first the first."""
        place = 0
        for later, version in enumerate(self.versions[1:], 1):
            if version.effective_from.toordinal() <= day:
                place = later
        return place


Object = dict[str, Any]


def standard_of(versions: list[Version]) -> Standard:
    ordered = tuple(sorted(versions, key=lambda version: version.effective_from))
    return Standard(ordered[0].code, ordered)


def read_version(document: Any, frameworks: Mapping[str, frozenset[str]]) -> Version:
    """The version that the JSON describes. ``frameworks``: for each framework code the competency codes of its newest version.

    Raises ``StandardRefused``.
    """
    reading = _Reading(frameworks)
    version = reading.version(document)
    if version is None:
        raise StandardRefused(reading.problems)
    return version


def read_requirement(node: Any, frameworks: Mapping[str, frozenset[str]]) -> Leaf:
    """One requirement by itself, as the JSON of a draft has it. Raises ``StandardRefused``."""
    reading = _Reading(frameworks)
    leaf = reading.leaf(node, "$") if isinstance(node, dict) else None
    if leaf is None:
        raise StandardRefused(reading.problems)
    return leaf


class _Reading:
    """One pass over a document that collects problems and goes on."""

    def __init__(self, frameworks: Mapping[str, frozenset[str]]):
        self.frameworks = frameworks
        self.problems: list[tuple[str, str]] = []
        self.ids: set[str] = set()

    def refuse(self, path: str, message: str) -> None:
        self.problems.append((path, message))

    def take(self, node: Object, key: str, path: str, reader: Reader, default: Any = ...) -> Any:
        if key not in node:
            if default is ...:
                self.refuse(f"{path}.{key}", "is missing")
            return None if default is ... else default
        try:
            return reader(node[key])
        except ValueError as refusal:
            self.refuse(f"{path}.{key}", str(refusal))
            return None

    def no_others(self, node: Object, known: set[str], path: str) -> None:
        for key in node:
            if key not in known:
                self.refuse(f"{path}.{key}", "is not a known key here")

    def version(self, document: Any) -> Version | None:
        if not isinstance(document, dict):
            self.refuse("$", "must be an object")
            return None
        known = {"code", "version", "title", "effective_from", "transition_months", "becoming", "staying"}
        self.no_others(document, known, "$")
        fields = {
            "code": self.take(document, "code", "$", short(64)),
            "version": self.take(document, "version", "$", whole(1)),
            "title": self.take(document, "title", "$", short(200)),
            "effective_from": self.take(document, "effective_from", "$", _date),
            "transition_months": self.take(document, "transition_months", "$", whole(0, 1200), 0),
            "becoming": self.node(document.get("becoming"), "$.becoming", 0),
        }
        grace, staying = self.staying(document)
        return None if self.problems else Version(**fields, staying=staying, grace_months=grace)

    def staying(self, document: Object) -> tuple[int, Node | None]:
        if "staying" not in document:
            return 0, None
        tree = document["staying"]
        if not isinstance(tree, dict):
            self.refuse("$.staying", "must be an object")
            return 0, None
        grace = self.take(tree, "grace_months", "$.staying", whole(0, 1200), 0)
        return grace, self.node({k: v for k, v in tree.items() if k != "grace_months"}, "$.staying", 0)

    def node(self, node: Any, path: str, depth: int) -> Node | None:
        if not isinstance(node, dict):
            self.refuse(path, "must be an object: a requirement with a type or a group with an op")
        elif depth > DEEPEST:
            self.refuse(path, f"is nested more than {DEEPEST} groups deep")
        else:
            return self.group(node, path, depth) if "op" in node else self.leaf(node, path)
        return None

    def name(self, node: Object, path: str, default: Any = ...) -> str:
        name = self.take(node, "id", path, text, default)
        if name and name in self.ids:
            self.refuse(f"{path}.id", f"uses {name} a second time; ids are unique in a version")
        self.ids.add(name)
        return name or ""

    def notes(self, node: Object, path: str) -> RequirementNotes:
        given = {key: self.take(node, key, path, reader) for key, reader in NOTES.items() if key in node}
        return RequirementNotes(**given)

    def group(self, node: Object, path: str, depth: int) -> RequirementGroup | None:
        if "severity" in node:
            self.refuse(f"{path}.severity", "belongs on requirements, not on a group")
        self.no_others(node, {"op", "of", "n", "id", "severity", *NOTES}, path)
        op = self.take(node, "op", path, one_of(*OPERATORS))
        n = self.take(node, "n", path, whole(1)) if op == "N_OF" else 0
        if op in ("ALL", "ANY") and "n" in node:
            self.refuse(f"{path}.n", "belongs to N_OF only")
        name, notes = self.name(node, path, ""), self.notes(node, path)
        children = node.get("of")
        if not isinstance(children, list) or not children:
            self.refuse(f"{path}.of", "must be a list with at least one requirement or group")
            return None
        read = [self.node(child, f"{path}.of[{place}]", depth + 1) for place, child in enumerate(children)]
        of = tuple(child for child in read if child is not None)
        if len(of) < len(read) or op is None or n is None:
            return None
        self.weigh_up(op, n, of, path)
        return RequirementGroup(op, of, name, n, notes)

    def weigh_up(self, op: str, n: int, of: tuple[Node, ...], path: str) -> None:
        if op == "ANY":
            for place, child in enumerate(of):
                if isinstance(child, RequirementGroup) and not child.asks:
                    self.refuse(f"{path}.of[{place}]", "has nothing required in it, so any of these would always be met")
        required = sum(child.asks for child in of)
        if op == "N_OF" and n > required:
            self.refuse(f"{path}.n", f"asks for {n} of {required} required children")

    def leaf(self, node: Object, path: str) -> Leaf | None:
        before = len(self.problems)
        name, notes = self.name(node, path), self.notes(node, path)
        severity = self.take(node, "severity", path, one_of("required", "advisable"), "required")
        kind = self.take(node, "type", path, one_of(*TYPES))
        rule = self.rule(TYPES[kind], node, path) if kind else None
        return None if rule is None or len(self.problems) > before else Leaf(name, kind, rule, notes, severity == "advisable")

    def rule(self, kind: type[Any], node: Object, path: str) -> Requirement | None:
        known = declared(kind)
        self.no_others(node, {"id", "type", "severity", *NOTES, *known}, path)
        for key in missing(kind, node):
            self.refuse(f"{path}.{key}", "is missing")
        before = len(self.problems)
        given = {f.name: self.take(node, key, path, f.metadata["reader"]) for key, f in known.items() if key in node}
        if len(self.problems) > before or missing(kind, node):
            return None
        rule = kind(**given)
        if message := getattr(rule, "check", str)():
            self.refuse(path, message)
        return self.with_framework(rule, path) if isinstance(rule, CompetencySignOffRequirement) else rule

    def with_framework(self, rule: CompetencySignOffRequirement, path: str) -> CompetencySignOffRequirement:
        """The rule with its set filled in from the framework, whose codes it must keep to."""
        codes = self.frameworks.get(rule.framework)
        if codes is None:
            self.refuse(f"{path}.framework", f"names {rule.framework}, a framework that has not been imported")
            return rule
        chosen = codes if rule.codes is None else rule.codes
        for code in sorted(chosen - codes):
            self.refuse(f"{path}.set", f"names {code}, which is not in the framework {rule.framework}")
        for code, _ in rule.critical:
            if code not in chosen:
                self.refuse(f"{path}.critical.{code}", "is not in the set")
        return replace(rule, codes=chosen)


def _date(value: Any) -> date:
    try:
        return iso_date(value)
    except (TypeError, ValueError):
        raise ValueError("must be a date that exists, written like 2026-09-04") from None
