"""Accounts and memberships: what lets a known person in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from allauth.account.models import EmailAddress
from django.utils import timezone

from governance.actions import governed
from governance.facts import recording
from governance.policy import Action, Role
from governance.refusal import Refused

from .leaving import end_ways_in
from .locks import hold
from .mailing import queue_digests
from .models import MailChoice, Membership, Person, Service, WorkingDays
from .notices import Told


@governed(Action.SAY_WORKING_DAYS, on="person")
def say_working_days(*, person: Person, days: Iterable[int], started_on: date, by) -> WorkingDays:
    """On which days of the week (Monday is 1) somebody works from a day on. Raises ``Refused``."""
    chosen = "".join(map(str, sorted(set(days) & set(range(1, 8)))))
    if not chosen:
        raise Refused("Choose at least one day.")
    hold(person)
    with recording(by=by) as book:
        new = WorkingDays(person=person, days=chosen, started_on=started_on)
        return book.begin_anew(WorkingDays.objects.filter(person=person), new, because="Other working days.")


@governed(Action.OPEN_ACCOUNT)
def open_account(*, person: Person, password: str | None, by) -> Person:
    """Give a known person a password, so that they can sign in with the address their service knows them by; ``None``: they
    choose one themselves by a link."""
    person.set_password(password)
    person.closed_on = None
    person.save(update_fields=["password", "closed_on"])
    EmailAddress.objects.get_or_create(user=person, email=person.email, defaults={"verified": True, "primary": True})
    return person


@governed(Action.OPEN_ACCOUNT)
def welcome(*, first_name: str, last_name: str, email: str, by) -> Person:
    """Make somebody known who holds no post anywhere, such as an auditor or a content editor."""
    return Person.objects.create_user(email, first_name=first_name, last_name=last_name)


@dataclass(frozen=True, slots=True)
class ClosedAccount:
    """The day since which, or from which, an account is closed."""

    on: date

    @property
    def summary(self) -> dict[str, str]:
        return {"on": self.on.isoformat()}


@governed(Action.CLOSE_ACCOUNT, on="person")
def close_account(*, person: Person, on: date, by) -> ClosedAccount:
    """From a day on nobody signs in as this person: sessions, links, feeds and tokens end; what is known of them stays. A day
    that has come ends them now. It is closed for somebody who was suspended, too, and opened again by ``open_account``."""
    person.closed_on = on
    person.save(update_fields=["closed_on"])
    if on <= timezone.localdate():
        end_ways_in(person)
    return ClosedAccount(on)


@governed(Action.CLOSE_ACCOUNT, on="person")
def reopen_account(*, person: Person, by) -> Person:
    """The person may sign in again, once they have set a new password."""
    person.closed_on = None
    person.save(update_fields=["closed_on"])
    return person


@governed(Action.GIVE_MEMBERSHIP)
def give_membership(
    *, person: Person, role: Role, service: Service | None, started_on: date, finished_on: date | None, by
) -> Membership:
    """Let somebody be what no post makes them, in a service or (without one) for the whole country, for a time."""
    with recording(by=by) as book:
        membership = Membership(person=person, role=role, service=service, started_on=started_on, finished_on=finished_on)
        return book.record([membership])[0]


@governed(Action.CHOOSE_MAIL, on="person")
def choose_mail(*, person: Person, digest: str, by) -> MailChoice:
    """How often somebody is sent what lies ahead. Raises ``Refused``."""
    if digest not in (MailChoice.DAILY, MailChoice.WEEKLY, MailChoice.OFF):
        raise Refused("Choose every day, every week or never.")
    return MailChoice.objects.update_or_create(person=person, defaults={"digest": digest})[0]


@governed(Action.SEND_DIGESTS)
def send_digests(*, on: date, by) -> Told:
    """Queue what lies ahead for everybody who wants it on that day."""
    return Told(queue_digests(on))
