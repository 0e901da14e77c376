"""What somebody may do comes with the posts of an import, and ends with them."""

import pytest
import time_machine

from tests.world import person, post, take_in

pytestmark = pytest.mark.django_db
REGISTER = "/oversight/HERE/register/"


def opens(client, who, address: str = REGISTER) -> bool:
    client.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("role", "may"),
    [("clinical_lead", True), ("service_manager", True), ("lead_pwp", False), ("senior_pwp", False), ("other", False)],
)
def test_a_post_gives_the_rights_of_its_role(world, client, role, may):
    assert opens(client, world.ada) is False
    take_in(posts=[post("A1", role, "2021-01-01")])
    assert opens(client, world.ada) is may


def test_rights_end_when_the_post_is_corrected_away(world, client):
    assert opens(client, world.lead) is True
    take_in(posts=[post("L1", "clinical_lead") | {"role": "pwp"}])
    assert opens(client, world.lead) is False


@pytest.mark.parametrize(
    ("instant", "may"),
    [
        ("2027-06-30T22:59:59+00:00", False),
        ("2027-06-30T23:00:00+00:00", True),
        ("2027-12-31T23:59:59+00:00", True),
        ("2028-01-01T00:00:00+00:00", False),
    ],
)
def test_rights_begin_and_end_with_the_day_in_the_united_kingdom(world, client, instant, may):
    take_in(posts=[post("A1", "clinical_lead", "2027-07-01", "2027-12-31")])
    with time_machine.travel(instant, tick=False):
        assert opens(client, world.ada) is may


def test_a_post_in_one_service_opens_nothing_of_another(world, client):
    take_in(posts=[post("A1", "clinical_lead", "2021-01-01", service="THERE")])
    assert (opens(client, world.ada), opens(client, world.ada, "/oversight/THERE/register/")) == (False, True)


def test_an_open_session_ends_with_the_post(world, client):
    assert opens(client, world.lead) is True
    take_in(posts=[post("L1", "clinical_lead", finish="2020-12-31")])
    assert client.get(REGISTER).status_code == 404


def test_a_newcomer_without_a_post_sees_only_themselves(world, client):
    take_in(people=[person("N1")])
    newcomer = type(world.ada).objects.get(employee_number="N1")
    assert (opens(client, newcomer), opens(client, newcomer, "/my/")) == (False, True)
