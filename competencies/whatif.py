"""What would happen if a version of a standard were published: who gains, loses or moves, by the same engine that decides."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from people.models import Post

from .queries import careers, standards
from .rules.comparison import EligibilityChange, StateRuns, compare, state_on
from .rules.eligibility import timeline
from .rules.outcome import State
from .rules.standard import Standard, Version, standard_of
from .timelines import chunks


@dataclass(frozen=True)
class StandardWhatIf:
    """``changes`` by person, of everyone with a post on the day or later. ``digest`` stands for all of it. ``before`` and
    ``after``: how many are in each state on ``day``, the version's first or today."""

    version: Version
    people: int
    changes: dict[int, EligibilityChange]
    day: date
    before: Counter[State]
    after: Counter[State]

    @property
    def digest(self) -> str:
        told = [(person, *map(str, (c.first, c.before, c.after, c.eligible_before, c.eligible_after, c.less)))
                for person, c in sorted(self.changes.items())]  # fmt: skip
        return hashlib.sha256(json.dumps([repr(self.version), self.people, told]).encode()).hexdigest()


def what_if(version: Version, on: date) -> StandardWhatIf:
    """What publishing the version would change from the earlier of ``on`` and its own first day."""
    before = standards().get(version.code)
    after = standard_of([*(before.versions if before else ()), version])
    people = sorted(set(_in_post(on).values_list("person", flat=True)))
    since, day = min(on, version.effective_from).toordinal(), max(on, version.effective_from)
    changes: dict[int, EligibilityChange] = {}
    counts: tuple[Counter[State], Counter[State]] = Counter(), Counter()
    for person, runs in _states(people, before, after):
        for count, states in zip(counts, runs, strict=True):
            count[state_on(states, day.toordinal())] += 1
        if change := compare(*runs, since):
            changes[person] = change
    return StandardWhatIf(version, len(people), changes, day, *counts)


def _in_post(on: date) -> QuerySet:
    return Post.objects.live().filter(Q(finished_on=None) | Q(finished_on__gte=on))


FEW = 400


def few_enough(on: date) -> bool:
    """Does working it out take no longer than a page may? Of more people it has a page of its own."""
    return _in_post(on).count() <= FEW


def _states(people: list[int], before: Standard | None, after: Standard) -> Iterator[tuple[int, tuple[StateRuns, StateRuns]]]:
    for some in chunks(people):
        for person, career in careers(some).items():
            now = timeline(career, before).states if before else []
            yield person, (now, timeline(career, after).states)
