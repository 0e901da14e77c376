"""What a requirement of a standard can ask for, by the titles that people know."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Titles = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Offered:
    """Titles by code: of courses, tags, qualifications, registers and approvals; of frameworks, and of the competencies of
    each. A title ends with its code in brackets where people use the code."""

    courses: Titles = field(default_factory=dict)
    tags: Titles = field(default_factory=dict)
    qualifications: Titles = field(default_factory=dict)
    bodies: Titles = field(default_factory=dict)
    approvals: Titles = field(default_factory=dict)
    frameworks: Titles = field(default_factory=dict)
    competencies: Mapping[str, Titles] = field(default_factory=dict)

    def titles(self, framework: str, codes: Iterable[str]) -> list[str]:
        """The competencies with these codes; a code that has no title stays what it is."""
        known = self.competencies.get(framework, {})
        return [known.get(code, code) for code in codes]


NO_TITLES = Offered()
