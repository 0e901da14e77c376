"""The absence report: what should be there, from day to day, and is not. Every other report says what is there; an auditor asks
for this."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from people.rules.period import add_months
from supervision.rules.policy import UNCONFIRMED_DAYS
from supervision.rules.words import SUPPORTING

from .facts import HeldSession, ServiceFacts, covers
from .indicators import CASE
from .missing import gaps

SIGNED_WITHIN = timedelta(days=28)
SESSIONS_WITHOUT_REFLECTION = 4
"""Of so many case management sessions with a supervisor one should have kept some time for reflection. A starting point of
ours: agreements say how often in words."""

MONTHS_WITHOUT = 3


@dataclass(frozen=True, slots=True)
class Missing:
    """``what`` is a code of ``KINDS``; ``people`` are keys, whom it is about first; ``first`` and ``last`` the days it is
    about; ``record`` the row of a session or the place of a pair that it concerns."""

    what: str
    people: tuple[int, ...]
    first: date
    last: date
    record: int | None = None
    more: str = ""


KINDS = (
    "no_supervisor",
    "unconfirmed",
    "no_agreement",
    "agreement_expired",
    "supervisor_without",
    "signer_lapsed",
    "no_reflection",
)


def report(facts: ServiceFacts, first: date, last: date) -> list[Missing]:
    """Everything that is missing, by kind, then day, then person."""
    gaps_found = [missing for find in FINDERS for missing in find(facts, first, last)]
    return sorted(gaps_found, key=lambda one: (KINDS.index(one.what), one.first, one.people, one.record or 0, one.more))


def _no_supervisor(facts: ServiceFacts, first: date, last: date) -> Iterator[Missing]:
    for person in facts.supervised:
        for begin, end in gaps(facts, person, CASE.kind, first, last):
            yield Missing("no_supervisor", (person,), begin, end)


def _unconfirmed(facts: ServiceFacts, first: date, last: date) -> Iterator[Missing]:
    for session in facts.sessions:
        over = session.on + timedelta(days=UNCONFIRMED_DAYS)
        if (
            session.asked
            and first <= session.on
            and over < last
            and (session.confirmed_on is None or session.confirmed_on > last)
        ):
            people = (session.facilitator, *session.people) if session.facilitator else session.people
            yield Missing("unconfirmed", people, session.on, last, session.row)


def _agreements(facts: ServiceFacts, first: date, last: date) -> Iterator[Missing]:
    """The agreements missing of pairs that run on the last day: none that all have signed, 28 days after they began, or one
    that should have been looked at again."""
    for pair in facts.pairs:
        if not pair.ours or not pair.on(last) or not covers(facts.posts.get(pair.supervisee, ()), last):
            continue
        signed = [one for one in facts.signed.get(pair.place, ()) if one.since <= last]
        if not signed and pair.start + SIGNED_WITHIN < last:
            yield Missing("no_agreement", (pair.supervisee, pair.supervisor), pair.start, last, pair.place)
        elif signed and max(one.review_on for one in signed) < last:
            yield Missing(
                "agreement_expired", (pair.supervisee, pair.supervisor), max(one.review_on for one in signed), last, pair.place
            )


def _supervisors(facts: ServiceFacts, first: date, last: date) -> Iterator[Missing]:
    """Those who supervised through the last three months and had no supervision of supervision in them."""
    since = add_months(last, -MONTHS_WITHOUT) + timedelta(days=1)
    for person in facts.supervising(last):
        began = min(pair.start for pair in facts.pairs if pair.supervisor == person and pair.on(last))
        had = any(
            s.kind == SUPPORTING and person in s.people and since <= s.on <= last and not s.disputed
            for s in facts.of_person(person)
        )
        if began <= since and not had:
            yield Missing("supervisor_without", (person,), since, last)


def _signers(facts: ServiceFacts, first: date, last: date) -> Iterator[Missing]:
    """Sign-offs of people in post that stand by the word of somebody who has lapsed since."""
    for one in facts.sign_offs:
        periods = [period for period in facts.lapsed.get(one.by, ()) if period[0] > one.on]
        if covers(periods, last) and covers(facts.posts.get(one.person, ()), last):
            yield Missing("signer_lapsed", (one.person, one.by), one.on, last, more=one.competency)


def _reflection(facts: ServiceFacts, first: date, last: date) -> Iterator[Missing]:
    """Pairs that met for case management four times or more in the stretch and kept no time for reflection in any of them."""
    for pair in facts.pairs:
        if not pair.ours or pair.kind != CASE.kind or not pair.on(last):
            continue
        met = [
            s
            for s in facts.of_person(pair.supervisee)
            if _of_pair(s, pair.supervisor, pair.supervisee) and first <= s.on <= last
        ]
        if len(met) >= SESSIONS_WITHOUT_REFLECTION and not any(s.reflection for s in met):
            yield Missing("no_reflection", (pair.supervisee, pair.supervisor), met[0].on, met[-1].on, pair.place)


def _of_pair(session: HeldSession, supervisor: int, supervisee: int) -> bool:
    return session.kind == CASE.kind and session.facilitator == supervisor and supervisee in session.people and session.asked


FINDERS = (_no_supervisor, _unconfirmed, _agreements, _supervisors, _signers, _reflection)
