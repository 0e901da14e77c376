"""What would happen if a version of a standard were published: who gains, loses or moves, by the same engine that decides."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from people.models import Post

from .queries import careers, standards
from .rules.comparison import EligibilityChange, compare
from .rules.eligibility import timeline
from .rules.standard import Standard, Version, standard_of
from .timelines import chunks


@dataclass(frozen=True)
class StandardWhatIf:
    """``changes`` by person, of everybody with a post on the day or later. ``digest`` stands for all of it."""

    version: Version
    people: int
    changes: dict[int, EligibilityChange]

    @property
    def digest(self) -> str:
        told = [(person, *map(str, (c.first, c.before, c.after, c.eligible_before, c.eligible_after, c.less)))
                for person, c in sorted(self.changes.items())]  # fmt: skip
        return hashlib.sha256(json.dumps([repr(self.version), self.people, told]).encode()).hexdigest()


def what_if(version: Version, on: date) -> StandardWhatIf:
    """What publishing the version would change from the earlier of ``on`` and its own first day."""
    before = standards().get(version.code)
    after = standard_of([*(before.versions if before else ()), version])
    posts = Post.objects.live().filter(Q(finished_on=None) | Q(finished_on__gte=on))
    people = sorted(set(posts.values_list("person", flat=True)))
    since = min(on, version.effective_from).toordinal()
    return StandardWhatIf(version, len(people), dict(_changes(people, before, after, since)))


def _changes(
    people: list[int], before: Standard | None, after: Standard, since: int
) -> Iterator[tuple[int, EligibilityChange]]:
    for some in chunks(people):
        for person, career in careers(some).items():
            now = timeline(career, before).states if before else []
            if change := compare(now, timeline(career, after).states, since):
                yield person, change
