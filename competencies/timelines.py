"""Stored timelines: worked out from facts, kept in the transaction that changes a fact, and provably what they should be.

A timeline is stored twice over: its runs of state as rows, so that a register of a day is one range query, and the runs of what
is lacking as one document, so that the register can say what is missing without the facts.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date
from operator import itemgetter
from typing import Any

from django.db.models import Model

from governance.facts import follow
from governance.progress import say
from people.locks import hold_by_key
from people.models import Person, Post
from people.rules.period import as_date, last_date

from .models import SignOff, Timeline, TimelineRun
from .queries import careers, standards
from .rules.eligibility import ComputedTimeline, timeline, waivers_of
from .rules.facts import Career
from .rules.outcome import with_ends
from .rules.outlook import lacking_over_time
from .rules.standard import Node, Standard

CHUNK = 1000
Stored = tuple[date, Any, list[tuple[str, date, date | None]]]


def chunks(keys: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(set(keys))
    for start in range(0, len(ordered), CHUNK):
        yield ordered[start : start + CHUNK]


@follow
def keep_up(concerned: dict[type[Model], set[int]]) -> None:
    """Bring the timelines of everybody whom changed facts concern up to date."""
    bring_up_to_date(whom_it_concerns(concerned))


def whom_it_concerns(concerned: dict[type[Model], set[int]]) -> set[int]:
    """Everybody whose timeline changed facts may change.

    A post also concerns everybody whom its holder has signed off: whether a signer counts depends on the role they held.
    """
    people = set().union(*concerned.values())
    if signers := concerned.get(Post):
        for some in chunks(signers):
            people.update(SignOff.objects.filter(signed_by__in=some).values_list("person_id", flat=True).distinct())
    return people


def bring_up_to_date(people: Iterable[int]) -> None:
    people, published, done = set(people), standards().values(), 0
    for some in chunks(people):
        say("Working out the timelines", done, len(people))
        hold_by_key(some)  # of two who record about one person at once, the second reads what the first wrote
        _store(some, _computed(some, published))
        done += len(some)


def everybody() -> list[int]:
    return list(Person.objects.order_by("pk").values_list("pk", flat=True))


def differences(people: Iterable[int]) -> Iterator[tuple[int, str]]:
    """Person and standard of each stored timeline that is not what the facts say, or is missing, or should not be there."""
    published = standards().values()
    for some in chunks(people):
        right, stored = _computed(some, published), _stored(some)
        yield from sorted(key for key in right.keys() | stored.keys() if right.get(key) != stored.get(key))


def _computed(people: list[int], published: Iterable[Standard]) -> dict[tuple[int, str], Stored]:
    by_key = {}
    for person, career in careers(people).items():
        for standard in published:
            computed = timeline(career, standard)
            if computed.states:
                by_key[person, standard.code] = as_date(computed.first), _lacks(computed, standard, career), _runs(computed)
    return by_key


def _runs(computed: ComputedTimeline) -> list[tuple[str, date, date | None]]:
    return [(state.value, as_date(start), last_date(stop)) for start, stop, state in with_ends(computed.states)]


def _lacks(computed: ComputedTimeline, standard: Standard, career: Career) -> list:
    runs = lacking_over_time(computed, standard, waivers_of(career))
    return [[day, version, list(places)] for day, version, places in runs]


def lacking_in(lacks: list, standard: Standard, day: int) -> tuple[Node, ...]:
    """What a person lacked on a day, from the document."""
    place = bisect_right(lacks, day, key=itemgetter(0)) - 1
    if place < 0:
        return ()
    _, version, places = lacks[place]
    nodes = standard.versions[version].places
    return tuple(nodes[node] for node in places)


def _stored(people: list[int]) -> dict[tuple[int, str], Stored]:
    runs: dict[tuple[int, str], list] = {}
    ordered = TimelineRun.objects.filter(person__in=people).order_by("started_on")
    for person, standard, *run in ordered.values_list("person_id", "standard", "state", "started_on", "finished_on"):
        runs.setdefault((person, standard), []).append(tuple(run))
    kept = Timeline.objects.filter(person__in=people).values_list("person_id", "standard", "first_on", "lacks")
    stored = {(person, code): (*documents, runs.pop((person, code), [])) for person, code, *documents in kept}
    return stored | {key: (None, None, orphans) for key, orphans in runs.items()}


def _store(people: list[int], right: dict[tuple[int, str], Stored]) -> None:
    """Replace what differs, and only that."""
    stored = _stored(people)
    stale = {key for key in stored.keys() | right.keys() if stored.get(key) != right.get(key)}
    for standard in {code for _, code in stale}:
        of_these = [person for person, code in stale if code == standard]
        TimelineRun.objects.filter(standard=standard, person__in=of_these).delete()
        Timeline.objects.filter(standard=standard, person__in=of_these).delete()
    wanted = [(key, right[key]) for key in sorted(stale) if key in right]
    Timeline.objects.bulk_create(
        [
            Timeline(person_id=person, standard=code, first_on=first, lacks=lacks)
            for (person, code), (first, lacks, _) in wanted
        ],
        batch_size=CHUNK,
    )
    TimelineRun.objects.bulk_create(
        [
            TimelineRun(person_id=person, standard=code, state=state, started_on=start, finished_on=finish)
            for (person, code), (*_, runs) in wanted
            for state, start, finish in runs
        ],
        batch_size=CHUNK,
    )
