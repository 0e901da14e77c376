"""Who may sign somebody's competencies on a day, and where each competency stands."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from uuid import UUID

from django.db.models import F
from django.db.models.functions import Coalesce

from people.models import Absence, Person, Post
from people.models.conditions import covering

from ..models import Competency, Framework, RequestState, Seal, SelfRating, SignOff, SignOffRequest
from ..rules.requirements import CompetencySignOffRequirement
from ..rules.signing import SIGN_UNLESS_SAID, SOON, Signer, counts_on, expires_on, refusal, standing_on
from .careers import standards

RECORDED = (Coalesce("place", F("pk")), "pk")
"""The order of recording, a correction in the place of what it corrects: of two sign-offs of one day, the later stands."""

Bar = Callable[[int, set[int], date], dict[int, str]]
_bars: list[Bar] = []


def bar(found: Bar) -> Bar:
    """Have a part of the house above this one say who may not sign for a person on a day, and why: by the signer's key."""
    _bars.append(found)
    return found


@dataclass(frozen=True, slots=True)
class AssessorCandidate:
    """Somebody whose role signs, what is known of them that day, and ``why`` they may not sign for this person, if so."""

    person: Person
    signer: Signer
    why: str

    @property
    def key(self) -> int:
        return self.person.pk


def newest(framework: str) -> Framework | None:
    return Framework.objects.filter(code=framework).order_by("version").last()


def competencies_of(framework: str) -> dict[str, Competency]:
    """The competencies of the newest version of a framework, in its order."""
    found = newest(framework)
    return (
        {c.code: c for c in Competency.objects.filter(framework=found).select_related("domain", "framework")} if found else {}
    )


def frameworks_asked_for(on: date) -> list[str]:
    """The frameworks that a standard asks for on the day."""
    return list(dict.fromkeys(rule.framework for rule in _rules(on)))


def levels_needed(framework: str, on: date) -> dict[str, int]:
    """For each competency that a standard asks for on the day, the highest level asked for."""
    needed: dict[str, int] = {}
    for rule in _rules(on):
        if rule.framework == framework:
            for code in rule.codes:
                needed[code] = max(needed.get(code, 0), rule.level_needed(code))
    return needed


def months_valid(framework: str, on: date) -> int | None:
    """For how many months a sign-off counts at most; the shortest where standards differ, ``None`` where it counts for good."""
    return min((rule.valid_months for rule in _rules(on) if rule.framework == framework and rule.valid_months), default=None)


def roles_that_sign(framework: str, on: date) -> frozenset[str]:
    """The roles whose sign-offs some standard counts on the day."""
    return frozenset().union(*(rule.signer_roles for rule in _rules(on) if rule.framework == framework)) or SIGN_UNLESS_SAID


def _rules(on: date) -> list[CompetencySignOffRequirement]:
    """What the versions in force on the day say of sign-offs; one that is published and begins later says nothing yet."""
    in_force = (standard.versions[standard.in_force(on.toordinal())] for standard in standards().values())
    return [
        leaf.rule for version in in_force for leaf in version.leaves() if isinstance(leaf.rule, CompetencySignOffRequirement)
    ]


def signers(person: int, framework: str, on: date, among: Iterable[int] | None = None) -> list[AssessorCandidate]:
    """Everybody in the person's services whose role signs, or those ``among`` whom it is asked. A constant number of queries."""
    here = Post.objects.live().filter(covering(on), person=person).values("service")
    posts = Post.objects.live().filter(covering(on), service__in=here)
    needed = roles_that_sign(framework, on)
    posts = posts.filter(role__in=needed).exclude(person=person) if among is None else posts.filter(person__in=among)
    roles: dict[int, set[str]] = {key: set() for key in among or ()}
    for key, role in posts.values_list("person", "role"):
        roles.setdefault(key, set()).add(role)
    away = dict(Absence.objects.live().filter(covering(on), person__in=roles).values_list("person", "finished_on"))
    in_return = _signed_by(person, framework, roles, on)
    barred = {key: why for found in _bars for key, why in found(person, set(roles), on).items()}
    people = Person.objects.open_on(on).filter(pk__in=roles).order_by("last_name", "first_name", "pk")
    found = []
    for candidate in people:
        key = candidate.pk
        signer = Signer(
            key, frozenset(roles[key]), key in in_return, barred.get(key, ""), away_until=away.get(key), away=key in away
        )
        found.append(AssessorCandidate(candidate, signer, refusal(person, signer, needed)))
    return found


def _signed_by(person: int, framework: str, whom: Iterable[int], on: date) -> set[int]:
    """Those of whom the person has signed off something that stands."""
    given = SignOff.objects.live().filter(signed_by=person, framework=framework, person__in=whom).values("person")
    rows = SignOff.objects.live().filter(framework=framework, person__in=given).order_by("signed_on", *RECORDED)
    standing = standing_on(rows, on, attrgetter("person_id", "competency"))
    return {one.person_id for one in standing.values() if one.signed_by_id == person}


@dataclass(frozen=True, slots=True)
class CompetencyLine:
    """One competency of a framework, and where a person stands in it."""

    competency: Competency
    signed: SignOff | None
    waiting: SignOffRequest | None
    returned: SignOffRequest | None
    rating: SelfRating | None
    needed: int
    seal: UUID | None
    ends: date
    on: date

    @property
    def counts(self) -> bool:
        """Is there a sign-off that counts on the day, at whatever level?"""
        return self.signed is not None and counts_on(self.on, self.signed.revoked_on, self.ends)

    @property
    def done(self) -> bool:
        return self.counts and self.signed.level >= self.needed

    @property
    def open(self) -> bool:
        """Can it be asked for now? What ends soon is asked for again before it does."""
        return self.waiting is None and (not self.done or self.ends - SOON <= self.on)


def items(person: int, framework: str, on: date) -> list[CompetencyLine]:
    """Every competency of the framework with what is known of the person in it. A constant number of queries."""
    signed = {s.competency: s for s in _of(SignOff.objects.live(), person, framework).order_by("signed_on", *RECORDED)}
    asked = _of(SignOffRequest.objects, person, framework).select_related("assessor").order_by("pk")
    latest = {request.competency: request for request in asked}
    ratings = {rating.competency: rating for rating in _of(SelfRating.objects.live(), person, framework)}
    needed, months = levels_needed(framework, on), months_valid(framework, on)
    ends = {code: expires_on(s.signed_on, months) for code, s in signed.items()}
    seals = dict(Seal.objects.filter(sign_off__in=[s.in_place for s in signed.values()]).values_list("sign_off", "public_id"))
    return [
        CompetencyLine(
            competency,
            signed.get(code),
            request
            if (request := latest.get(code)) and request.state == RequestState.WAITING and on <= request.expires_on
            else None,
            request if request and request.state == RequestState.SENT_BACK else None,
            ratings.get(code),
            needed.get(code, 1),
            seals.get(signed[code].in_place) if code in signed else None,
            ends.get(code, on),
            on,
        )
        for code, competency in competencies_of(framework).items()
    ]


def _of(rows, person: int, framework: str):
    return rows.filter(person=person, framework=framework)
