"""What is sealed with a sign-off: one text, the same bytes for ever, and what has changed around it since."""

import hashlib
import json
from typing import Any

DECLARATION = (
    "I have seen the evidence named here, I have no reason to doubt it, and I confirm that this person works at this level "
    "in this competency."
)


def seal(content: dict[str, Any]) -> tuple[str, str]:
    """The text to keep, and its SHA-256 digest."""
    text = json.dumps(content, sort_keys=True, indent=1, ensure_ascii=False)
    return text, hashlib.sha256(text.encode()).hexdigest()


def digest(*parts: Any) -> str:
    """The SHA-256 digest of a piece of evidence as it is now."""
    return hashlib.sha256(json.dumps(parts, default=str, ensure_ascii=False).encode()).hexdigest()


def changed(sealed: dict[str, str], now: dict[str, str] | None) -> list[tuple[str, str, str]]:
    """What the wording says otherwise by now: name, then, now. A competency that is gone says nothing any more."""
    return [(name, then, (now or {}).get(name, "")) for name, then in sealed.items() if (now or {}).get(name, "") != then]
