"""``@governed``: permission, transaction and audit entry in one visible line above every write."""

import functools
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Model
from psycopg import errors

from . import access, audit
from .facts import Overtaken
from .once import claiming
from .policy import Action
from .refusal import attach_guidance

KEPT_ONCE = ("UNIQUE constraint failed", "FOREIGN KEY constraint failed")
CLASHES = (errors.UniqueViolation, errors.ExclusionViolation, errors.ForeignKeyViolation)


@contextmanager
def refused_by_the_database() -> Iterator[None]:
    """What two wanted at once, and the database let one have, is refused to the other in words. Any other fault is ours."""
    try:
        yield
    except IntegrityError as fault:
        if isinstance(fault.__cause__, CLASHES) or str(fault).startswith(KEPT_ONCE):
            raise Overtaken from fault
        raise


TRIES = 3


class OutOfDate(Overtaken):
    """What was prepared beforehand is not so any more: others have written meanwhile."""


def governed(action: Action, *, on: str | None = None, in_private: bool = False, prepare: Callable[..., Any] | None = None):
    """Let a keyword-only function act only for those who may, in one transaction, with one audit entry.

    ``on`` names the argument that is the record acted on; without it permission is asked for no record, and the entry tells of
    the record that the function returns, if it does. What it returns may have a ``summary`` dictionary of counts and digests
    (never names or content) for the entry. A form that is sent twice acts once (``governance.once``). An exception undoes what
    it wrote, leaves no entry, and knows the guidance about the action. What somebody does ``in_private``, with what is theirs
    alone, leaves none either: an entry would tell whoever reads the log that there is something.

    What takes long to work out is what ``prepare`` makes of the same arguments, without a transaction, so that others can write
    meanwhile: the function gets it as ``prepared``, and raises ``OutOfDate`` where it is not so any more. It is prepared anew
    then, the last time within the transaction.
    """

    def decorate(act):
        _check_signature(act, {"by", *([on] if on else []), *(["prepared"] if prepare else [])})

        def require(given: dict[str, Any]) -> None:
            if on is None:
                access.require_at_all(given["by"], action)
            else:
                access.require(given["by"], action, given[on])

        def carry_out(given: dict[str, Any], first: Callable[..., Any] | None = None):
            with refused_by_the_database(), transaction.atomic(), claiming(), attach_guidance(action):
                require(given)
                result = act(**given, **({"prepared": first(**given)} if first else {}))
                record = given[on] if on else None
                about = record if record is not None else result if isinstance(result, Model) else None
                if not in_private:
                    audit.append(action, by=given["by"], record=about, summary=getattr(result, "summary", {}))
            return result

        @functools.wraps(act)
        def wrapper(**given):
            for _ in range(TRIES if prepare else 0):
                with attach_guidance(action):
                    require(given)
                    prepared = prepare(**given)
                with suppress(OutOfDate):
                    return carry_out(given | {"prepared": prepared})
            return carry_out(given, prepare)

        wrapper.governed_by = action
        return wrapper

    return decorate


def _check_signature(act: Callable, needed: set[str]) -> None:
    arguments = inspect.signature(act).parameters
    if any(p.kind is not p.KEYWORD_ONLY for p in arguments.values()) or not needed <= set(arguments):
        raise TypeError(f"{act.__qualname__} takes only keywords, among them {' and '.join(sorted(needed))}")
