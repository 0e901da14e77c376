"""Beginning an empty site: one command, one link, and the manager is in."""

import re

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from governance.policy import Role
from people.models import Person, Service
from tests.world import SERVICES, take_in

pytestmark = pytest.mark.django_db
ABOUT = {"service": "NORTH", "name": "North Talking Therapies", "manager": "Gareth.Pike@north.example"}


def test_the_first_manager_chooses_a_password_by_the_link_and_is_in(client, capsys):
    call_command("start", **ABOUT)
    link = re.search(r"http\S+(/accounts/\S+)", capsys.readouterr().out)[1]
    page = client.get(link, follow=True)
    chosen = {"password1": "quiet-river-over-stones-9", "password2": "quiet-river-over-stones-9"}
    client.post(page.request["PATH_INFO"], chosen)
    signed_in = client.post(
        "/accounts/login/", {"login": "gareth.pike@north.example", "password": chosen["password1"]}, follow=True
    )
    assert (signed_in.status_code, str(signed_in.wsgi_request.user)) == (200, "Gareth Pike")
    assert "Import" in signed_in.content.decode()


def test_a_site_that_has_a_service_is_left_as_it_is():
    take_in(services=SERVICES)
    with pytest.raises(CommandError, match="has a service already"):
        call_command("start", **ABOUT)
    assert (Service.objects.count(), Person.objects.count()) == (2, 0)


@pytest.mark.parametrize(
    ("change", "says"), [({"manager": "gareth"}, "not an e-mail address"), ({"name": ""}, "must be filled in")]
)
def test_what_cannot_be_is_refused_and_nothing_is_half_begun(change, says):
    with pytest.raises(CommandError, match=says):
        call_command("start", **ABOUT | change)
    assert (Service.objects.count(), Person.objects.count()) == (0, 0)


def test_whoever_begins_is_a_manager_of_the_service():
    call_command("start", **ABOUT)
    person, today = Person.objects.get(), timezone.localdate()
    assert Role.MANAGER in person.held_roles(today)
