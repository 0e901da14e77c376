"""What ends soon: sign-offs, and eligibility."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from operator import attrgetter

from people.models import Post
from people.models.conditions import covering

from ..models import Framework, SignOff, TimelineRun
from ..rules.outcome import State
from ..rules.signed import SOON, expires_on, standing_on
from .asked_for import RECORDED, competencies_of, months_valid


def sign_offs_ending(on: date) -> dict[int, list[tuple[date, list[str]]]]:
    """The first days without, by person in post on the day: each, and the names of the competencies whose sign-off ends then.
    Constant queries."""
    ending: dict[int, list[tuple[date, list[str]]]] = defaultdict(list)
    for framework in Framework.objects.order_by("code").values_list("code", flat=True).distinct():
        months = months_valid(framework, on)
        if months:
            ends = sorted(
                (person, expires_on(sign.signed_on, months), sign.competency) for person, sign in _standing(framework, on)
            )
            titles = {code: competency.named for code, competency in competencies_of(framework).items()}
            for (person, day), several in groupby(ends, key=lambda one: one[:2]):
                if on < day <= on + SOON:
                    ending[person].append((day, [titles.get(code, code) for *_, code in several]))
    return dict(ending)


def _standing(framework: str, on: date) -> Iterator[tuple[int, SignOff]]:
    """The sign-off that stands for each competency of everybody in post."""
    in_post = Post.objects.live().filter(covering(on)).values("person")
    rows = SignOff.objects.live().filter(framework=framework, person__in=in_post, signed_on__lte=on)
    standing = standing_on(rows.order_by("signed_on", *RECORDED), on, attrgetter("person_id", "competency"))
    return ((person, row) for (person, _), row in standing.items())


def eligibility_ending(on: date) -> list[TimelineRun]:
    """Runs of eligibility of people in post that end soon. One query."""
    in_post = Post.objects.live().filter(covering(on)).values("person")
    runs = TimelineRun.objects.filter(covering(on), state=State.ELIGIBLE, finished_on__lte=on + SOON, person__in=in_post)
    return list(runs.order_by("person", "standard"))
