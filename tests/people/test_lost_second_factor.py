"""Telephone and recovery codes lost: two people of the service together let somebody back in, and it is logged."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from exchange.actions import Refused, agree_factor_reset, ask_factor_reset
from exchange.models import FactorReset, PersonOnRecord
from governance.models import AuditEntry
from people.desk import waiting_for
from people.models import Notice, Service

pytestmark = pytest.mark.django_db


def with_factor(someone) -> Authenticator:
    return Authenticator.objects.create(user=someone, type=Authenticator.Type.TOTP, data={"secret": "sealed"})


def page(someone) -> str:
    return reverse("records:second_factor", args=[someone.public_id])


def asked(world, by=None) -> FactorReset:
    about = PersonOnRecord.objects.get(pk=world.ada.pk)
    return ask_factor_reset(person=about, service=Service.objects.get(code="HERE"), because="Seen her.", by=by or world.lead)


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
    assert as_person(world.ada).get(page(world.ada)).status_code == 404
    with_factor(world.lead)
    assert as_person(world.lead).get(page(world.lead)).status_code in (403, 404)


@pytest.mark.parametrize("who", ["ada", "colleague", "lead_there"])
def test_nobody_else_opens_it(world, as_person, who):
    with_factor(world.ada)
    asked(world)
    for answer in (
        as_person(getattr(world, who)).get(page(world.ada)),
        as_person(getattr(world, who)).post(page(world.ada), {"decision": "agree"}),
    ):
        assert answer.status_code == 404
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
