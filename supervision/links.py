"""Links by which somebody confirms a session without signing in: only a digest is kept, and each is good once, for one
person."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from governance.refusal import Refused
from people.models import Person

from .models import ConfirmationLink, Session
from .queries import live_session, parties

GOOD_FOR = timedelta(days=14)
DEAD = "This link has been used, is too old, or is for someone else. Sign in to see what you need to do."


@dataclass(frozen=True, slots=True)
class Opened:
    """What a link opens: the session, and for whom."""

    session: Session
    person: Person


def link_for(session: Session, person: Person) -> str:
    """The secret of a new link by which somebody confirms a session. Those before it stay good until one of them is used: a
    mail that could not be sent takes nothing away."""
    secret = secrets.token_urlsafe(32)
    expires = timezone.now() + GOOD_FOR
    ConfirmationLink.objects.create(session=session.in_place, person=person, digest=digest(secret), expires_at=expires)
    return secret


def opened(secret: str, reader, *, used: bool = False) -> Opened:
    """What a link opens now, for whoever is signed in or nobody. Somebody else opens nothing; ``used`` by them, it is dead.
    Looking changes nothing. Raises ``Refused``."""
    link = ConfirmationLink.objects.filter(digest=digest(secret), dead_at=None, expires_at__gt=timezone.now()).first()
    if link is None:
        raise Refused(DEAD)
    if reader.is_authenticated and reader.pk != link.person_id:
        if used:
            expire(ConfirmationLink.objects.filter(pk=link.pk))
        raise Refused(DEAD)
    session = live_session(link.session)
    person, today = Person.objects.get(pk=link.person_id), timezone.localdate()
    if session is None or not (person.is_open(today) and person.belongs(today)) or person not in parties(session):
        raise Refused(DEAD)
    return Opened(session, person)


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def expire(rows) -> None:
    rows.filter(dead_at=None).update(dead_at=timezone.now())
