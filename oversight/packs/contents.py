"""What stands in a pack: sections of tables, which paper, page and spreadsheet all take."""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, partial

from allocations.labels import AGAINST, ASIDE, CHANGE
from allocations.labels import KINDS as PAIR_KINDS
from allocations.models import SetAside
from competencies.labels import STATES
from competencies.labels import title as requirement
from competencies.models import NotObserved, TimelineRun, Waiver
from competencies.queries import standard as published
from competencies.rules.standard import Standard
from governance.progress import say
from nhsuk.components import Column, Table
from nhsuk.words import how_many, in_a_list
from people.labels import on_day, role
from people.models import Person, Post, Service
from people.rules.period import add_months
from supervision.labels import KINDS as SESSIONS
from supervision.queries import dose_of

from .. import gaps
from ..position import ShownIndicator, position
from ..queries import gathered, register_rows
from ..rules.facts import PairPeriod, ServiceFacts
from ..rules.gaps import report
from ..rules.indicators import month_of
from ..rules.suppression import FEWEST, suppressed

FEW = f"fewer than {FEWEST}, or hidden so that no small number can be worked out"
LEFT_OUT = (
    "What people write for themselves, and what they share of it.",
    "What was said and agreed in a session.",
    "Who asked for another supervisor, and what they wrote. Reasons given fewer than five times are not counted.",
    "Comments of assessors, self-ratings, and requests for a sign-off that were not signed.",
    "Kinds of absence, and the reasons for them.",
    "Certificates and other files. Their records are in this pack; the files are shown on request.",
    "Patient details. None are recorded.",
)
LEFT = "a person who has left"


@dataclass(frozen=True, slots=True)
class Section:
    """``code`` names its tables among the spreadsheets."""

    code: str
    title: str
    words: str
    tables: tuple[Table, ...]


@dataclass(frozen=True)
class PackContents:
    """Everything in a pack about a service from ``first`` to ``last``, by a standard; a sample of ``sample`` people drawn with
    ``seed``."""

    service: Service
    standard: Standard
    first: date
    last: date
    sample: int
    seed: int

    @cached_property
    def facts(self) -> ServiceFacts:
        return gathered(self.service, self.standard.code, min(self.first, add_months(self.last, -26)), self.last)

    @cached_property
    def people(self) -> dict[int, Person]:
        keys = {*self.facts.posts, *(key for pair in self.facts.pairs for key in (pair.supervisor, pair.supervisee))}
        return {person.pk: person for person in Person.objects.filter(pk__in=keys)}

    @cached_property
    def pairs(self) -> list[PairPeriod]:
        """Those that ran on a day of the period, by name and day."""
        there = [p for p in self.facts.pairs if p.start <= self.last and (p.finish is None or p.finish >= self.first)]
        return sorted(there, key=lambda p: (self.name(p.supervisee), p.kind, p.start, p.place))

    @cached_property
    def indicators(self) -> list[ShownIndicator]:
        return position(self.facts, self.last)

    def name(self, key: int | None) -> str:
        return str(self.people[key]) if key in self.people else LEFT if key else "a supervisor from outside"

    @cached_property
    def requirements(self) -> dict[str, str]:
        """The titles of what can be waived, by code."""
        nodes = (node for version in self.standard.versions for node in version.nodes())
        return {node.id: requirement(node) for node in nodes if node.id}

    def waived(self, code: str) -> str:
        """A requirement by its title; one of another standard has no other name here than its code."""
        return self.requirements.get(code, f"a requirement of another standard ({code})")

    def supervised_by(self, pair: PairPeriod) -> str:
        beside = f" with co-supervisor {self.name(pair.beside)}" if pair.beside else ""
        return f"{self.name(pair.supervisor)}{beside}"

    def sections(self, kept: Callable[[str, Callable[[], Section]], Section]) -> Iterator[Section]:
        """All of them, each made only if it was not ``kept`` from before."""
        for number, (code, title, make) in enumerate(SECTIONS, 1):
            say(title, number, len(SECTIONS))
            yield kept(code, partial(self._made, code, title, make))

    def section(self, wanted: str) -> Section:
        """One of them alone."""
        return self._made(*next(one for one in SECTIONS if one[0] == wanted))

    def _made(self, code: str, title: str, make: Callable[["PackContents"], "Made"]) -> Section:
        words, tables = make(self)
        return Section(code, title, words, tuple(tables))

    @cached_property
    def drawn(self) -> list[Person]:
        """The sample: of those in post on the last day, in the order of their numbers, so that the seed draws the same
        anywhere."""
        here = sorted(
            (key for key in self.facts.in_post(self.last)), key=lambda key: (self.people[key].employee_number or "", key)
        )
        return [self.people[key] for key in random.Random(self.seed).sample(here, min(self.sample, len(here)))]


Made = tuple[str, Sequence[Table]]
DAYS = {"Since", "Until", "From", "To", "Date", "Planned for", "Signed by all on", "Review by"}
NUMBERS = {"Minutes", "Minutes attended", "Minutes given", "Minutes due", "Weeks held", "Weeks expected", "Share", "Days late"}
NONE = "None in this period."


def _table(caption: str, titles: Sequence[str], rows: Sequence[Sequence], empty: str) -> Table:
    columns = [Column(title, numeric=title in NUMBERS, nowrap=title in DAYS) for title in titles]
    return Table(caption, columns, rows, empty)


def _position(of: PackContents) -> Made:
    rows = [
        (one.indicator.code, one.indicator.title, one.value, one.of, one.target, one.indicator.formula) for one in of.indicators
    ]
    trend = [
        (one.indicator.code, one.indicator.title, *(_number(one, figure) for _, figure in one.trend)) for one in of.indicators
    ]
    days = [f"{day:%b %Y}" for day, _ in of.indicators[0].trend]
    targets = in_a_list((f"{target}%" for target in sorted({one.indicator.target for one in of.indicators} - {None})), "and")
    words = f"Ten numbers on {on_day(of.last)}. Targets of {targets} are set in this service. They do not rate individuals."
    asked = Counter(CHANGE.get(one.reason, one.reason) for one in of.facts.asked if of.first <= one.on <= of.last)
    reasons = [(reason, FEW if count is None else count) for reason, count in sorted(suppressed(asked).items())]
    return words, [
        _table("Reasons for asking for another supervisor", ("Reason", "Requests"), reasons, NONE),
        _table(
            "Service indicators", ("Code", "Indicator", "On the last day", "Count", "Target", "How it is counted"), rows, NONE
        ),
        _table("Service indicators over 13 months", ("Code", "Indicator", *days), trend, NONE),
    ]


INDICATOR_TITLES = ("Code", "Indicator", "On the last day", "Count", "Target", "How it is counted")


def _number(one: ShownIndicator, figure) -> str:
    value = figure.days if one.indicator.code == "I9" else figure.percent
    return "" if value is None else f"{value:g}"


def _register(of: PackContents) -> Made:
    rows = [
        (
            row.name,
            row.employee_number or "",
            ", ".join(row.teams),
            ", ".join(map(role, row.roles)),
            str(STATES[row.state]),
            on_day(row.since),
            on_day(row.until),
            "; ".join(requirement(node) for node in row.missing),
        )
        for row in register_rows(of.service, of.standard, of.last, Person.objects.none())
    ]
    titles = ("Name", "Number", "Team", "Role", "State", "Since", "Until", "Still needed")
    words = f"Everyone in post on {on_day(of.last)}, and what people who cannot supervise yet still need."
    return words, [_table("Register", titles, rows, "None: there was no one in post on the last day.")]


def _allocations(of: PackContents) -> Made:
    rows = [
        (
            of.name(pair.supervisee), of.supervised_by(pair),
            PAIR_KINDS.get(pair.kind, pair.kind), on_day(pair.start), on_day(pair.finish),
            "yes" if of.facts.valid(pair, min(of.last, pair.finish or of.last)) else "no",
        )
        for pair in of.pairs
    ]  # fmt: skip
    titles = ("Supervisee", "Supervisor", "Supervision", "From", "To", "Valid")
    words = (
        "Each supervisee and supervisor on any day of the period. Valid: on their last day in it, the supervisor was in post, "
        "could supervise, and was not away."
    )
    return words, [_table("Allocations", titles, rows, NONE)]


def _agreements(of: PackContents) -> Made:
    rows = [
        (
            of.name(pair.supervisee),
            of.name(pair.supervisor),
            PAIR_KINDS.get(pair.kind, pair.kind),
            on_day(one.since),
            on_day(one.review_on),
        )
        for pair in of.pairs
        for one in sorted(of.facts.signed.get(pair.place, ()), key=lambda one: one.since)
        if one.since <= of.last
    ]
    titles = ("Supervisee", "Supervisor", "Supervision", "Signed by all on", "Review by")
    return "Agreements that everyone in them has signed.", [_table("Agreements", titles, rows, "None signed by the last day.")]


def _supporting(of: PackContents) -> Made:
    rows = []
    for person in of.facts.supervising(of.last):
        first = of.first.replace(day=1)
        while (after := add_months(first, 1)) <= of.last + timedelta(days=1):
            month = month_of(of.facts, person, first, after - timedelta(days=1))
            rows.append((of.name(person), f"{first:%B %Y}", month.had, month.given, month.due, "yes" if month.enough else "no"))
            first = after
    titles = ("Supervisor", "Month", "Minutes attended", "Minutes given", "Minutes due", "Enough")
    words = (
        "What each supervisor attended in a month against an hour or 5% of the supervision they gave. This follows the rule "
        "for accredited CBT supervisors: there is none for PWPs."
    )
    return words, [_table("Supervision of supervision", titles, rows, "None: no one supervised on the last day.")]


def _dose(of: PackContents) -> Made:
    need = of.facts.in_need(of.last)
    rows = [
        (
            of.name(person), SESSIONS.get(one.dose.kind, one.dose.kind), one.held, one.expected, f"{one.percent}%",
            f"{on_day(one.worst.first)} to {on_day(one.worst.last)}" if one.worst else "",
        )
        for person, dose in dose_of(need, of.first, of.last).items()
        for one in dose
    ]  # fmt: skip
    titles = ("Name", "Supervision", "Weeks held", "Weeks expected", "Share", "Lowest in")
    words = (
        "Weeks count when the person was in post, worked and was not away, so leave never lowers a share. "
        "The share is of the minutes due."
    )
    empty = "None: no one in post on the last day has a role that is supervised."
    return words, [_table("Supervision received against supervision due", titles, sorted(rows), empty)]


def _exceptions(of: PackContents) -> Made:
    people = of.people
    waivers = (
        Waiver.objects.live()
        .filter(person__in=people, granted_on__lte=of.last, ends_on__gte=of.first)
        .select_related("granted_by")
    )
    aside = SetAside.objects.live().filter(supervisee__in=people, started_on__lte=of.last, ends_on__gte=of.first)
    missed = NotObserved.objects.live().filter(person__in=people, planned_on__gte=of.first, planned_on__lte=of.last)
    late = [s for s in of.facts.sessions if of.first <= s.on <= of.last and (s.entered_late or s.disputed)]
    words = (
        "Requirements that were waived and rules that were set aside, by whom and why; observations that could not take "
        "place; sessions entered late or disputed."
    )
    return words, [
        _table(
            "Waivers",
            ("Name", "Requirement", "From", "Until", "Granted by", "Reason"),
            [
                (
                    of.name(w.person_id),
                    of.waived(w.requirement),
                    on_day(w.granted_on),
                    on_day(w.ends_on),
                    str(w.granted_by),
                    w.reason,
                )
                for w in waivers.order_by("granted_on", "pk")
            ],
            NONE,
        ),
        _table(
            "Rules set aside for a pair",
            ("Supervisee", "Supervisor", "Rule", "Reason", "From", "Until"),
            [
                (
                    of.name(a.supervisee_id),
                    of.name(a.supervisor_id),
                    AGAINST.get(a.rule, a.rule),
                    ASIDE.get(a.reason, a.reason),
                    on_day(a.started_on),
                    on_day(a.ends_on),
                )
                for a in aside.order_by("started_on", "pk")
            ],
            NONE,
        ),
        _table(
            "Observations that could not take place",
            ("Name", "Planned for", "Reason"),
            [(of.name(m.person_id), on_day(m.planned_on), m.because) for m in missed.order_by("planned_on", "pk")],
            NONE,
        ),
        _table(
            "Sessions entered late or disputed",
            ("Date", "Supervision", "Led by", "With", "Days late", "Disputed"),
            [
                (
                    on_day(s.on),
                    SESSIONS.get(s.kind, s.kind),
                    of.name(s.facilitator),
                    ", ".join(map(of.name, s.people)),
                    s.entered_late or "",
                    "yes" if s.disputed else "",
                )
                for s in late
            ],
            NONE,
        ),
    ]


def _missing(of: PackContents) -> Made:
    gaps_found = report(of.facts, of.first, of.last)
    tables = gaps.paper(gaps_found, of.people)
    return "Records that there should be and are not." if tables else "No records are missing.", tables


def _sample(of: PackContents) -> Made:
    words = (
        f"{len(of.drawn)} of the {how_many(len(of.facts.in_post(of.last)), 'person', 'people')} in post on {on_day(of.last)}. "
        f"Sample number {of.seed}: use the same number to draw the same people."
    )
    return words, [table for person in of.drawn for table in _traced(of, person)]


def _traced(of: PackContents, person: Person) -> Iterator[Table]:
    """One person through the period: posts, whether they may supervise, who supervised them, and every session."""
    posts = (
        Post.objects.live()
        .filter(person=person, started_on__lte=of.last)
        .exclude(finished_on__lt=of.first)
        .order_by("started_on", "pk")
    )
    runs = TimelineRun.objects.filter(person=person, standard=of.standard.code, started_on__lte=of.last).exclude(
        finished_on__lt=of.first
    )
    lines = [("Post", role(p.role), on_day(p.started_on), on_day(p.finished_on)) for p in posts]
    lines += [
        ("Eligibility", str(STATES[r.state]), on_day(r.started_on), on_day(r.finished_on)) for r in runs.order_by("started_on")
    ]
    lines += [
        (
            "Supervised by",
            f"{of.name(p.supervisor)}, {PAIR_KINDS.get(p.kind, p.kind).lower()}",
            on_day(p.start),
            on_day(p.finish),
        )
        for p in of.pairs
        if p.supervisee == person.pk
    ]
    number = person.employee_number or "no number"
    yield _table(f"{person}, {number}", ("Record", "Detail", "From", "To"), lines, "Nothing recorded.")
    held = [s for s in of.facts.of_person(person.pk) if of.first <= s.on <= of.last]
    sessions = [
        (
            on_day(s.on),
            SESSIONS.get(s.kind, s.kind),
            s.minutes,
            of.name(s.facilitator),
            "led" if s.facilitator == person.pk else "attended",
            _word(s),
        )
        for s in held
    ]
    yield _table(
        f"Sessions of {person}",
        ("Date", "Supervision", "Minutes", "Led by", "Part", "Confirmation"),
        sessions,
        NONE,
    )


def _word(session) -> str:
    if session.disputed:
        return "disputed"
    if session.confirmed_on:
        return f"confirmed {on_day(session.confirmed_on)}"
    return "not confirmed" if session.asked else "not asked"


SECTIONS: tuple[tuple[str, str, Callable[[PackContents], Made]], ...] = (
    ("position", "Service indicators", _position),
    ("register", "Register of supervisors", _register),
    ("allocations", "Allocations", _allocations),
    ("agreements", "Agreements", _agreements),
    ("supporting", "Supervision of supervision", _supporting),
    ("dose", "Supervision received", _dose),
    ("exceptions", "Exceptions and waivers", _exceptions),
    ("missing", "Missing records", _missing),
    ("sample", "People in the sample", _sample),
)


CODES = tuple(code for code, _, _ in SECTIONS)


def contents(service: Service, code: str, first: date, last: date, sample: int, seed: int) -> PackContents:
    """The contents of a pack. Raises ``ValueError`` where no standard of that code is published."""
    standard_published = published(code)
    if standard_published is None:
        raise ValueError(f"No standard {code!r} is published.")
    return PackContents(service, standard_published, first, last, sample, seed)
