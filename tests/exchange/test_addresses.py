"""E-mail addresses: one each, in small letters, and the account follows."""

import pytest
from allauth.account.models import EmailAddress

from exchange.actions import NotApplied
from governance.access import CONSOLE
from people.actions import open_account
from people.models import Person
from tests.world import person, take_in

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"


def codes(**files) -> list[str]:
    with pytest.raises(NotApplied) as refused:
        take_in(**files)
    return [r.code for r in refused.value.report.rejected]


def test_capitals_do_not_lock_anybody_out(world, client):
    take_in(people=[person("A1", "Ada", "Test") | {"email": "Ada.Upper@Example.nhs.uk"}])
    open_account(person=Person.objects.get(pk=world.ada.pk), password=PASSWORD, by=CONSOLE)
    got = client.post("/accounts/login/", {"login": "ADA.upper@example.nhs.uk", "password": PASSWORD})
    assert (got.status_code, got["Location"]) == (302, "/my/")


def test_a_corrected_address_is_the_one_to_sign_in_with(world, client):
    open_account(person=world.ada, password=PASSWORD, by=CONSOLE)
    take_in(people=[person("A1", "Ada", "Test") | {"email": "ada.new@example.nhs.uk"}])
    assert client.post("/accounts/login/", {"login": "a1@example.nhs.uk", "password": PASSWORD}).status_code == 200
    assert client.post("/accounts/login/", {"login": "ada.new@example.nhs.uk", "password": PASSWORD}).status_code == 302
    assert list(EmailAddress.objects.filter(user=world.ada).values_list("email", flat=True)) == ["ada.new@example.nhs.uk"]


def test_two_people_do_not_swap_addresses_in_one_go(world):
    swapped = [
        person("A1", "Ada", "Test") | {"email": "c1@example.nhs.uk"},
        person("C1", "Colleague", "Test") | {"email": "a1@example.nhs.uk"},
    ]
    assert codes(people=swapped) == ["email_taken", "email_taken"]


def test_an_address_of_somebody_without_a_number_is_taken(world):
    Person.objects.create_user("guest@example.nhs.uk", first_name="Guest", last_name="Editor")
    assert codes(people=[person("N1") | {"email": "Guest@example.nhs.uk"}]) == ["email_taken"]
