"""Accounts and memberships: what lets a known person in."""

from datetime import date

from allauth.account.models import EmailAddress

from governance.actions import governed
from governance.facts import recording
from governance.policy import Action, Role

from .models import Membership, Person, Service


@governed(Action.OPEN_ACCOUNT)
def open_account(*, person: Person, password: str, by) -> Person:
    """Give a known person a password, so that they can sign in with the address their service knows them by."""
    person.set_password(password)
    person.save(update_fields=["password"])
    EmailAddress.objects.get_or_create(user=person, email=person.email, defaults={"verified": True, "primary": True})
    return person


@governed(Action.OPEN_ACCOUNT)
def welcome(*, first_name: str, last_name: str, email: str, by) -> Person:
    """Make somebody known who holds no post anywhere, such as an auditor or a content editor."""
    return Person.objects.create_user(email, first_name=first_name, last_name=last_name)


@governed(Action.GIVE_MEMBERSHIP)
def give_membership(
    *, person: Person, role: Role, service: Service | None, started_on: date, finished_on: date | None, by
) -> Membership:
    """Let somebody be what no post makes them, in a service or (without one) for the whole country, for a time."""
    with recording(by=by) as book:
        membership = Membership(person=person, role=role, service=service, started_on=started_on, finished_on=finished_on)
        return book.record([membership])[0]
