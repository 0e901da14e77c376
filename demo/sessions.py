"""Three years of supervision in Northmoor, week by week: planned, held or cancelled, written down by who led it and confirmed
by who was there, each on its day.

What happens to a session is drawn, the same every time: about nine of ten take place, most are written down on the day, and
nearly all are confirmed within the week.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import partial
from random import Random

from django.utils import timezone

from governance.policy import Action
from people.models import Person, Service
from people.rules.working_days import is_working_day
from supervision.actions import Terms, begin_series, end_series
from supervision.models import Attendance, CaseCount, Change, FollowUp, Response, Series, Session
from supervision.rules.recurrence import slots

from . import northmoor
from .northmoor import EFUA, LUCA
from .pairs import PastPair, away, stretches
from .past import DemoPast, PastDeed, instant
from .sheets import Sheets

CANCELLED = 0.07
REASONS = ("clinic", "supervisor_ill", "supervisee_ill", "training", "urgent", "no_room")
TO_DO = (
    "Bring a recording", "Read the step-two protocol", "Call the duty team about the plan", "Write up the outcome measures",
    "Try the worry tree",
)  # fmt: skip
COUNTED = 200
"""Days back to which cases are counted by why they were brought."""


class HeldSessions:
    """What was held, as deeds of the past."""

    def __init__(self, past: DemoPast, sheets: Sheets, people: dict[str, Person]):
        self.past, self.sheets, self.people = past, sheets, people
        self.service = Service.objects.get(code=northmoor.CODE)
        self.away = {number: away(sheets, number) for number in (*northmoor.supervised(), *northmoor.SUPERVISING)}

    def plan(self, pair: PastPair, moves: bool) -> None:
        """Everything that two of them had planned, from the days on which it was. Where it ``moves``, it ends by that."""
        for first, last in stretches(self.sheets, pair):
            if not pair.decided:
                self.past.at(first, 8, partial(self._begin, pair, first, last, moves))

    def _begin(self, pair: PastPair, first: date, last: date | None, moves: bool) -> None:
        leader, member = self.people[pair.supervisor], self.people[pair.supervisee]
        terms = Terms("week", first + timedelta(days=pair.weekday), pair.hour, 60, where="Small room")
        about = {"kind": "case_management", "members": [member], "terms": terms}
        series = begin_series(facilitator=leader, service=self.service, by=leader, **about)
        self.fill(series, pair, first, last or self._until(pair))
        if last and not moves:
            self.past.at(last, 17, partial(end_series, series=series, last_on=last, by=leader))

    def fill(self, series: Series, pair: PastPair, first: date, last: date) -> None:
        """Each session of a series of two: held, or cancelled."""
        planned = list(slots(series.pattern, first, last))
        member = self.people[pair.supervisee]
        for place, (slot, on) in enumerate(planned):
            draw = Random(f"{pair.supervisee}/{pair.supervisor}/{place}")
            if reason := self._cancelled(pair, on, draw, len(planned) - place):
                self._cancel(series, slot, on, reason)
            else:
                self._hold(series, slot, on, member, draw)

    def _until(self, pair: PastPair) -> date:
        """What Efua led in the last fortnight is told by itself."""
        today = self.sheets.today
        return today - timedelta(days=today.weekday() + 15) if pair.supervisor == EFUA else today

    def _cancelled(self, pair: PastPair, on: date, draw: Random, still: int) -> str:
        if on in self.away[pair.supervisee] or on in self.away[pair.supervisor]:
            return "leave"
        if pair.supervisee == LUCA and pair.last is None and still <= 4:
            return "clinic"
        return draw.choice(REASONS) if draw.random() < CANCELLED else ""

    def _cancel(self, series: Series, slot: date, on: date, reason: str) -> None:
        at = max(instant(on - timedelta(days=10 if reason == "leave" else 1), 16, slot.day), timezone.now())
        change = Change(series=series, slot=slot, cancelled=reason, at=at, by=series.facilitator)
        self.past.history.add(PastDeed(at, series.facilitator, Action.CHANGE_SERIES, series, others=(change,)))

    def _hold(self, series: Series, slot: date, on: date, member: Person, draw: Random) -> None:
        session = Session(
            kind=series.kind, facilitator=series.facilitator, series=series, slot=slot, held_on=on, minutes=60,
            cases_discussed=12 + draw.randrange(8), private_room=draw.random() < 0.95, reflection_minutes=10,
            asked_how_they_are=draw.random() < 0.9,
        )  # fmt: skip
        self.write(session, [member], draw, series, instant(on, series.starts_at.hour + 1, draw.randrange(10, 50)))

    def write(self, session: Session, members: list[Person], draw: Random, on: object, ended: datetime) -> None:
        """A session is written down by who led it, today or on one of the next days, and confirmed by the others. One that is
        not written down by now waits for that."""
        at, leader = ended + timedelta(days=draw.choice((0, 0, 0, 0, 0, 1, 1, 2, 4))), session.facilitator
        if at > self.now:
            return
        there = [Attendance(session=session, person=person) for person in members]
        facts = [session, *there, *self._counts(session, draw)]
        deed = PastDeed(at, leader, Action.RECORD_SESSION, on, facts, self._to_do(session, members, draw), session)
        self.past.history.add(deed)
        for person in members:
            self._confirm(session, person, at, draw)

    @property
    def now(self) -> datetime:
        return instant(self.sheets.today, 0)

    def _confirm(self, session: Session, person: Person, written: datetime, draw: Random) -> None:
        late = draw.random() < (0.05 if session.kind == "case_management" else 0.01)
        at = written + timedelta(days=draw.randrange(15, 24) if late else draw.choice((0, 0, 1, 1, 2, 4)), minutes=51)
        if at < self.now:
            answer = Response(session=session, person=person, answer="confirmed")
            self.past.history.add(PastDeed(at, person, Action.ANSWER_SESSION, session, (answer,)))

    def _counts(self, session: Session, draw: Random) -> Iterable[CaseCount]:
        if session.kind == "case_management" and (self.sheets.today - session.held_on).days < COUNTED:
            yield CaseCount(session=session, trigger="new", count=draw.randrange(1, 4))
            yield CaseCount(session=session, trigger="four_sessions", count=draw.randrange(2, 6))
            if draw.random() < 0.4:
                yield CaseCount(session=session, trigger="risk", count=1)

    def _to_do(self, session: Session, members: list[Person], draw: Random) -> list[FollowUp]:
        """Every fourth session ends with something to do; of ten that are due, nine are done by their day."""
        if session.kind != "case_management" or draw.random() > 0.25:
            return []
        due = session.held_on + timedelta(days=14)
        done = due + timedelta(days=3 if draw.random() < 0.1 else -draw.randrange(1, 8))
        closed = instant(done, 15, 20)
        return [
            FollowUp(what=draw.choice(TO_DO), owner=members[0], due_on=due, closed_at=closed if closed < self.now else None)
        ]

    # Groups -----------------------------------------------------------------------------------------------------------
    def skills(self, pairs: list[PastPair]) -> None:
        """Clinical skills in a group, an hour every fortnight, with everybody whom a supervisor has at the time."""
        for supervisor in dict.fromkeys(pair.supervisor for pair in pairs):
            theirs = [pair for pair in pairs if pair.supervisor == supervisor]
            day = min(pair.first for pair in theirs) + timedelta(days=northmoor.working_days(supervisor)[-1] - 1)
            place = 0
            while day < self.sheets.today:
                self._group(supervisor, theirs, day, Random(f"{supervisor}/{place}"))
                day, place = day + timedelta(days=14), place + 1

    def _group(self, supervisor: str, theirs: list[PastPair], on: date, draw: Random) -> None:
        while not is_working_day(on):
            on += timedelta(days=1)
        there = [p.supervisee for p in theirs if p.first <= on and (p.last is None or on <= p.last)]
        came = [self.people[n] for n in dict.fromkeys(there) if on not in self.away[n] and draw.random() < 0.95]
        if not came or on in self.away[supervisor] or draw.random() < CANCELLED / 2:
            return
        leader = self.people[supervisor]
        session = Session(kind="clinical_skills", facilitator=leader, held_on=on, minutes=60, private_room=True)
        self.write(session, came, draw, leader, instant(on, 13, draw.randrange(10, 50)))

    def supporting(self, leader: Person, on: date, minutes: int, members: Iterable[str]) -> None:
        """A session of supervision of supervision."""
        while not is_working_day(on):
            on -= timedelta(days=1)
        session = Session(kind="supervision_of_supervision", facilitator=leader, held_on=on, minutes=minutes, private_room=True)
        if people := [self.people[number] for number in members]:
            self.write(session, people, Random(f"{on.toordinal() - self.sheets.today.toordinal()}"), leader, instant(on, 14))
