"""A thousand questions, asked while the past is changed at random, and asked again at the end about what was known then."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from random import Random

from django.utils import timezone

from allocations.models import Allocation
from governance.facts import recording
from oversight.anyday import on_a_day
from supervision.actions import Refused, SessionRecord, confirm, correct_session, dispute, record_another
from supervision.models import Session
from tests.allocations.service import pairs
from tests.supervision.conftest import clock, ground  # noqa: F401
from tests.world import take_in

from .test_anyday import plain

STEPS, ASKED_AFTER_EACH = 40, 25
PEOPLE = ("P1", "P2", "S1", "S2")
FIRST, LAST = date(2026, 9, 1), date(2026, 11, 24)


class Past:
    """What may happen to it, drawn by a seed."""

    def __init__(self, who, draw: Random):
        self.who, self.draw = who, draw

    def day(self) -> date:
        return FIRST + timedelta(days=self.draw.randrange((LAST - FIRST).days))

    def happens(self) -> None:
        """One more change. What is refused (a day on which they were no pair) has not happened; something else does."""
        ways: tuple[Callable[[], bool], ...] = (
            self.held,
            self.held,
            self.held,
            self.answered,
            self.corrected,
            self.moved,
            self.withdrawn,
        )
        happened = False
        while not happened:
            with suppress(Refused):
                happened = self.draw.choice(ways)()

    def held(self) -> bool:
        attendees = (self.who(self.draw.choice(("P1", "P2"))),)
        record = SessionRecord(held_on=self.day(), minutes=self.draw.choice((30, 45, 60)), attendees=attendees)
        by = self.who(self.draw.choice(("S1", "S2")))
        record_another(facilitator=by, kind="case_management", record=record, by=by)
        return True

    def _one(self) -> Session | None:
        there = list(Session.objects.live().filter(kind="case_management").order_by("pk"))
        return self.draw.choice(there) if there else None

    def answered(self) -> bool:
        if session := self._one():
            by = session.attendances.live().get().person
            if self.draw.random() < 0.6:
                confirm(session=session, by=by)
            else:
                dispute(session=session, held_on=session.held_on, minutes=session.minutes // 2, words="Shorter.", by=by)
        return session is not None

    def corrected(self) -> bool:
        if session := self._one():
            attendees = tuple(one.person for one in session.attendances.live())
            record = SessionRecord(held_on=session.held_on, minutes=session.minutes - 5, attendees=attendees)
            correct_session(session=session, record=record, by=session.facilitator)
        return session is not None

    def moved(self) -> bool:
        """Somebody goes to the other supervisor, entered some days late."""
        pair = Allocation.objects.live().filter(finished_on=None, kind="case_management").order_by("pk").last()
        since = max(pair.started_on + timedelta(days=1), LAST - timedelta(days=self.draw.randrange(20)))
        with recording(by=self.who("L1")) as book:
            book.amend(pair, because="Moved.", finished_on=since - timedelta(days=1))
        other = "S2" if pair.supervisor.employee_number == "S1" else "S1"
        pairs((pair.supervisee.employee_number, other), start=since.isoformat())
        return True

    def withdrawn(self) -> bool:
        """It comes out that a supervisor could not supervise from a day on; later, that they could."""
        row = {
            "employee_number": self.draw.choice(("S1", "S2")),
            "kind": "panel",
            "approved_on": "2024-01-01",
            "approved_by": "L1",
        }
        take_in(approvals=[row | {"withdrawn_on": self.draw.choice((self.day().isoformat(), ""))}])
        return True


def test_a_thousand_answers_stay_what_they_were(ground, clock):  # noqa: F811
    draw = Random(2026)
    past = Past(ground, draw)
    asked: list[tuple[str, date, datetime, tuple]] = []
    for _ in range(STEPS):
        clock.shift(timedelta(minutes=7))
        past.happens()
        for _ in range(ASKED_AFTER_EACH):
            number, on = draw.choice(PEOPLE), past.day()
            asked.append((number, on, timezone.now(), plain(on_a_day(ground(number), on, "approved"))))
    clock.shift(timedelta(hours=1))
    wrong = [(number, on, at) for number, on, at, said in asked if plain(on_a_day(ground(number), on, "approved", at)) != said]
    answers = {(number, on): {str(said) for n, o, _, said in asked if (n, o) == (number, on)} for number, on, _, _ in asked}
    assert (len(asked), sum(len(said) > 1 for said in answers.values()) > 100, wrong) == (1000, True, [])
