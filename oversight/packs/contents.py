"""What stands in a pack: sections of tables, which paper, page and spreadsheet all take."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from allocations.labels import CHANGE
from allocations.labels import KINDS as PAIR_KINDS
from competencies.labels import STATES
from competencies.labels import title as requirement
from competencies.queries import standard as published
from governance.progress import say
from nhsuk.components import Table
from nhsuk.words import in_a_list
from people.labels import on_day, role
from people.models import Person, Service
from people.rules.period import add_months
from supervision.labels import KINDS as SESSIONS
from supervision.queries import dose_of

from .. import gaps
from ..position import ShownIndicator
from ..queries import register_rows
from ..rules.gaps import report
from ..rules.indicators import month_of
from ..rules.suppression import FEWEST, suppressed
from .exceptions import exceptions
from .sampled import sampled
from .subject import NONE, Made, PackSubject, table_of

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


@dataclass(frozen=True, slots=True)
class Section:
    """``code`` names its tables among the spreadsheets."""

    code: str
    title: str
    words: str
    tables: tuple[Table, ...]


class PackContents(PackSubject):
    """Everything in a pack, section by section."""

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
        table_of("Reasons for asking for another supervisor", ("Reason", "Requests"), reasons, NONE),
        table_of(
            "Service indicators", ("Code", "Indicator", "On the last day", "Count", "Target", "How it is counted"), rows, NONE
        ),
        table_of("Service indicators over 13 months", ("Code", "Indicator", *days), trend, NONE),
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
    return words, [table_of("Register", titles, rows, "None: there was no one in post on the last day.")]


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
    return words, [table_of("Allocations", titles, rows, NONE)]


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
    return "Agreements that everyone in them has signed.", [
        table_of("Agreements", titles, rows, "None signed by the last day.")
    ]


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
    return words, [table_of("Supervision of supervision", titles, rows, "None: no one supervised on the last day.")]


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
    return words, [table_of("Supervision received against supervision due", titles, sorted(rows), empty)]


def _missing(of: PackContents) -> Made:
    gaps_found = report(of.facts, of.first, of.last)
    tables = gaps.paper(gaps_found, of.people)
    return "Records that there should be and are not." if tables else "No records are missing.", tables


SECTIONS: tuple[tuple[str, str, Callable[[PackContents], Made]], ...] = (
    ("position", "Service indicators", _position),
    ("register", "Register of supervisors", _register),
    ("allocations", "Allocations", _allocations),
    ("agreements", "Agreements", _agreements),
    ("supporting", "Supervision of supervision", _supporting),
    ("dose", "Supervision received", _dose),
    ("exceptions", "Exceptions and waivers", exceptions),
    ("missing", "Missing records", _missing),
    ("sample", "People in the sample", sampled),
)


CODES = tuple(code for code, _, _ in SECTIONS)


def contents(service: Service, code: str, first: date, last: date, sample: int, seed: int) -> PackContents:
    """The contents of a pack. Raises ``ValueError`` where no standard of that code is published."""
    standard_published = published(code)
    if standard_published is None:
        raise ValueError(f"No standard {code!r} is published.")
    return PackContents(service, standard_published, first, last, sample, seed)
