"""What people in Northmoor have decided and agreed, on the days on which they did: made through the same actions as real
work."""

from datetime import date, time, timedelta
from functools import partial

from django.utils import timezone

from allocations.actions import (
    agree_meeting,
    allocate,
    ask_for_change,
    draft_again,
    draft_contracts,
    set_job_plan,
    sign_contract,
    talk_through,
    write_needs,
    write_offers,
)  # fmt: skip
from allocations.agreements import text_of, with_parties
from allocations.meetings import series_of
from allocations.models import Contract
from people.actions import say_working_days
from people.models import Person
from people.rules.period import add_months
from people.rules.working_days import is_working_day
from supervision.actions import Terms
from supervision.models import Series

from . import northmoor
from .northmoor import DEV, FINN, LEAD, MAYA
from .pairs import PastPair
from .past import DemoPast
from .sessions import HeldSessions

NEEDS = (
    (("risk", "structure"), "A clear agenda, and to leave knowing what to do about risk the same day."),
    (("first_question", "reflection"), "To be asked what I think first, and ten minutes at the end for how the week was."),
    (("recordings", "practice"), "A supervisor who listens to a recording with me once a month."),
    (("wellbeing", "development"), "To be asked how I am, and to plan towards becoming a supervisor."),
)
OFFERS = (
    "An hour every week at the same time, in the small room. I ask what you think first. Cases of risk come "
    "before anything else."
)
ADDED = {
    "risk": "We call the duty worker first, then each other. The number is on the team's board.",
    "cancelling": "By text before 8am on the day, and we meet on Thursday at 4pm instead.",
}
"""What people add to clauses that they have talked through, by their codes."""
REASONS = {
    "N4002": ("times", "Our working days no longer meet."),
    "N4009": ("development", "I would like to learn from a supervisor who works with groups."),
}
MONTHS_OF_AGREEMENTS = 26
BESIDE = "N3003"
"""Bronwen Pritchard stands beside Dev, whose course is running."""


class Decisions:
    """What is decided and agreed in Northmoor, as it is played."""

    def __init__(self, past: DemoPast, held: HeldSessions):
        self.past, self.held, self.people = past, held, held.people
        self.lead, self.today = self.people[LEAD], past.today

    def add(self, pairs: list[PastPair]) -> None:
        for number in (*northmoor.supervised(), *northmoor.SUPERVISING):
            self.past.at(self._came(number), 8, partial(self._working_days, number))
        for place, pair in enumerate(pairs):
            if pair.asked:
                self.past.at(pair.first - timedelta(days=24), 12, partial(self._ask, pair))
            if pair.decided:
                self.past.at(pair.first - timedelta(days=4), 9, partial(self._allocate, pair))
            if pair.last is None or pair.last > self._months(MONTHS_OF_AGREEMENTS):
                self.past.at(self._signing_day(pair, place), 14, partial(self._agree, pair, place))
        self.past.at(self._working_day(5), 12, self._finn)

    def _came(self, number: str) -> date:
        start = self._months(northmoor.HISTORY)
        return start if number in northmoor.SUPERVISING else max(start, northmoor.since(self.held.sheets, number))

    def _months(self, months: int) -> date:
        return self.held.sheets.ago(months)

    def _signing_day(self, pair: PastPair, place: int) -> date:
        return max(pair.first, self._months(MONTHS_OF_AGREEMENTS)) + timedelta(days=1 + place % 4)

    def _working_day(self, days: int) -> date:
        day = self.today - timedelta(days=days)
        while not is_working_day(day):
            day -= timedelta(days=1)
        return day

    def _working_days(self, number: str) -> None:
        days, on = northmoor.working_days(number), timezone.localdate()
        say_working_days(person=self.people[number], days=days, started_on=on, by=self.lead)

    # Who supervises whom ----------------------------------------------------------------------------------------------
    def _ask(self, pair: PastPair) -> None:
        reason, note = REASONS[pair.supervisee]
        mine = self.people[pair.supervisee]
        ask_for_change(person=mine, kind="case_management", talked="yes", reason=reason, note=note, by=mine)

    def _allocate(self, pair: PastPair) -> None:
        """The lead gives somebody another supervisor from a day on, and their dates move with them."""
        self.past.history.notify_followers()
        mine, supervisor = self.people[pair.supervisee], self.people[pair.supervisor]
        why = "asked_for_another" if pair.asked else "balance"
        if pair.supervisor == DEV:
            set_job_plan(supervisor=supervisor, kind="case_management", minutes=60, most=1, started_on=pair.first, by=self.lead)
        allocate(
            supervisee=mine, supervisor=supervisor, kind="case_management", started_on=pair.first, reason=why,
            ends_the_other=why, against_advice="development", by=self.lead,
            co_supervisor=self.people[BESIDE] if pair.supervisor == DEV else None,
        )  # fmt: skip
        series = Series.objects.filter(facilitator=supervisor, members__person=mine).latest("pk")
        self.held.fill(series, pair, pair.first, self.today)

    def _finn(self) -> None:
        finn = self.people[FINN]
        ask_for_change(
            person=finn, kind="case_management", talked="not_yet", reason="needs", by=finn,
            note="I would like a supervisor who listens to recordings. I have not found the moment to say so.",
        )  # fmt: skip

    # Agreements -------------------------------------------------------------------------------------------------------
    def _agree(self, pair: PastPair, place: int) -> None:
        """The two write and sign what they agree; of Efua's five, Maya has just come and not written hers yet."""
        mine, supervisor = self.people[pair.supervisee], self.people[pair.supervisor]
        if not pair.decided:
            draft_contracts(person=mine, by=mine)
        contract = Contract.objects.filter(parties__person=mine, text="").latest("pk")
        if pair.supervisee == MAYA:
            return
        needs, words = NEEDS[place % len(NEEDS)]
        write_needs(contract=contract, words=words, needs=needs, by=mine)
        write_offers(contract=contract, words=OFFERS, not_offered=["recordings"], by=supervisor)
        for code, added in ADDED.items():
            talk_through(contract=contract, code=code, words=added, talked=True, by=supervisor)
        self._meet(contract, supervisor)
        self._sign(contract, pair, place, mine, supervisor)

    def _sign(self, contract: Contract, pair: PastPair, place: int, *people: Person) -> None:
        """All sign, and look at it again after half a year: most in time, some two weeks late."""
        for person in people:
            seen = text_of(with_parties(Contract.objects.filter(pk=contract.pk)).get())[1]
            sign_contract(contract=contract, typed=str(person), seen=seen, by=person)
        again = add_months(timezone.localdate(), 6) + timedelta(days=15 if place % 7 == 3 else -4)
        if pair.supervisee == FINN and pair.last is None:
            again = self._working_day(10)
        again = self._when_back(pair.supervisee, again)
        if again < min(pair.last or self.today, self.today):
            self.past.at(again, 15, partial(self._again, contract, pair, place + 1))

    def _when_back(self, number: str, day: date) -> date:
        """The day, or a week after the leave that it falls in is over: nobody signs while they are away."""
        away = self.held.away[number]
        if day not in away:
            return day
        while day in away:
            day += timedelta(days=1)
        return day + timedelta(days=7)

    def _meet(self, contract: Contract, supervisor: Person) -> None:
        """They meet as it is planned; where nothing is planned any more, they say when they would."""
        today = timezone.localdate()
        usual = Terms("week", today + timedelta(days=7), time(10), 60, where="Small room")
        agree_meeting(contract=contract, terms=None if series_of(contract, today) else usual, on_leave="covered", by=supervisor)

    def _again(self, contract: Contract, pair: PastPair, place: int) -> None:
        """A new version. Finn has not signed his: he would like another supervisor."""
        mine, supervisor = self.people[pair.supervisee], self.people[pair.supervisor]
        anew = draft_again(contract=contract, by=supervisor)
        if pair.supervisee != FINN or pair.last is not None:
            self._meet(anew, supervisor)
            self._sign(anew, pair, place, supervisor, mine)
