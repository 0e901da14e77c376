"""What a requirement finds in a career, and how it accounts for what it found."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from people.rules.period import Span

from ..facts import Career


@dataclass(frozen=True, slots=True)
class Finding:
    """Where the requirement is met, and where it is provisional if not met. Spans are disjoint and in order."""

    met: Sequence[Span]
    provisional: Sequence[Span] = ()


@dataclass(frozen=True, slots=True)
class Weighed:
    """One piece of evidence on a day: does it count, and why or why not. ``counts_until`` is the first day it no longer
    does."""

    fact: Any
    counts: bool
    because: str
    counts_until: int | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """What was counted towards a requirement on a day: ``have`` of ``need`` ``unit``, the evidence weighed, and what has
    none."""

    have: int
    need: int
    unit: str
    weighed: tuple[Weighed, ...] = ()
    missing: tuple[str, ...] = ()


class Requirement(Protocol):
    """One rule of a standard. ``table`` is where its evidence lives: with no row there, a failing outcome is unknown."""

    table: ClassVar[str]

    def judge(self, career: Career) -> Finding: ...

    def account(self, career: Career, day: int) -> Account: ...
