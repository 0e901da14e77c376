"""The absence report: forty planted faults are found, and none that was not planted, on three seeds."""

import random
from datetime import date, timedelta

import pytest

from oversight.rules.facts import HeldSession, PairPeriod, ServiceFacts, Signed, SignedOff
from oversight.rules.gaps import Missing, report
from oversight.rules.missing import gap_days, missed_in_a_row
from supervision.rules.expected import Around

FIRST, LAST = date(2026, 1, 5), date(2026, 6, 28)
LONG = date(2020, 1, 1)
ALWAYS = [(LONG, None)]
PEOPLE, SUPERVISORS = 60, 12


class Service:
    """Sixty people with twelve supervisors, of whom nothing is missing; faults are planted into it, each on somebody of its
    own."""

    def __init__(self, seed: int):
        self.draw = random.Random(seed)
        self.supervisors = list(range(1000, 1000 + SUPERVISORS))
        self.of = {person: self.supervisors[person % SUPERVISORS] for person in range(PEOPLE)}
        self.pairs = {
            person: PairPeriod(person, person, self.of[person], None, "case_management", LONG, None) for person in self.of
        }
        self.signed = {person: [Signed(LONG, date(2030, 1, 1))] for person in self.of}
        self.sessions = {(person, week): self._session(person, week) for person in self.of for week in range(25)}
        self.support = {
            s: [
                HeldSession(
                    9000 + s, 9000 + s, "supervision_of_supervision", date(2026, 5, 1), 60, None, (s,), False, None, False
                )
            ]
            for s in self.supervisors
        }
        self.sign_offs = [SignedOff(person, "L4", self.of[person], date(2025, 1, 1)) for person in self.of]
        self.lapsed: dict[int, list] = {}
        self.planted: list[Missing] = []
        self.free = self.draw.sample(range(PEOPLE), PEOPLE)

    def _session(self, person: int, week: int) -> HeldSession:
        on, number = FIRST + timedelta(weeks=week, days=person % 5), person * 100 + week
        return HeldSession(
            number,
            number,
            "case_management",
            on,
            60,
            self.of[person],
            (person,),
            True,
            on,
            False,
            reflection=10 if week % 4 == 0 else None,
        )

    def facts(self) -> ServiceFacts:
        everybody = dict.fromkeys([*self.of, *self.supervisors, 5000], ALWAYS)
        return ServiceFacts(
            supervised=dict.fromkeys(self.of, ALWAYS),
            posts=everybody,
            employed=everybody,
            eligible=everybody,
            provisional={},
            away={},
            pairs=sorted(self.pairs.values(), key=lambda p: p.place),
            sessions=[*self.sessions.values(), *(s for some in self.support.values() for s in some)],
            around={person: Around(((LONG, None),)) for person in self.of},
            observed={},
            signed=self.signed,
            sign_offs=self.sign_offs,
            lapsed=self.lapsed,
        )

    def plant(self, kind: str) -> None:
        getattr(self, f"_{kind}")(self.free.pop())

    def _no_supervisor(self, person: int) -> None:
        begin = FIRST + timedelta(days=self.draw.randrange(10, 100))
        end = begin + timedelta(days=self.draw.randrange(0, 40))
        pair = self.pairs[person]
        self.pairs[person] = PairPeriod(person, person, pair.supervisor, None, pair.kind, LONG, begin - timedelta(days=1))
        again = person + 10_000
        self.pairs[again] = PairPeriod(again, person, pair.supervisor, None, pair.kind, end + timedelta(days=1), None)
        self.signed[again] = self.signed[person]
        self.planted.append(Missing("no_supervisor", (person,), begin, end))

    def _unconfirmed(self, person: int) -> None:
        week = self.draw.randrange(20)
        one = self.sessions[person, week]
        self.sessions[person, week] = HeldSession(
            one.key, one.row, one.kind, one.on, 60, one.facilitator, one.people, True, None, False, reflection=one.reflection
        )
        self.planted.append(Missing("unconfirmed", (one.facilitator, person), one.on, LAST, one.row))

    def _no_agreement(self, person: int) -> None:
        self.signed[person] = []
        self.planted.append(Missing("no_agreement", (person, self.of[person]), LONG, LAST, person))

    def _agreement_expired(self, person: int) -> None:
        day = LAST - timedelta(days=self.draw.randrange(1, 90))
        self.signed[person] = [Signed(LONG, day)]
        self.planted.append(Missing("agreement_expired", (person, self.of[person]), day, LAST, person))

    def _no_reflection(self, person: int) -> None:
        for week in range(25):
            one = self.sessions[person, week]
            self.sessions[person, week] = HeldSession(
                one.key, one.row, one.kind, one.on, 60, one.facilitator, one.people, True, one.on, False
            )
        mine = [self.sessions[person, week] for week in range(25)]
        self.planted.append(Missing("no_reflection", (person, self.of[person]), mine[0].on, mine[-1].on, person))

    def _supervisor_without(self, person: int) -> None:
        supervisor = self.draw.choice([s for s in self.supervisors if self.support[s]])
        self.support[supervisor] = []
        self.planted.append(Missing("supervisor_without", (supervisor,), date(2026, 3, 29), LAST))

    def _signer_lapsed(self, person: int) -> None:
        self.lapsed[5000] = [(date(2026, 2, 1), None)]
        self.sign_offs.append(SignedOff(person, f"G{person}", 5000, date(2025, 6, 1)))
        self.planted.append(Missing("signer_lapsed", (person, 5000), date(2025, 6, 1), LAST, more=f"G{person}"))


KINDS = (
    "no_supervisor",
    "unconfirmed",
    "no_agreement",
    "agreement_expired",
    "supervisor_without",
    "signer_lapsed",
    "no_reflection",
)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_forty_planted_faults_are_found_and_none_is_false(seed):
    service = Service(seed)
    assert report(service.facts(), FIRST, LAST) == []
    for place in range(40):
        service.plant(KINDS[place % 7])
    found = report(service.facts(), FIRST, LAST)
    assert len(found) == 40
    assert set(found) == set(service.planted)


def test_a_gap_is_counted_from_its_first_day():
    service = Service(1)
    service.pairs[7] = PairPeriod(7, 7, service.of[7], None, "case_management", LONG, date(2026, 6, 18))
    facts = service.facts()
    assert [gap_days(facts, 7, "case_management", date(2026, 6, day)) for day in (18, 19, 28)] == [0, 1, 10]


def test_weeks_missed_in_a_row_up_to_the_last_whole_one():
    service = Service(1)
    for week in (21, 23, 24):
        del service.sessions[7, week]
    facts = service.facts()
    assert [missed_in_a_row(facts, 7, date(2026, 6, 29), least) for least in (1, 2, 3)] == [2, 2, 0]
    assert missed_in_a_row(facts, 7, date(2026, 6, 25), 1) == 1
    assert missed_in_a_row(facts, 8, date(2026, 6, 29), 1) == 0
