"""A competency framework as data, read from JSON or refused by its JSON path."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .parameters import Reader, short, text, whole
from .standard import StandardRefused


@dataclass(frozen=True, slots=True)
class FrameworkCompetency:
    code: str
    title: str
    looks_for: str


@dataclass(frozen=True, slots=True)
class FrameworkDomain:
    code: str
    title: str
    competencies: tuple[FrameworkCompetency, ...]


@dataclass(frozen=True, slots=True)
class FrameworkDocument:
    code: str
    version: int
    title: str
    domains: tuple[FrameworkDomain, ...]

    def as_published(self) -> tuple[Any, ...]:
        """Everything that must be the same for two versions to be the same."""
        domains = ((d.code, d.title, tuple((c.code, c.title, c.looks_for) for c in d.competencies)) for d in self.domains)
        return self.title, tuple(domains)


def read_framework(document: Any) -> FrameworkDocument:
    """The framework that the JSON describes. Raises ``StandardRefused``."""
    problems: list[tuple[str, str]] = []
    seen: set[tuple[str, str | None]] = set()

    def fields(node: Any, path: str, readers: dict[str, Reader], lists: str = "") -> dict[str, Any]:
        if not isinstance(node, dict):
            problems.append((path, "must be an object"))
            return {}
        for key in node:
            if key not in readers and key != lists:
                problems.append((f"{path}.{key}", "is not a known key here"))
        return {key: read(node, key, path, reader) for key, reader in readers.items()}

    def read(node: dict[str, Any], key: str, path: str, reader: Reader) -> Any:
        try:
            return reader(node[key])
        except KeyError:
            problems.append((f"{path}.{key}", "is missing"))
        except ValueError as refusal:
            problems.append((f"{path}.{key}", str(refusal)))
        return None

    def items(node: Any, key: str, path: str, make: Callable[[Any, str], Any]) -> tuple[Any, ...]:
        value = node.get(key) if isinstance(node, dict) else None
        if not isinstance(value, list) or not value:
            problems.append((f"{path}.{key}", "must be a list with at least one entry"))
            return ()
        return tuple(make(item, f"{path}.{key}[{place}]") for place, item in enumerate(value))

    def once(kind: str, code: str | None, path: str) -> None:
        if (kind, code) in seen:
            problems.append((f"{path}.code", f"uses {code} a second time"))
        seen.add((kind, code))

    def competency(node: Any, path: str) -> FrameworkCompetency | None:
        given = fields(node, path, {"code": short(32), "title": short(200), "looks_for": text})
        once("competency", given.get("code"), path)
        return FrameworkCompetency(**given) if given else None

    def domain(node: Any, path: str) -> FrameworkDomain | None:
        given = fields(node, path, {"code": short(32), "title": short(200)}, "competencies")
        once("domain", given.get("code"), path)
        return FrameworkDomain(**given, competencies=items(node, "competencies", path, competency)) if given else None

    given = fields(document, "$", {"code": short(64), "version": whole(1), "title": short(200)}, "domains")
    domains = items(document, "domains", "$", domain)
    if problems:
        raise StandardRefused(problems)
    return FrameworkDocument(**given, domains=domains)
