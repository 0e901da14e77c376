"""One changed fact, recorded as an action would, with the timelines that follow it: milliseconds of work, and of the commit
after it.

The work is the database's and Python's; the commit is what the disk takes to be sure.
"""

import json
import sys
import time
from statistics import median, quantiles

from django.db import transaction
from django.utils import timezone

from competencies.models import Observation, SignOff
from competencies.timelines import everybody
from governance.access import CONSOLE
from governance.facts import recording
from governance.models import Fact
from people.models import Post


def observation(person: int) -> Fact:
    return Observation(person_id=person, kind="practice", observed_on=timezone.localdate(), observer="benchmark")


def sign_off(person: int) -> Fact:
    """One more for somebody who has many, by whoever gave the last."""
    last = SignOff.objects.live().filter(person=person).order_by("pk").last()
    return SignOff(
        person_id=person, framework=last.framework, competency=last.competency, level=4, signed_on=timezone.localdate(),
        signed_by_id=last.signed_by_id,
    )  # fmt: skip


def _signed_before(day) -> set[int]:
    """People with sign-offs, and none of that day."""
    signed = SignOff.objects.live().values_list("person", flat=True)
    return set(signed.filter(signed_on__lt=day)) - set(signed.filter(signed_on=day))


def correction(person: int) -> tuple[Fact, Fact]:
    """A post, and the same with other hours."""
    old = Post.objects.live().filter(person=person).order_by("pk").last()
    kept = {f.attname: getattr(old, f.attname) for f in Post._meta.concrete_fields if f.attname not in ("id", "recorded_at")}
    return old, Post(**kept | {"fte_hundred_thousandths": 50_000})


def spent(fact) -> tuple[float, float]:
    """Milliseconds of the work, and of the commit."""
    began = time.perf_counter()
    with transaction.atomic():
        with recording(by=CONSOLE) as book:
            book.supersede([fact], because="benchmark") if isinstance(fact, tuple) else book.record([fact])
        worked = time.perf_counter()
    return (worked - began) * 1000, (time.perf_counter() - worked) * 1000


def of(people: list[int], make, times: int) -> dict:
    """The same change to so many people, spread evenly over all of them."""
    step = max(len(people) // times, 1)
    found = [spent(make(person)) for person in people[::step][:times]]
    worked = [worked for worked, _ in found]
    return {"worked": median(worked), "p95": quantiles(worked, n=20)[-1], "commit": median(commit for _, commit in found)}


def measure(times: int) -> dict:
    people = everybody()
    signed = sorted(_signed_before(timezone.localdate()))
    signers = set(SignOff.objects.live().values_list("signed_by", flat=True))
    others = [person for person in people if person not in signers]
    spent(observation(people[0]))
    return {
        "an observation": of(others[1:], observation, times),
        "a sign-off": of(signed, sign_off, times),
        "a post corrected": of(others[2:], correction, times),
        "a signer's post": of(sorted(signers), correction, min(times, len(signers))),
    }


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]))))
