"""Who may sign somebody's competencies on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from competencies.models import SignOff
from competencies.queries.asked_for import RECORDED, roles_that_sign
from competencies.rules.signed import standing_on
from people.models import Absence, Person, Post
from people.models.conditions import covering

from ..rules.assessors import Signer, refusal
from ..sources import barred_from_signing


@dataclass(frozen=True, slots=True)
class AssessorCandidate:
    """Somebody whose role signs, what is known of them that day, and ``why`` they may not sign for this person, if so."""

    person: Person
    signer: Signer
    why: str

    @property
    def key(self) -> int:
        return self.person.pk


def signers(person: int, framework: str, on: date, among: Iterable[int] | None = None) -> list[AssessorCandidate]:
    """Everybody in the person's services whose role signs, or those ``among`` whom it is asked. A constant number of
    queries."""
    here = Post.objects.live().filter(covering(on), person=person).values("service")
    posts = Post.objects.live().filter(covering(on), service__in=here)
    needed = roles_that_sign(framework, on)
    posts = posts.filter(role__in=needed).exclude(person=person) if among is None else posts.filter(person__in=among)
    roles: dict[int, set[str]] = {key: set() for key in among or ()}
    for key, role in posts.values_list("person", "role"):
        roles.setdefault(key, set()).add(role)
    away = dict(Absence.objects.live().filter(covering(on), person__in=roles).values_list("person", "finished_on"))
    in_return = _signed_by(person, framework, roles, on)
    barred = barred_from_signing(person, set(roles), on)
    people = Person.objects.open_on(on).filter(pk__in=roles).order_by("last_name", "first_name", "pk")
    candidates = []
    for candidate in people:
        key = candidate.pk
        signer = Signer(
            key, frozenset(roles[key]), key in in_return, barred.get(key, ""), away_until=away.get(key), away=key in away
        )
        candidates.append(AssessorCandidate(candidate, signer, refusal(person, signer, needed)))
    return candidates


def _signed_by(person: int, framework: str, whom: Iterable[int], on: date) -> set[int]:
    """Those of whom the person has signed off something that stands."""
    given = SignOff.objects.live().filter(signed_by=person, framework=framework, person__in=whom).values("person")
    rows = SignOff.objects.live().filter(framework=framework, person__in=given).order_by("signed_on", *RECORDED)
    standing = standing_on(rows, on, attrgetter("person_id", "competency"))
    return {signed.person_id for signed in standing.values() if signed.signed_by_id == person}
