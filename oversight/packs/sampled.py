"""The section that follows some people through the period, one by one."""

from collections.abc import Iterator

from allocations.labels import KINDS as PAIR_KINDS
from competencies.labels import STATES
from competencies.models import TimelineRun
from nhsuk.components import Table
from nhsuk.words import how_many
from people.labels import on_day, role
from people.models import Person, Post
from supervision.labels import KINDS as SESSIONS

from .subject import NONE, Made, PackSubject, table_of


def sampled(of: PackSubject) -> Made:
    words = (
        f"{len(of.drawn)} of the {how_many(len(of.facts.in_post(of.last)), 'person', 'people')} in post on {on_day(of.last)}. "
        f"Sample number {of.seed}: use the same number to draw the same people."
    )
    return words, [table for person in of.drawn for table in _traced(of, person)]


def _traced(of: PackSubject, person: Person) -> Iterator[Table]:
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
    yield table_of(f"{person}, {number}", ("Record", "Detail", "From", "To"), lines, "Nothing recorded.")
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
    yield table_of(
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
