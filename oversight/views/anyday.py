"""One person on any day, for themselves and whoever looks after them."""

from collections.abc import Sequence

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from allocations.labels import KINDS as PAIR_KINDS
from competencies.forms import QuestionForm
from competencies.labels import STATES
from governance.access import may_somewhere
from governance.policy import Action
from governance.views import governed_view
from nhsuk.components import Column, Lines, Link, Table
from nhsuk.paging import ListPage
from nhsuk.words import how_many, in_a_sentence
from people.labels import on_day, role
from people.models import Person
from supervision.labels import KINDS as SESSIONS
from supervision.rules.policy import LATE_DAYS

from ..anyday import ServiceDay, SessionSeen, on_a_day


@governed_view(Action.VIEW_PERSON, Person)
def page(request, person):
    form = QuestionForm(request.GET)
    asked = form.asked()
    on, known = asked["on"], asked["known_at"]
    within = None if person == request.user else may_somewhere(request.user, Action.VIEW_PERSON)
    day_shown = on_a_day(person, on, asked["standard"].code if asked["standard"] else "", known, within)
    part = ListPage(list(reversed(day_shown.sessions)), request.GET, each="session")
    context = {
        "title": str(person),
        "caption": (
            f"On {on_day(on)}, as {f'it was known on {on_day(timezone.localdate(known))}' if known else 'we know it now'}"
        ),
        "crumbs": [Link(str(person), reverse("people:page", args=[person.public_id]))],
        "form": form,
        "facts": _facts(day_shown),
        "page": part,
        "sessions": _table(part.rows, person),
        "open": bool(form.errors),
    }
    return render(request, "oversight/anyday.html", context)


def _facts(day: ServiceDay) -> list[tuple[str, object]]:
    posts = (
        Lines(tuple(f"{role(p.role)}, {p.service}{f', {p.team}' if p.team else ''}" for p in day.posts))
        if day.posts
        else "No post"
    )
    facts: list[tuple[str, object]] = [
        ("Post", posts),
        ("Can they supervise?", f"{STATES[day.state]}, by {day.rules}" if day.state else "No standard applies"),
    ]
    for one in day.supervised:
        beside = f", with {one.pair.co_supervisor} as co-supervisor" if one.pair.co_supervisor else ""
        agreement = (
            (
                f"Agreement version {one.agreement.version}, signed by everyone on "
                f"{on_day(timezone.localdate(one.agreement.in_force_since))}"
            )
            if one.agreement
            else "No agreement in force"
        )
        said = (
            f"{one.pair.supervisor}{beside}, since {on_day(one.pair.started_on)}",
            f"Supervisor’s state: {in_a_sentence(str(STATES[one.state]))}",
            agreement,
        )
        facts.append((PAIR_KINDS.get(one.pair.kind, one.pair.kind), Lines(said)))
    if not day.supervised:
        facts.append(("Supervised by", "No supervisor on this day"))
    if day.supervises:
        facts.append(
            ("Supervises", Lines(tuple(f"{p.supervisee}, {PAIR_KINDS.get(p.kind, p.kind).lower()}" for p in day.supervises)))
        )
    for one in day.doses:
        words = f"{one.held} of {one.expected} weeks expected: {one.percent}%"
        facts.append((f"{SESSIONS.get(one.dose.kind, one.dose.kind)} received in 13 weeks", words))
    return facts


def _table(sessions: Sequence[SessionSeen], person: Person) -> Table:
    rows = [
        (
            on_day(one.session.held_on), SESSIONS.get(one.session.kind, one.session.kind),
            str(person) if one.led else one.session.led_by, _recorded(one), one.session.minutes,
            Lines(one.answers) if one.answers else "No answer yet",
        )
        for one in sessions
    ]  # fmt: skip
    columns = [
        Column("Held on", nowrap=True),
        Column("Supervision"),
        Column("Led by"),
        Column("Recorded", detail=True),
        Column("Minutes", numeric=True, detail=True),
        Column("Answers", detail=True),
    ]
    return Table("Sessions in the 13 weeks before", columns, rows, "No sessions were known of on this day.")


def _recorded(one: SessionSeen) -> str:
    recorded = on_day(timezone.localdate(one.session.recorded_at))
    return f"{recorded}: entered late, {how_many(one.days_after, 'day')} after" if one.days_after > LATE_DAYS else recorded
