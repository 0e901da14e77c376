"""The text of an agreement: the same bytes for ever once somebody has signed, what is different between two, and where one
stands."""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

REVIEW_MONTHS = 6
SIGNED_WITHIN_DAYS = 28
"""By then everybody should have signed; afterwards it is on the lead's desk."""
REMIND_DAYS = 30
"""So many days before the day of review everybody is reminded."""


@dataclass(frozen=True, slots=True)
class SuperviseePart:
    """What one supervisee says, and what the supervisor answers: ``needs`` and ``not_offered`` are titles of the catalogue."""

    name: str
    needs: tuple[str, ...] = ()
    words: str = ""
    goals: str = ""

    def as_data(self) -> dict[str, Any]:
        return {"name": self.name, "needs": list(self.needs), "words": self.words, "goals": self.goals}


@dataclass(frozen=True, slots=True)
class SupervisorOffer:
    """``elsewhere`` says for each need that is not offered where to find it."""

    name: str
    words: str = ""
    elsewhere: tuple[str, ...] = ()
    more: str = ""

    def as_data(self) -> dict[str, Any]:
        return {"name": self.name, "words": self.words, "elsewhere": list(self.elsewhere), "more": self.more}


def fixed(
    title: str,
    clauses: Sequence[dict[str, str]],
    supervisees: Sequence[SuperviseePart],
    supervisor: SupervisorOffer | None,
    outside: str = "",
) -> tuple[str, str]:
    """The text that is signed, and its SHA-256 digest. Peers have no supervisor; ``outside`` names one who has no account
    here."""
    content: dict[str, Any] = {
        "title": title,
        "supervisees": [part.as_data() for part in supervisees],
        "clauses": list(clauses),
    }
    if supervisor is not None:
        content["supervisor"] = supervisor.as_data()
    if outside:
        content["outside"] = outside
    text = json.dumps(content, sort_keys=True, indent=1, ensure_ascii=False)
    return text, hashlib.sha256(text.encode()).hexdigest()


def sections(content: dict[str, Any]) -> list[tuple[str, str]]:
    """The text in the order in which it is read: what each supervisee needs, what the supervisor offers, then the clauses."""
    several, parts = len(content["supervisees"]) > 1, []
    for part in content["supervisees"]:
        whose = f"{part['name']}: what I need" if several else "What the supervisee needs"
        parts.append((whose, _lines(part["needs"], part["words"])))
        parts.append((f"{part['name']}: goals" if several else "What we want to work towards", part["goals"]))
    if supervisor := content.get("supervisor"):
        parts.append(("What the supervisor offers", supervisor["words"]))
        parts.append(("What cannot be offered, and where to find it", _lines(supervisor["elsewhere"], supervisor["more"])))
    if outside := content.get("outside"):
        parts.append(
            ("Who leads us", f"{outside}, from outside, who has no account here. We give them a copy of what we signed.")
        )
    return [*parts, *((clause["title"], clause["text"]) for clause in content["clauses"])]


def _lines(items: Sequence[str], words: str) -> str:
    return "\n".join([*(f"• {item}" for item in items), *([words] if words else [])])


def differences(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Section by section what one text says otherwise than the one before: title, then, now."""
    old, new = _numbered(sections(before)), _numbered(sections(after))
    return [(key[0], old.get(key, ""), new.get(key, "")) for key in {**new, **old} if old.get(key, "") != new.get(key, "")]


def _numbered(parts: list[tuple[str, str]]) -> dict[tuple[str, int], str]:
    """Sections by title, and by which of that title it is: two of one name hide nothing of each other."""
    counted: dict[tuple[str, int], str] = {}
    seen: Counter[str] = Counter()
    for title, text in parts:
        counted[title, seen[title]] = text
        seen[title] += 1
    return counted


def changed_clauses(before: Sequence[dict[str, str]], now: Sequence[dict[str, str]]) -> list[tuple[str, str, str]]:
    """Clause by clause, by their codes, what one version says otherwise than the one before, titles too: title, then, now."""
    old, new = ({clause["code"]: clause for clause in clauses} for clauses in (before, now))
    codes = [code for code in {**new, **old} if old.get(code) != new.get(code)]
    return [((new.get(code) or old[code])["title"], _whole(old.get(code)), _whole(new.get(code))) for code in codes]


def _whole(clause: dict[str, str] | None) -> str:
    return f"{clause['title']}\n{clause['text']}" if clause else ""


class Stage(StrEnum):
    """Where an agreement stands on a day."""

    WRITING = "writing"
    SIGNING = "signing"
    LATE = "late"
    IN_FORCE = "in_force"
    REVIEW_DUE = "review_due"
    REPLACED = "replaced"
    ENDED = "ended"


def stage(
    on: date, *, drafted_on: date, written: bool, signed: bool, review_on: date | None, replaced: bool, ends_on: date | None
) -> Stage:
    """``written``: all have said what they need and offer; ``signed``: by all; ``ends_on``: the last day of the supervision."""
    if ends_on is not None and ends_on < on:
        return Stage.ENDED
    if replaced:
        return Stage.REPLACED
    if signed:
        return Stage.REVIEW_DUE if review_on and review_on <= on else Stage.IN_FORCE
    if on > drafted_on + timedelta(days=SIGNED_WITHIN_DAYS):
        return Stage.LATE
    return Stage.SIGNING if written else Stage.WRITING
