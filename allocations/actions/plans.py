"""Approving a plan: line by line, so that what has changed meanwhile holds up nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from competencies.queries import principal
from governance import access
from governance.actions import governed
from governance.policy import Action
from governance.refusal import Refused
from people.models import Person, Service

from .. import labels
from ..planning import choice
from .pairs import PairDecision, check_hard_rules, hold, make_pair


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One person of a plan: ``seen`` is the key of the allocation that stood when the plan was made, or ``None``."""

    supervisee: Person
    supervisor: Person
    reason: str
    seen: int | None


@dataclass
class Approved:
    """Who was placed, and who was not and why, each with the line."""

    placed: list[PlanLine] = field(default_factory=list)
    refused: list[tuple[PlanLine, str]] = field(default_factory=list)

    @property
    def summary(self) -> dict[str, list[list[int]] | list[int]]:
        """Keys of people, so that one entry of the log names all."""
        return {
            "placed": [[line.supervisee.pk, line.supervisor.pk] for line in self.placed],
            "refused": [line.supervisee.pk for line, _ in self.refused],
        }


@governed(Action.MAKE_PLAN, on="service")
def approve_plan(*, service: Service, kind: str, on: date, lines: Sequence[PlanLine], by) -> Approved:
    """Make the pairs of a plan. A line that somebody else's change has overtaken is refused with its reason; the others are
    made."""
    approved = Approved()
    hold(kind, *{person for line in lines for person in (line.supervisee, line.supervisor)})
    waiting = list(lines)
    while waiting:
        approved.refused, before = [], len(waiting)
        for line in waiting:
            _try(line, approved, kind, on, by=by)
        waiting = [line for line, _ in approved.refused]
        if len(waiting) == before:  # nothing that was made has made room for another
            break
    return approved


def _try(line: PlanLine, approved: Approved, kind: str, on: date, *, by) -> None:
    try:
        with transaction.atomic():
            _approve(line, kind, on, by=by)
        approved.placed.append(line)
    except Refused as refused:
        approved.refused.append((line, refused))
    except PermissionDenied:
        approved.refused.append((line, Refused("You cannot choose a supervisor for this person. Ask their lead.")))


def _approve(line: PlanLine, kind: str, on: date, *, by) -> None:
    access.require(by, Action.ALLOCATE, line.supervisee)
    options = choice(line.supervisee, kind, on, principal(), by=by, among=line.supervisor)
    if (options.standing.pk if options.standing else None) != line.seen:
        raise Refused("Their supervisor has changed since the plan was made. Work out the plan again.")
    check_hard_rules(options, line.supervisor)
    if line.supervisor.pk in options.planner.here.provisional:
        raise Refused(f"{line.supervisor} needs a co-supervisor. Choose a supervisor for this person on their own page.")
    begins = line.reason if line.reason in labels.START else "balance"
    make_pair(options, line.supervisor, PairDecision(begins, begins if begins in labels.END else "balance"), by=by)
