"""What some people of Northmoor keep for themselves, made through the same actions as real work, on the days on which they
wrote it.

Finn has six months of three lines after supervision, a questionnaire three months ago and now, a reflection that he keeps and
one that he shares with his supervisor, and a draft. Samira saw a strength of his. All whom Efua supervises have said how it is
without their name.
"""

from datetime import date, timedelta
from functools import partial
from uuid import uuid4

from django.utils import timezone

from allocations.models import Allocation
from people.models import Person
from people.models.conditions import covering
from people.rules.period import add_months
from reflection.actions import finish, give_feedback, keep_draft, make_offer, recognise, share
from reflection.models import Record, Tool

from . import northmoor
from .past import DemoPast

HEARD = (8, 8, 7, 8, 7, 6, 7, 6, 6, 5, 6, 5, 5)
USEFUL = (7, 8, 7, 7, 7, 6, 6, 7, 6, 5, 6, 5, 4)
SAFE = (7, 6, 7, 7, 6, 6, 5, 6, 5, 4, 5, 4, 4)
"""Finn's lines, a fortnight apart: it became harder, which is why he would like another supervisor."""
RELATIONSHIP = ((5, ("44", "24", "19")), (3, ("34", "18", "16")))
"""Months ago, and his scores in three parts of a questionnaire."""


def add(past: DemoPast, people: dict[str, Person]) -> None:
    tools = {tool.code: tool for tool in Tool.objects.all()}
    finn, samira = people[northmoor.FINN], people[northmoor.SUPERVISORS[0][0]]
    _over_time(past, finn, tools)
    _written(past, finn, tools)
    past.at(past.today - timedelta(days=9), 17, partial(_feedback, people[northmoor.EFUA]))
    saw = "You stayed with a silence today until the answer came. That took courage."
    on = past.today - timedelta(days=1)
    past.at(on, 16, partial(recognise, person=finn, words=saw, on=on, by=samira))
    for days, kind, words, shown in (
        (40, "interest", "Working with new parents.", True),
        (33, "development", "I could run a lunchtime group on sleep.", False),
    ):
        act = partial(make_offer, person=finn, kind=kind, words=words, shown=shown, by=finn)
        past.at(past.today - timedelta(days=days), 16, act)


def _finish(past: DemoPast, person: Person, tool: Tool, on: date, then=None, **kept) -> None:
    def act() -> Record:
        record = finish(person=person, tool=tool, name=uuid4(), revision=0, on=on, kept=kept, typed={}, by=person)
        if then:
            then(record)
        return record

    past.at(on, 18, act)


def _over_time(past: DemoPast, finn: Person, tools: dict[str, Tool]) -> None:
    for place, (heard, useful, safe) in enumerate(zip(HEARD, USEFUL, SAFE, strict=True)):
        on = past.today - timedelta(weeks=2 * (len(HEARD) - 1 - place), days=1)
        _finish(past, finn, tools["session-check"], on, heard=heard, useful=useful, safe=safe)
    for months, scores in RELATIONSHIP:
        parts = zip(("safe-base", "reflective-education", "structure"), scores, (9, 5, 4), strict=True)
        answers = {code: {"score": s, "answered": n, "band": ""} for code, s, n in parts}
        _finish(past, finn, tools["s-srq"], add_months(past.today, -months), **answers)


def _written(past: DemoPast, finn: Person, tools: dict[str, Tool]) -> None:
    _finish(
        past, finn, tools["strain-and-repair"], past.today - timedelta(days=20),
        strain="When the hour runs out I say that all is well, and it is not.",
        need="“When we are short of time, I need to know which case comes first next week.”",
    )  # fmt: skip
    _finish(
        past, finn, tools["helpful-moments"], past.today - timedelta(days=8), partial(_share, finn),
        helped="When I was asked what I thought, before being told.", **{"why-helped": "I noticed that I did know what to do."},
    )  # fmt: skip
    typed = {"did": "Tried the worry tree with the diary open between us."}
    draft = partial(keep_draft, person=finn, tool=tools["four-stages"], name=uuid4(), revision=0, on=past.today, typed=typed)
    past.at(past.today, 0, partial(draft, by=finn))


def _share(finn: Person, record: Record) -> None:
    """With whoever supervises him."""
    if pair := Allocation.objects.live().filter(covering(record.on), supervisee=finn).select_related("supervisor").first():
        share(record=record, reader=pair.supervisor, whole=True, by=finn)


def _feedback(efua: Person) -> None:
    today = timezone.localdate()
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
