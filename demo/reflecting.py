"""What some people of Northmoor keep for themselves, made through the same actions as real work.

Finn has six months of three lines after supervision, a questionnaire three months ago and now, a reflection that he keeps and
one that he shares with his supervisor, and a draft. Samira saw a strength of his. All whom Efua supervises have said how it is
without their name.
"""

from datetime import date, timedelta
from uuid import uuid4

from django.utils import timezone

from allocations.models import Allocation
from people.models import Person
from people.models.conditions import covering
from people.rules.period import add_months
from reflection.actions import finish, give_feedback, keep_draft, make_offer, recognise, share
from reflection.models import Record, Tool

from . import northmoor

HEARD = (4, 5, 3, 5, 6, 6, 5, 7, 7, 8, 7, 8, 9)
USEFUL = (6, 6, 5, 6, 6, 7, 6, 7, 6, 7, 8, 8, 8)
SAFE = (2, 3, 2, 4, 4, 3, 5, 5, 6, 6, 7, 7, 8)
"""Finn's lines, a fortnight apart: it became easier to bring mistakes."""


def add_rows() -> None:
    people = {p.employee_number: p for p in Person.objects.exclude(employee_number=None)}
    tools = {tool.code: tool for tool in Tool.objects.all()}
    today = timezone.localdate()
    finn = people[northmoor.FINN]
    _over_time(finn, tools, today)
    _written(finn, tools, today)
    _feedback(people[northmoor.EFUA], today)
    samira = people[northmoor.SUPERVISORS[0][0]]
    recognise(
        person=finn, words="You stayed with a silence today until the answer came. That took courage.", on=today, by=samira
    )
    make_offer(person=finn, kind="interest", words="Working with new parents.", shown=True, by=finn)
    make_offer(person=finn, kind="development", words="I could run a lunchtime group on sleep.", shown=False, by=finn)


def _finish(person: Person, tool: Tool, on: date, **kept) -> Record:
    return finish(person=person, tool=tool, name=uuid4(), revision=0, on=on, kept=kept, typed={}, by=person)


def _over_time(finn: Person, tools: dict[str, Tool], today: date) -> None:
    for place, (heard, useful, safe) in enumerate(zip(HEARD, USEFUL, SAFE, strict=True)):
        on = today - timedelta(weeks=2 * (len(HEARD) - 1 - place), days=1)
        _finish(finn, tools["session-check"], on, heard=heard, useful=useful, safe=safe)
    for on, scores in ((add_months(today, -6), ("31", "17", "15")), (add_months(today, -3), ("44", "24", "19"))):
        parts = zip(("safe-base", "reflective-education", "structure"), scores, (9, 5, 4), strict=True)
        _finish(finn, tools["s-srq"], on, **{code: {"score": s, "answered": n, "band": ""} for code, s, n in parts})


def _written(finn: Person, tools: dict[str, Tool], today: date) -> None:
    _finish(
        finn,
        tools["strain-and-repair"],
        today - timedelta(days=20),
        strain="When the hour runs out I say that all is well, and it is not.",
        need="“When we are short of time, I need to know which case comes first next week.”",
    )
    shared = _finish(
        finn, tools["helpful-moments"], today - timedelta(days=8),
        helped="When I was asked what I thought, before being told.", **{"why-helped": "I noticed that I did know what to do."},
    )  # fmt: skip
    if pair := Allocation.objects.live().filter(covering(today), supervisee=finn).select_related("supervisor").first():
        share(record=shared, reader=pair.supervisor, whole=True, by=finn)
    typed = {"did": "Tried the worry tree with the diary open between us."}
    keep_draft(person=finn, tool=tools["four-stages"], name=uuid4(), revision=0, on=today, typed=typed, by=finn)


def _feedback(efua: Person, today: date) -> None:
    pairs = Allocation.objects.live().filter(covering(today), supervisor=efua).select_related("supervisee").order_by("pk")
    for place, pair in enumerate(pairs):
        lines = {"heard": 7 + place % 3, "useful": 8, "safe": 5 + place % 4}
        give_feedback(
            person=pair.supervisee,
            supervisor=efua,
            lines=lines,
            named=place == 0,
            words="Thank you." * (place == 0),
            by=pair.supervisee,
        )
