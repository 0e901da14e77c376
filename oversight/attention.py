"""What needs somebody in a service today: each a sentence that opens its fix, in groups with the gravest first.

Constant queries, however many people. Nothing here is a fact of its own: every line is what some other part of the house knows.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Q
from django.urls import reverse

from allocations.desk import as_waits, coming, waits
from allocations.queries import Situation, situation
from allocations.stopping import ahead, stopped
from competencies.models import TimelineRun, Waiver
from competencies.rules.outcome import State
from competencies.rules.signed import SOON
from governance.access import may, permitted
from governance.policy import Action
from nhsuk.words import how_many
from people.desk import Alike, Waits, put_together
from people.labels import in_a_sentence, on_day
from people.models import Person, Registration, Service
from people.models.conditions import covering
from signing.models import SignOffRequest
from signing.queries.queue import waiting
from supervision.labels import KINDS
from supervision.models import Session
from training.models import Completion, Qualification
from training.queries import to_verify

from .rules.facts import ServiceFacts
from .rules.indicators import CASE
from .rules.missing import LOOKED_BACK_WEEKS, gap_days, missed_in_a_row

REGISTRATION_SOON = timedelta(days=30)
WEEKS_IN_A_ROW = 2
PEOPLE = "/people/"
SHOWN_FIRST = 8


@dataclass(frozen=True, slots=True)
class AttentionGroup:
    """Lines under a title: the first of them are shown, the others folded away."""

    title: str
    lines: tuple[Waits, ...]

    @property
    def shown(self) -> tuple[Waits, ...]:
        return self.lines[:SHOWN_FIRST]

    @property
    def folded(self) -> tuple[Waits, ...]:
        return self.lines[SHOWN_FIRST:]

    @property
    def unfold(self) -> str:
        return f"Show {len(self.folded)} more"


@dataclass(frozen=True)
class ServiceView:
    """A service on a day, as its reader sees it."""

    service: Service
    on: date
    standard: str
    facts: ServiceFacts
    people: dict[int, Person]
    reader: Person

    @cached_property
    def decides(self) -> bool:
        """May the reader say who supervises whom? Else a line says what is so, and leads nowhere that is shut."""
        return may(self.reader, Action.MAKE_PLAN, self.service)

    @cached_property
    def now(self) -> Situation:
        """Who could supervise whom in case management on the day."""
        return situation(self.service, CASE.kind, self.on, self.standard)

    def opened(self, line: Waits) -> Waits:
        """A line about who supervises whom as the reader may open it: what only a lead decides leads nowhere for others."""
        return line if self.decides or line.href.startswith(PEOPLE) else Waits(line.text, "")

    def name(self, key: int) -> str:
        return str(self.people.get(key, "A person who has left"))


def attention(here: ServiceView) -> list[AttentionGroup]:
    """The groups in which there is something, the gravest first. An empty list says that there is nothing to do."""
    groups = [AttentionGroup(title, tuple(lines(here))) for title, lines in GROUPS]
    return [group for group in groups if group.lines]


def _without(here: ServiceView) -> Iterator[Waits]:
    need, valid = here.facts.in_need(here.on), here.facts.valid_pairs(CASE.kind, here.on)
    together = stopped(here.now)
    yield from (here.opened(as_waits(stop, here.service)) for stop in together)
    listed = {person for stop in together for person in stop.supervisees}
    alone = (person for person in need if person not in valid and person not in listed)
    gaps = {person: gap_days(here.facts, person, CASE.kind, here.on) for person in alone}
    for person, days in sorted(gaps.items(), key=lambda one: (-one[1], here.name(one[0]))):
        page = reverse("allocations:choose", args=[here.people[person].public_id, CASE.kind])
        yield Waits(f"{here.name(person)} has had no supervisor for {_days(days)}", page if here.decides else "")


def _decide(here: ServiceView) -> Iterable[Waits]:
    known = ahead(here.now)
    return map(here.opened, [*coming(here.now, known), *waits(here.now, known, here.reader)])


def _missed(here: ServiceView) -> Iterator[Waits]:
    for person in here.facts.in_need(here.on):
        if weeks := missed_in_a_row(here.facts, person, here.on, WEEKS_IN_A_ROW):
            page = reverse("supervision:dose", args=[here.people[person].public_id])
            long = f"{weeks} weeks{' or more' if weeks >= LOOKED_BACK_WEEKS else ''}"
            yield Waits(f"{here.name(person)} has had no case management for {long}", page)


def _disputed(here: ServiceView) -> Iterator[Waits]:
    disputed = [session for session in here.facts.sessions if session.disputed and session.on > here.on - SOON]
    opens = openable([session.row for session in disputed], here.reader)
    for session in disputed:
        about = f"{in_a_sentence(KINDS[session.kind])} on {on_day(session.on)}"
        words = f"{', '.join(map(here.name, session.people))}: {about} is disputed"
        yield Waits(words, reverse("supervision:session", args=[session.row]) if session.row in opens else "")


def openable(keys: Collection[int], reader: Person) -> set[int]:
    """Those of the sessions, by their keys, that a reader may open. One query, if any."""
    rows = permitted(Session.objects.filter(pk__in=keys), to=Action.VIEW_SESSION, by=reader) if keys else Session.objects.none()
    return set(rows.values_list("pk", flat=True))


def _evidence(here: ServiceView) -> Iterator[Waits]:
    ours = Q(person__in=here.people)
    rows = to_verify(
        permitted(Completion.objects.filter(ours), to=Action.VERIFY_EVIDENCE, by=here.reader),
        permitted(Qualification.objects.filter(ours), to=Action.VERIFY_EVIDENCE, by=here.reader),
    )
    if rows:
        yield Waits(how_many(len(rows), "certificate to verify", "certificates to verify"), reverse("my:waiting"))


def _sign_offs(here: ServiceView) -> Iterator[Waits]:
    rows = permitted(SignOffRequest.objects.filter(person__in=here.people), to=Action.VIEW_REQUEST, by=here.reader)
    for one in waiting(rows, here.on):
        words = f"{one.request.assessor} needs to answer {one.request.person}: {one.title}, {_days(one.days, 'working day')}"
        yield Waits(f"{words}. {one.stuck}" if one.stuck else words, reverse("signing:request", args=[one.request.public_id]))


def _ending(here: ServiceView) -> Iterator[Waits]:
    active = here.facts.supervising(here.on)
    runs = TimelineRun.objects.filter(covering(here.on), person__in=active, standard=here.standard, state=State.ELIGIBLE)
    ending = runs.filter(finished_on__lte=here.on + SOON).order_by("finished_on").values_list("person", "finished_on")
    yield from put_together(_last_day(here, person, last) for person, last in ending)
    waivers = Waiver.objects.live().filter(covering(here.on, "granted_on", "ends_on"), person__in=here.people)
    for person, last in waivers.filter(ends_on__lte=here.on + SOON).order_by("ends_on").values_list("person", "ends_on"):
        yield Waits(f"A waiver for {here.name(person)} ends on {on_day(last)}", _page(here, person))


def _last_day(here: ServiceView, person: int, last: date) -> Waits:
    """One line for several who must stop on the same day: what keeps them is planned for all of them."""
    plan = reverse("supervisionofsupervision:service", args=[here.service.code])
    alike = Alike(f"{{count}} supervisors must stop supervising after {on_day(last)}: plan supervision of supervision", plan)
    return Waits(f"{here.name(person)} must stop supervising after {on_day(last)}", _page(here, person), alike=alike)


def _registrations(here: ServiceView) -> Iterator[Waits]:
    """Those that end within a month and are followed by none of the same body."""
    rows = Registration.objects.live().filter(person__in=here.people)
    last: dict[tuple[int, str], date | None] = {}
    for person, body, until in rows.order_by("valid_from").values_list("person", "body", "valid_to"):
        last[person, body] = until
    for (person, body), until in sorted(last.items(), key=lambda one: (one[1] or date.max, one[0])):
        if until and here.on <= until <= here.on + REGISTRATION_SOON:
            yield Waits(f"{here.name(person)}’s registration with {body} ends on {on_day(until)}", _page(here, person))


def _page(here: ServiceView, person: int) -> str:
    return reverse("people:page", args=[here.people[person].public_id])


def _days(count: int, one: str = "day") -> str:
    return f"{count} {one}{'' if count == 1 else 's'}"


GROUPS: tuple[tuple[str, Callable[[ServiceView], Iterable[Waits]]], ...] = (
    ("No supervisor", _without),
    ("Decisions about supervision", _decide),
    ("No case management for 2 weeks or more", _missed),
    ("Disputed sessions", _disputed),
    ("Ending within 90 days", _ending),
    ("Registrations ending within 30 days", _registrations),
    ("Certificates", _evidence),
    ("Sign-offs to answer", _sign_offs),
)
