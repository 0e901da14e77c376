"""What a correction would change, by name and day: tried out in a transaction that is taken back."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from allocations.labels import KINDS, WHY_NOT
from allocations.models import Allocation
from allocations.queries.standing import CurrentPair, pairs_of
from competencies.models import TimelineRun
from competencies.queries import principal, standards
from competencies.rules.outcome import State
from competencies.timelines import chunks, whom_it_concerns
from people.labels import in_a_sentence, on_day
from people.models import Person, Post, Service
from people.rules.period import as_date

Concerned = dict[type[Model], set[int]]
Runs = list[tuple[int, State]]
Timelines = dict[tuple[int, str], Runs]


class TakenBack(Exception):
    """What was tried out is not to stay."""


@dataclass(frozen=True, slots=True)
class Effects:
    """``sentences`` say what changes for whom, the gravest first; ``people`` are those for whom something does, and
    ``concerned`` all whose facts are touched."""

    sentences: tuple[str, ...]
    people: frozenset[int]
    concerned: frozenset[int]


OUTSIDE = "A person in another service"


def colleagues(service: Service) -> set[int]:
    """Whom a reader of the service may know by name: who ever had a post there."""
    return set(Post.objects.live().filter(service=service).values_list("person", flat=True))


def effects_of(change: Callable[[], Concerned], *, known: Collection[int] | None) -> Effects:
    """What ``change`` would do, naming only people who are ``known`` to the reader (all, where it is None). Raises what it
    raises; nothing stays."""
    after: tuple[set[int], Timelines, dict[int, CurrentPair]] | None = None
    try:
        with transaction.atomic():
            people = whom_it_concerns(change())
            after = people, _runs(people), _flagged(people)
            raise TakenBack
    except TakenBack:
        people, runs, flagged = after
    return _told(people, _runs(people), runs, _flagged(people), flagged, known)


def _runs(people: Iterable[int]) -> Timelines:
    runs: Timelines = {}
    for some in chunks(people):
        rows = TimelineRun.objects.filter(person__in=some).order_by("started_on")
        for person, standard, state, start in rows.values_list("person", "standard", "state", "started_on"):
            runs.setdefault((person, standard), []).append((start.toordinal(), State(state)))
    return runs


def _flagged(people: Iterable[int]) -> dict[int, CurrentPair]:
    """The pairs in which they supervise today and that are not valid, by their place."""
    today, flagged = timezone.localdate(), {}
    for some in chunks(people):
        rows = Allocation.objects.live().filter(supervisor__in=some, started_on__lte=today).exclude(finished_on__lt=today)
        flagged |= {pair.row.in_place: pair for pair in pairs_of(list(rows), today, principal()) if pair.why}
    return flagged


def _told(
    people: set[int],
    before: Timelines,
    after: Timelines,
    stood: dict[int, CurrentPair],
    flagged: dict[int, CurrentPair],
    known: Collection[int] | None,
) -> Effects:
    pairs = [flagged[place] for place in flagged.keys() - stood.keys()]
    changed = [
        (person, standard, *difference)
        for person, standard in sorted(before.keys() | after.keys())
        for difference in _differences(before.get((person, standard), []), after.get((person, standard), []))
    ]
    both = {key for pair in pairs for key in (pair.row.supervisor_id, pair.row.supervisee_id)}
    names = _names(both.union(person for person, *_ in changed), known)
    titles = {code: standard.versions[-1].title for code, standard in standards().items()}
    told_of = [
        (grave, sentence.format(name=names[person], standard=titles.get(standard, standard)), person)
        for person, standard, grave, sentence in changed
    ]
    for pair in pairs:
        supervisor, supervisee = names[pair.row.supervisor_id], _inside(names[pair.row.supervisee_id])
        of, kind = f"{supervisor}'s pair with {supervisee}", KINDS[pair.row.kind].lower()
        told_of.append((0, f"{of} ({kind}) is flagged: the {in_a_sentence(WHY_NOT[pair.why])}.", pair.row.supervisee_id))
    sentences = dict.fromkeys(sentence for _, sentence, _ in sorted(told_of))
    return Effects(tuple(sentences), frozenset(person for *_, person in told_of), frozenset(people))


def _inside(name: str) -> str:
    return f"{name[0].lower()}{name[1:]}" if name == OUTSIDE else name


def _names(people: set[int], known: Collection[int] | None) -> dict[int, str]:
    named = people if known is None else people.intersection(known)
    return defaultdict(lambda: OUTSIDE, {person.pk: str(person) for person in Person.objects.filter(pk__in=named)})


LESS = {
    State.ELIGIBLE: "{{name}} loses eligibility {} ({{standard}}).",
    State.PROVISIONAL: "{{name}} loses the right to supervise with a co-supervisor {} ({{standard}}).",
}
MORE = {
    State.ELIGIBLE: "{{name}} is eligible {} ({{standard}}).",
    State.PROVISIONAL: "{{name}} can supervise with a co-supervisor {} ({{standard}}).",
}
RANK = {State.ELIGIBLE: 2, State.PROVISIONAL: 1}


def _differences(before: Runs, after: Runs) -> Iterator[tuple[int, str]]:
    """Each period in which somebody may do less than before, or more: how grave that is, and a sentence.

    Worked example: eligible from 28 March 2025, and with the correction from 28 July 2026: one period of less, 28 March 2025 to
    27 July 2026.
    """
    for start, stop, was, becomes in _periods(before, after):
        when = f"from {on_day(as_date(start))}" + (f" to {on_day(as_date(stop - 1))}" if stop else "")
        less = RANK.get(becomes, 0) < RANK.get(was, 0)
        yield (0, LESS[was].format(when)) if less else (2, MORE[becomes].format(when))


def _periods(before: Runs, after: Runs) -> Iterator[tuple[int, int | None, State, State]]:
    """The periods in which what somebody may do differs: first day, the day after the last (or no end), then and now."""
    days = sorted({day for runs in (before, after) for day, _ in runs})
    held = [(day, _on(before, day), _on(after, day)) for day in days]
    for position, (day, was, becomes) in enumerate(held):
        goes_on = position and held[position - 1][1:] == (was, becomes)
        if RANK.get(was, 0) != RANK.get(becomes, 0) and not goes_on:
            others = (other for other, *states in held[position + 1 :] if tuple(states) != (was, becomes))
            yield day, next(others, None), was, becomes


def _on(runs: Runs, day: int) -> State:
    return next((state for start, state in reversed(runs) if start <= day), State.NOT_YET)
