"""Efua's last fortnight, in every state that a session can be in, and what the groups have ahead: made through the same
actions."""

from datetime import date, time, timedelta
from functools import partial

from people.models import Person
from people.rules.working_days import is_working_day
from supervision.actions import SessionRecord, Terms, begin_series, cancel_session, confirm, dispute, record_session
from supervision.models import Series, Session
from supervision.queries import PlannedSession, diary
from supervisionofsupervision.actions import begin_group

from . import northmoor
from .northmoor import EFUA, FACILITATOR, LEAD
from .pairs import PastPair
from .past import DemoPast
from .sessions import HeldSessions
from .supporting import GROUPS

AGREED = "Two cases to close this week. We try the worry tree together before the next session."
LATE = 3
"""Which of Efua's sessions she wrote down nine days late."""


class Ahead:
    """What is planned in groups, and Efua's fortnight."""

    def __init__(self, past: DemoPast, held: HeldSessions):
        self.past, self.held, self.people = past, held, held.people

    def add(self, pairs: list[PastPair]) -> None:
        today = self.past.today
        self.past.at(today - timedelta(days=22), 10, self._groups)
        for supervisor in northmoor.SUPERVISING:
            members = [pair.supervisee for pair in pairs if pair.supervisor == supervisor and pair.last is None]
            self.past.at(today - timedelta(days=16), 10, partial(self._skills, supervisor, members))
        self.past.at(today - timedelta(days=today.weekday() + 14), 7, self._fortnight)

    def _groups(self) -> None:
        """The two groups of supervisors meet once a month with Ingrid Solberg, as they have for years, from the next time on.
        Nothing is planned for Priya: that is her story."""
        for (members, minutes, _), days in zip(GROUPS, (9, 16), strict=True):
            terms = Terms("nth_weekday", _working_day(self.past.today + timedelta(days=days)), time(12, 30), minutes)
            begin_group(
                service=self.held.service, form="group", members=[self.people[n] for n in members], terms=terms,
                leader=self.people[FACILITATOR], by=self.people[LEAD],
            )  # fmt: skip

    def _skills(self, supervisor: str, members: list[str]) -> None:
        """Clinical skills go on as a series of each supervisor and theirs."""
        leader, first = self.people[supervisor], _working_day(self.past.today + timedelta(days=3))
        terms = Terms("fortnight", first, time(14, 30), 60, where="Large room")
        about = {"kind": "clinical_skills", "members": [self.people[n] for n in members], "terms": terms}
        begin_series(facilitator=leader, service=self.held.service, by=leader, **about)

    # Efua's fortnight -------------------------------------------------------------------------------------------------
    def _fortnight(self) -> None:
        """Written down and confirmed, waiting for a word, disputed, entered late, cancelled for a clinic; what is left she has
        still to write down."""
        today, efua = self.past.today, self.people[EFUA]
        rows = Series.objects.filter(facilitator=efua, kind="case_management")
        planned = diary(rows, today - timedelta(days=today.weekday() + 14), today - timedelta(days=1), today)
        for place, session in enumerate(planned[:7]):
            if place == 4:
                act = partial(cancel_session, series=session.series, slot=session.slot, reason="clinic", by=efua)
                self.past.at(session.on - timedelta(days=1), 12, act)
            else:
                late = 9 if place == LATE else 0
                self.past.at(min(session.on + timedelta(days=late), today), 18, partial(self._record, session, place))

    def _record(self, planned: PlannedSession, place: int) -> None:
        efua, member = self.people[EFUA], planned.members[0]
        record = _record(planned.on, member, place)
        session = record_session(series=planned.series, slot=planned.slot, record=record, by=efua)
        self.past.at(planned.on + timedelta(days=1), 12, partial(self._answer, session, member, place))

    def _answer(self, session: Session, member: Person, place: int) -> None:
        if place in (0, 1, 5):
            confirm(session=session, by=member)
        elif place == 2:
            words = "We had to stop early for a clinic."
            dispute(session=session, held_on=session.held_on, minutes=25, words=words, by=member)


def _working_day(day: date) -> date:
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def _record(on: date, member: Person, place: int) -> SessionRecord:
    counts = {"new": 2 + place, "risk": 1, "severe": 3, "four_sessions": place, "undiscussed": 4 - place % 4}
    return SessionRecord(
        held_on=on, minutes=60, attendees=(member,), counts=counts, private_room=place != 3, reflection_minutes=10,
        asked_how_they_are=True, summary=AGREED if place < 2 else "",
        follow_ups=((("Bring a recording", member, on + timedelta(days=14)),) if place == 0 else ()),
    )  # fmt: skip
