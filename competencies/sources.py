"""What the judgement asks of parts of the house above it: each registers what it knows."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class OpenRequests:
    """In one framework: with whom each competency waits, and what was sent back and not asked for again."""

    waiting: Mapping[str, str] = field(default_factory=dict)
    returned: frozenset[str] = frozenset()


RequestSource = Callable[[int, date], Mapping[str, OpenRequests]]
SealSource = Callable[[Collection[int]], Mapping[int, str]]
_requests: list[RequestSource] = []
_seals: list[SealSource] = []


def says_whom_was_asked(source: RequestSource) -> RequestSource:
    """Have ``source`` asked which sign-offs a person (a key) has asked for by a day, and of whom, by framework."""
    _requests.append(source)
    return source


def says_what_is_sealed(source: SealSource) -> SealSource:
    """Have ``source`` asked for the digests of what was sealed, by the keys of the sign-offs."""
    _seals.append(source)
    return source


def open_requests(person: int, on: date) -> dict[str, OpenRequests]:
    """The requests that wait and that came back, by framework."""
    return {framework: requests for source in _requests for framework, requests in source(person, on).items()}


def seal_digests(sign_offs: Collection[int]) -> dict[int, str]:
    """The digest of the seal of each sign-off that has one."""
    return {key: digest for source in _seals for key, digest in source(sign_offs).items()}
