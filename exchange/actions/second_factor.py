"""A way back for whoever has lost what they confirm their sign-in with, telephone and recovery codes both: it takes two
people."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from governance.actions import governed
from governance.policy import Action
from governance.refusal import Refused, require_reason
from people.models import Membership, Person, Post, Service
from people.models.conditions import covering
from people.notices import notify
from people.queries import deciding

from ..models import FactorReset

LONGEST = 200
HOW = "Say how you know that it is them."


def has_second_factor(person: Person) -> bool:
    return Authenticator.objects.filter(user=person.pk).exists()


@governed(Action.RESET_SECOND_FACTOR, on="person")
def ask_factor_reset(*, person: Person, service: Service, because: str, by) -> FactorReset:
    """Ask a second lead or manager to agree that a colleague's second factor is taken off. Raises ``Refused``."""
    _within(service, person)
    if not has_second_factor(person):
        raise Refused(f"{person} signs in without a second factor. There is nothing to take off.")
    reset = FactorReset(
        person_id=person.pk,
        service=service,
        because=require_reason(because, HOW)[:LONGEST],
        asked_by=by,
        asked_at=timezone.now(),
    )
    try:
        with transaction.atomic():
            reset.save()
    except IntegrityError:
        raise Refused(f"Another person has asked this for {person} already. Look at what they wrote.") from None
    others = {one for one in deciding(service, timezone.localdate()) if one.pk not in (by.pk, person.pk)}
    page = reverse("records:second_factor", args=[person.public_id])
    notify(others, f"{by} asks you to agree that the second factor of {person} is taken off.", page)
    return reset


@governed(Action.RESET_SECOND_FACTOR, on="reset")
def agree_factor_reset(*, reset: FactorReset, by) -> FactorReset:
    """Take a second factor off, as another lead or manager asked. Raises ``Refused``."""
    held = _waiting(reset, by)
    _within(held.service, held.person)
    _take_off(held.person, f"{held.asked_by} asked, and {by} agreed")
    return _decided(held, FactorReset.DONE, by)


@governed(Action.RESET_SECOND_FACTOR, on="reset")
def decline_factor_reset(*, reset: FactorReset, by) -> FactorReset:
    """Leave a second factor as it is. Raises ``Refused``."""
    return _decided(_waiting(reset, by), FactorReset.DECLINED, by)


@governed(Action.RESET_SECOND_FACTOR)
def reset_second_factor(*, person: Person, asked_by: Person, by) -> Person:
    """Take the second factor off for the operator, where no second lead or manager can agree: one of the person's has asked.
    Raises ``Refused``."""
    today = timezone.localdate()
    posts = Post.objects.live().filter(covering(today), person=person).values("service")
    members = Membership.objects.live().filter(covering(today), person=person).values("service")
    services = Service.objects.filter(pk__in=posts) | Service.objects.filter(pk__in=members)
    if asked_by == person or not any(asked_by in deciding(service, today) for service in services):
        raise Refused(f"{asked_by} is no lead or manager of {person}. One of theirs has to ask.")
    if not has_second_factor(person):
        raise Refused(f"{person} signs in without a second factor. There is nothing to take off.")
    _take_off(person, f"{asked_by} asked, and an operator of this site did it")
    return person


def _within(service: Service, person: Person) -> None:
    """Two people of a service decide about who works there and nowhere else, and looks after nothing beyond it. Raises
    ``Refused``."""
    running = Q(finished_on=None) | Q(finished_on__gte=timezone.localdate())
    posts = Post.objects.live().filter(running, person=person)
    here, beyond = posts.filter(service=service), posts.exclude(service=service)
    members = Membership.objects.live().filter(running, person=person).exclude(service=service)
    if not here.exists() or beyond.exists() or members.exists():
        raise Refused(f"{person} works, or looks after something, outside {service}. Ask the team that runs this site.")


def _waiting(reset: FactorReset, by) -> FactorReset:
    held = FactorReset.objects.select_for_update(of=("self",)).select_related("person", "asked_by").get(pk=reset.pk)
    if held.state != FactorReset.WAITING:
        raise Refused("This has been decided already. Nothing was changed.")
    if held.asked_by_id == by.pk:
        raise Refused("A second person decides what you asked for.")
    return held


def _decided(held: FactorReset, state: str, by) -> FactorReset:
    FactorReset.objects.filter(pk=held.pk).update(state=state, decided_by=by, decided_at=timezone.now())
    return held


def _take_off(person: Person, who: str) -> None:
    """Whoever has the telephone is signed out too. The password stays: it is asked for as ever."""
    Authenticator.objects.filter(user=person.pk).delete()
    for session in UserSession.objects.filter(user=person.pk):
        session.end()
    words = (
        f"Your second factor was taken off: {who}. Set up a new one when you have signed in. If you did not want "
        "this, tell your manager today."
    )
    notify([person], words, reverse("mfa_index"))
