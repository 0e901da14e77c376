"""The clauses of an agreement as data, read or refused in a sentence."""

from typing import Any

KEYS = {"code", "version", "title", "clauses"}
OF_A_CLAUSE = {"code", "title", "text"}


class ClausesRefused(ValueError):
    """What is wrong, and where."""


def read_clauses(document: Any) -> dict[str, Any]:
    """The document, if agreements can be drafted from it. Raises ``ClausesRefused``."""
    if not isinstance(document, dict) or document.keys() != KEYS:
        raise ClausesRefused(f"$ must be an object with {', '.join(sorted(KEYS))}")
    if not isinstance(document["version"], int) or isinstance(document["version"], bool) or document["version"] < 1:
        raise ClausesRefused("$.version must be a whole number from 1 on")
    for key in ("code", "title"):
        _text(document[key], f"$.{key}")
    if not isinstance(document["clauses"], list) or not document["clauses"]:
        raise ClausesRefused("$.clauses must be a list with at least one entry")
    codes = set()
    for place, clause in enumerate(document["clauses"]):
        if not isinstance(clause, dict) or clause.keys() != OF_A_CLAUSE:
            raise ClausesRefused(f"$.clauses[{place}] must be an object with {', '.join(sorted(OF_A_CLAUSE))}")
        for key in OF_A_CLAUSE:
            _text(clause[key], f"$.clauses[{place}].{key}")
        if clause["code"] in codes:
            raise ClausesRefused(f"$.clauses[{place}].code uses {clause['code']} a second time")
        codes.add(clause["code"])
    return document


def _text(value: Any, path: str) -> None:
    if not isinstance(value, str) or not value.strip():
        raise ClausesRefused(f"{path} must be text")
