"""Saying that two records are of one person, or that somebody has another number: by the operator, or by two people of a
service."""

from collections import Counter
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.db.models import Model, Q
from django.urls import reverse
from django.utils import timezone

from governance.actions import governed
from governance.facts import recording
from governance.policy import Action
from governance.refusal import Refused, require_reason
from people.merging import LONGEST_NUMBER, merge, renumber
from people.models import Membership, Person, Post, Service
from people.notices import notify
from people.queries import deciding

from ..models import MergeProposal, PersonOnRecord
from ..scope import ROLES_WITH_RIGHTS

WHY = "Say how you know, so that an auditor can understand it."
LONGEST = 200
TWO = "A second person decides what you proposed."


@dataclass(frozen=True, slots=True)
class Merged:
    """How many rows followed, by kind, and whom it concerned as those who follow facts are told."""

    moved: Counter[str]
    concerned: dict[type[Model], set[int]] = field(default_factory=dict)

    @property
    def summary(self) -> dict[str, int]:
        return {"rows": sum(self.moved.values())}


@governed(Action.MERGE_PEOPLE, on="kept")
def merge_people(*, kept: PersonOnRecord, gone: Person, by) -> Merged:
    """Make two records one, at once: for the operator. Raises ``Refused``."""
    if by.pk is not None:
        raise Refused("In a service a second person agrees first. Propose it.")
    return _merged(kept, gone, by)


@governed(Action.MERGE_PEOPLE, on="person")
def change_number(*, person: PersonOnRecord, number: str, by) -> Person:
    """Give somebody another employee number, at once: for the operator. Raises ``Refused``."""
    if by.pk is not None:
        raise Refused("In a service a second person agrees first. Propose it.")
    renumber(person, number.strip())
    return person


@governed(Action.MERGE_PEOPLE, on="kept")
def propose_merge(
    *, kept: PersonOnRecord, service: Service, because: str, gone: Person | None = None, number: str = "", by
) -> MergeProposal:
    """Ask a second lead or manager to agree that ``gone`` is the same person, or that they have another ``number``. Raises
    ``Refused``."""
    if by.pk in (kept.pk, gone.pk if gone else None):
        raise Refused("This is about you. Another person needs to propose it.")
    if gone is None and not number.strip():
        raise Refused("Say which other record is theirs, or which number they have now.")
    for person in filter(None, (kept, gone)):
        _within(service, person)
    if gone is None and len(number.strip()) > LONGEST_NUMBER:
        raise Refused(f"An employee number has at most {LONGEST_NUMBER} characters.")
    proposal = MergeProposal(
        kept_id=kept.pk,
        gone=gone,
        number="" if gone else number.strip(),
        service=service,
        because=require_reason(because, WHY)[:LONGEST],
        proposed_by=by,
        proposed_at=timezone.now(),
    )
    try:
        with transaction.atomic():
            proposal.save()
    except IntegrityError:
        raise Refused("Something about this person waits to be agreed already.") from None
    others = {
        person for person in deciding(service, timezone.localdate()) if person.pk not in (by.pk, kept.pk, gone and gone.pk)
    }
    words = "two records be made one" if gone else "an employee number be changed"
    notify(
        others,
        f"{by} proposes that {words}, and asks for a second person.",
        reverse("records:merge", args=[proposal.public_id]),
    )
    return proposal


@governed(Action.MERGE_PEOPLE, on="proposal")
def agree_merge(*, proposal: MergeProposal, by) -> Merged:
    """Do what somebody else proposed. Raises ``Refused``."""
    held = _waiting(proposal, by)
    for person in filter(None, (held.kept, held.gone)):
        _within(held.service, person)
    if held.gone is None:
        renumber(held.kept, held.number)
        done = Merged(Counter())
    else:
        done = _merged(held.kept, held.gone, by)
    _decide(held, MergeProposal.DONE, by)
    return done


@governed(Action.MERGE_PEOPLE, on="proposal")
def decline_merge(*, proposal: MergeProposal, by) -> MergeProposal:
    """Leave the two records as they are. Raises ``Refused``."""
    held = _waiting(proposal, by)
    _decide(held, MergeProposal.DECLINED, by)
    return held


def _within(service: Service, person: Person) -> None:
    """Two people of a service decide about its own people, and give nobody rights. Raises ``Refused``."""
    running = Q(finished_on=None) | Q(finished_on__gte=timezone.localdate())
    posts = Post.objects.live().filter(running, person=person.pk)
    rights = (
        posts.filter(role__in=ROLES_WITH_RIGHTS).exists()
        or Membership.objects.live().filter(running, person=person.pk).exists()
    )
    if rights or posts.exclude(service=service).exists():
        raise Refused("One of them sees a whole service, or works in another one. Ask the team that runs this site.")


def _merged(kept: Person, gone: Person, by) -> Merged:
    with recording(by=by) as book:
        moved = merge(Person.objects.get(pk=kept.pk), Person.objects.get(pk=gone.pk), book)
    return Merged(moved, dict(book.concerned))


def _waiting(proposal: MergeProposal, by) -> MergeProposal:
    rows = MergeProposal.objects.select_for_update(of=("self",)).select_related("kept", "gone")
    held = rows.get(pk=proposal.pk)
    if held.state != MergeProposal.WAITING:
        raise Refused("This has been decided already. Nothing was changed.")
    if held.proposed_by_id == by.pk:
        raise Refused(TWO)
    return held


def _decide(held: MergeProposal, state: str, by) -> None:
    """Whoever is kept may be called otherwise by now: the row follows them like any other."""
    MergeProposal.objects.filter(pk=held.pk).update(state=state, decided_by=by, decided_at=timezone.now())
