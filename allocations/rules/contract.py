"""The text of an agreement: the same bytes for ever once somebody has signed, what is different between two, and where one
stands."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from .meeting import MeetingTerms, terms_from

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


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What this pair or group does: ``about`` says who supervises whom, since when and how much; ``when`` are lines with their
    titles about day, length, place, bank holidays and leave; ``meetings`` the same as data, to be compared with what is planned
    later."""

    about: str = ""
    when: tuple[tuple[str, str], ...] = ()
    meetings: tuple[MeetingTerms, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """Nothing where nothing is said: the text of an agreement without it stays as it was."""
        said = {
            "about": self.about,
            "when": [list(line) for line in self.when],
            "meetings": [terms.as_data() for terms in self.meetings],
        }
        return {key: value for key, value in said.items() if value}


@dataclass(frozen=True, slots=True)
class AgreementParts:
    """Everything that the text of an agreement is made of. Peers have no supervisor; ``outside`` names one who has no account
    here; ``added`` is what the parties say of a clause, by its code."""

    title: str
    clauses: Sequence[dict[str, str]]
    supervisees: Sequence[SuperviseePart]
    supervisor: SupervisorOffer | None = None
    outside: str = ""
    arrangement: Arrangement = Arrangement()
    added: Mapping[str, str] = field(default_factory=dict)


def fixed(parts: AgreementParts) -> tuple[str, str]:
    """The text that is signed, and its SHA-256 digest."""
    content: dict[str, Any] = {
        "title": parts.title,
        "supervisees": [part.as_data() for part in parts.supervisees],
        "clauses": [_with_words(clause, parts.added.get(clause["code"], "")) for clause in parts.clauses],
        **parts.arrangement.as_data(),
    }
    if parts.supervisor is not None:
        content["supervisor"] = parts.supervisor.as_data()
    if parts.outside:
        content["outside"] = parts.outside
    text = json.dumps(content, sort_keys=True, indent=1, ensure_ascii=False)
    return text, hashlib.sha256(text.encode()).hexdigest()


def _with_words(clause: dict[str, str], words: str) -> dict[str, str]:
    return clause | {"added": words} if words else clause


def agreed_meetings(content: dict[str, Any]) -> list[MeetingTerms] | None:
    """The terms of regular sessions that a text names; ``None`` where it names none, as those of earlier years."""
    return [terms_from(data) for data in content["meetings"]] if "meetings" in content else None


def sections(content: dict[str, Any]) -> list[tuple[str, str]]:
    """The text in the order in which it is read: who, when and where, what each supervisee needs, what the supervisor offers,
    then the clauses."""
    return [
        *arrangement_lines(content),
        *own_words(content),
        *((clause["title"], clause_text(clause)) for clause in content["clauses"]),
    ]


def arrangement_lines(content: dict[str, Any]) -> list[tuple[str, str]]:
    """What this pair or group does: who with whom, how often, how long, on which day, where."""
    about = [(ABOUT, content["about"])] if content.get("about") else []
    return [*about, *((title, words) for title, words in content.get("when", ()))]


ABOUT = "Supervision"


def clause_text(clause: dict[str, str]) -> str:
    """A clause, and what the parties add to it."""
    return f"{clause['text']}\nWe add: {clause['added']}" if clause.get("added") else clause["text"]


def own_words(content: dict[str, Any]) -> list[tuple[str, str]]:
    """What the parties wrote themselves."""
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
    return parts


def _lines(items: Sequence[str], words: str) -> str:
    return "\n".join([*(f"{BULLET}{item}" for item in items), *([words] if words else [])])


BULLET = "• "
"""What begins a line that was chosen from a list."""


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
