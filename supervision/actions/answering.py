"""The other side's word: one tap to confirm, from the desk or by a link in a mail; or a dispute, which keeps both versions."""

from datetime import date

from governance.actions import governed
from governance.facts import recording
from governance.policy import Action
from governance.refusal import Refused, without_patients
from people.labels import on_day
from people.models import Person
from people.notices import notify

from ..links import DEAD, digest, expire
from ..models import ConfirmationLink, Response, Session
from ..queries import parties
from .recording import address
from .schedule import LONGEST


@governed(Action.ANSWER_SESSION, on="session")
def confirm(*, session: Session, by: Person) -> Session:
    """Stand behind what another wrote down. Doing it twice changes nothing. Raises ``Refused``."""
    return _confirmed(session, by)


@governed(Action.ANSWER_SESSION, on="session")
def dispute(*, session: Session, held_on: date, minutes: int, words: str, by: Person) -> Session:
    """Say that it was otherwise: both versions stand, and the session counts for nobody until it is confirmed. Raises
    ``Refused``."""
    held = _held(session, by)
    if not without_patients(words).strip():
        raise Refused("Enter what is not right.")
    if not 0 <= minutes <= LONGEST:
        raise Refused(f"Enter how long it took, from 0 to {LONGEST} minutes.")
    _answer(held, Response(answer="disputed", held_on=held_on, minutes=minutes, words=words.strip()), by)
    others = [person for person in parties(held) if person != by]
    notify(others, f"{by} says that the record of your session on {on_day(held.held_on)} is not right.", address(held))
    return held


def _held(session: Session, by: Person) -> Session:
    """The session, held on to, if it is still what stands. Nobody stands behind what they have not seen. Raises ``Refused``."""
    rows = Session.objects.live().select_for_update(of=("self",)).select_related("facilitator")
    held = rows.filter(pk=session.pk).first()
    if held is None:
        raise Refused("This record has been corrected since you opened it. Check the new version.")
    if by.pk == held.recorded_by_id:
        raise Refused("You recorded this session. The other person confirms it.")
    return held


def _confirmed(session: Session, by: Person) -> Session:
    held = _held(session, by)
    if not held.responses.live().filter(person=by, answer="confirmed").exists():
        _answer(held, Response(answer="confirmed"), by)
    expire(ConfirmationLink.objects.filter(session=held.in_place, person=by))
    return held


def _answer(session: Session, response: Response, by: Person) -> None:
    """A new answer takes the place of the one before. Whoever was there may come or cease to count by it."""
    response.session, response.person = session, by
    with recording(by=by) as book:
        book.void(list(session.responses.live().filter(person=by)), because="They answered again.")
        book.record([response])
        book.touch(Session, [person.pk for person in parties(session)])


@governed(Action.ANSWER_SESSION, on="session")
def confirm_by_link(*, session: Session, secret: str, by: Person) -> Session:
    """Confirm by a link, without signing in: the link says who ``by`` is, once. Raises ``Refused``."""
    _held(session, by)
    rows = ConfirmationLink.objects.select_for_update().filter(digest=digest(secret), person=by, dead_at=None)
    if rows.first() is None:
        raise Refused(DEAD)
    return _confirmed(session, by)
