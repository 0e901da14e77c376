"""Telephone and recovery codes lost: two people of the service together let somebody back in, and it is logged."""

from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from exchange.actions import Refused, agree_factor_reset, ask_factor_reset, reset_second_factor
from exchange.models import FactorReset
from governance.access import CONSOLE
from governance.facts import recording
from governance.models import AuditEntry
from governance.policy import Role
from people.actions import give_membership
from people.desk import waiting_for
from people.models import Notice, Post, Service
from tests.world import post, take_in

pytestmark = pytest.mark.django_db


def with_factor(someone) -> Authenticator:
    return Authenticator.objects.create(user=someone, type=Authenticator.Type.TOTP, data={"secret": "sealed"})


def page(someone) -> str:
    return reverse("records:second_factor", args=[someone.public_id])


def asked(world, by=None) -> FactorReset:
    return ask_factor_reset(
        person=world.ada, service=Service.objects.get(code="HERE"), because="Seen her.", by=by or world.lead
    )


def test_one_asks_another_agrees_and_the_person_signs_in_with_the_password_alone(world, as_person, client):
    with_factor(world.ada)
    client = as_person(world.ada)
    assert client.get("/my/").status_code == 200
    as_person(world.lead).post(page(world.ada), {"because": "I have met her at work."})
    reset = FactorReset.objects.get()
    assert (reset.state, reset.asked_by, Authenticator.objects.count()) == ("waiting", world.lead, 1)
    own = as_person(world.lead).get(page(world.ada)).content.decode()
    assert "Another lead or manager has to agree." in own and "Agree and take it off" not in own
    words = f"Agree that the second factor of {world.ada} is taken off"
    assert [one.href for one in waiting_for(world.manager, timezone.localdate()) if one.text == words] == [page(world.ada)]
    said = as_person(world.manager).get(page(world.ada)).content.decode()
    assert "I have met her at work." in said
    as_person(world.manager).post(page(world.ada), {"decision": "agree"})
    reset.refresh_from_db()
    assert (reset.state, reset.decided_by, Authenticator.objects.count()) == ("done", world.manager, 0)
    assert "Your second factor was taken off" in Notice.objects.filter(person=world.ada).last().text
    assert AuditEntry.objects.filter(action="reset_second_factor").count() == 2


def test_nobody_agrees_to_their_own_asking_nor_decides_about_themselves(world, as_person):
    with_factor(world.ada)
    reset = asked(world)
    with pytest.raises(Refused, match="A second person decides"):
        agree_factor_reset(reset=reset, by=world.lead)
    assert Authenticator.objects.count() == 1
    with_factor(world.lead)
    assert as_person(world.lead).get(page(world.lead)).status_code == 403, "they may see themselves, and not do this"


@pytest.mark.parametrize(("who", "status"), [("ada", 403), ("colleague", 404), ("lead_there", 404)])
def test_nobody_else_opens_it(world, as_person, who, status):
    with_factor(world.ada)
    asked(world)
    for answer in (
        as_person(getattr(world, who)).get(page(world.ada)),
        as_person(getattr(world, who)).post(page(world.ada), {"decision": "agree"}),
    ):
        assert answer.status_code == status
    assert Authenticator.objects.count() == 1


def test_the_database_wants_two_others(world):
    with_factor(world.ada)
    reset = asked(world)
    for by in (world.lead, world.ada):
        with pytest.raises(IntegrityError), transaction.atomic():
            FactorReset.objects.filter(pk=reset.pk).update(decided_by=by)
    with pytest.raises(Refused, match="has asked this for"):
        asked(world, by=world.manager)


def test_there_is_nothing_to_take_off_where_there_is_none(world, as_person):
    assert "has no second factor" in as_person(world.lead).get(page(world.ada)).content.decode()
    with pytest.raises(Refused, match="nothing to take off"):
        asked(world)


def test_who_has_left_for_another_service_is_no_business_of_the_old_one(world, as_person):
    with_factor(world.ada)
    with recording(by=world.manager) as book:
        book.amend(Post.objects.live().get(person=world.ada), because="Moves.", finished_on=date(2026, 1, 31))
    take_in(posts=[post("A1", start="2026-02-01", service="THERE")])
    assert as_person(world.lead).get(page(world.ada)).status_code == 404
    assert as_person(world.lead).get(reverse("records:all", args=[world.ada.public_id])).status_code == 200
    assert "second factor" not in as_person(world.lead).get(reverse("records:all", args=[world.ada.public_id])).content.decode()
    with pytest.raises(PermissionDenied):
        asked(world)


def beyond(world, how: str) -> None:
    if how == "post":
        take_in(posts=[post("A1", start="2026-01-01", service="THERE", assignment_number="A1-there", fte="0.4")])
    else:
        about = {"service": None, "started_on": date(2026, 1, 1), "finished_on": None}
        give_membership(person=world.ada, role=Role.STEWARD, by=CONSOLE, **about)


@pytest.mark.parametrize("how", ["post", "membership"])
def test_two_people_of_one_service_do_not_decide_about_who_reaches_beyond_it(world, how):
    with_factor(world.ada)
    reset = asked(world)
    beyond(world, how)
    with pytest.raises(Refused, match="outside Here"):
        agree_factor_reset(reset=reset, by=world.manager)
    assert Authenticator.objects.count() == 1


def test_what_was_asked_in_another_service_is_read_by_nobody_here(world, as_person):
    with_factor(world.ada)
    asked(world)
    beyond(world, "post")
    assert "Seen her." not in as_person(world.lead_there).get(page(world.ada)).content.decode()


def test_nobody_of_a_service_does_it_alone(world):
    with_factor(world.ada)
    with pytest.raises(PermissionDenied):
        reset_second_factor(person=world.ada, asked_by=world.lead, by=world.manager)
    assert Authenticator.objects.count() == 1


def test_the_operator_does_it_when_a_lead_or_manager_of_theirs_has_asked(world, capsys):
    with_factor(world.lead)
    call_command("reset_second_factor", world.lead.email, "--asked-by", world.manager.email)
    assert Authenticator.objects.count() == 0 and "They have been told" in capsys.readouterr().out


@pytest.mark.parametrize("by", ["ada", "lead", "lead_there", "colleague"])
def test_the_operator_is_not_asked_by_anybody_else(world, by):
    with_factor(world.lead)
    with pytest.raises(CommandError):
        call_command("reset_second_factor", world.lead.email, "--asked-by", getattr(world, by).email)
    assert Authenticator.objects.count() == 1
