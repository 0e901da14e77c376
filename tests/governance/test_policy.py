"""Who may do what to whom, for everybody in two services: a list and a page cannot disagree."""

import pytest

from governance.access import CONSOLE, may, permitted
from governance.policy import Action
from people.models import Person, Service

EVERYBODY = ("lead", "manager", "ada", "colleague", "lead_there", "bea_there")
MAY_VIEW = {
    "lead": {"lead", "manager", "ada", "colleague"},
    "manager": {"lead", "manager", "ada", "colleague"},
    "ada": {"ada"},
    "colleague": {"colleague"},
    "lead_there": {"lead_there", "bea_there"},
    "bea_there": {"bea_there"},
}
ON_SERVICES = {
    Action.VIEW_REGISTER: {"lead": {"HERE"}, "manager": {"HERE"}, "lead_there": {"THERE"}},
    Action.IMPORT_FACTS: {"manager": {"HERE"}},
}


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_may_view_whom(world, who):
    by = getattr(world, who)
    listed = permitted(Person.objects.all(), to=Action.VIEW_PERSON, by=by)
    assert {name for name in EVERYBODY if getattr(world, name) in listed} == MAY_VIEW[who]
    assert {name for name in EVERYBODY if may(by, Action.VIEW_PERSON, getattr(world, name))} == MAY_VIEW[who]


@pytest.mark.parametrize("action", ON_SERVICES)
@pytest.mark.parametrize("who", EVERYBODY)
def test_who_may_do_what_to_a_service(world, who, action):
    by = getattr(world, who)
    listed = permitted(Service.objects.all(), to=action, by=by).values_list("code", flat=True)
    assert set(listed) == ON_SERVICES[action].get(who, set())


def test_the_operator_views_nobody_and_imports_anywhere(world):
    assert list(permitted(Person.objects.all(), to=Action.VIEW_PERSON, by=CONSOLE)) == []
    assert permitted(Service.objects.all(), to=Action.IMPORT_FACTS, by=CONSOLE).count() == 2


def test_a_superuser_opens_no_personal_record(world):
    root = Person.objects.create_superuser("root@example.nhs.uk", first_name="Root", last_name="Operator")
    assert [str(person) for person in permitted(Person.objects.all(), to=Action.VIEW_PERSON, by=root)] == ["Root Operator"]


def test_a_leaver_may_nothing_from_the_day_after(world):
    from datetime import date

    from tests.world import post, take_in

    take_in(posts=[post("L1", "clinical_lead", finish="2026-01-31")])
    on = {"to": Action.VIEW_REGISTER, "by": world.lead}
    assert permitted(Service.objects.all(), **on, on=date(2026, 1, 31)).count() == 1
    assert permitted(Service.objects.all(), **on, on=date(2026, 2, 1)).count() == 0


def test_somebody_deactivated_may_nothing(world):
    world.lead.is_active = False
    assert list(permitted(Person.objects.all(), to=Action.VIEW_PERSON, by=world.lead)) == []


ASKED = [(Action.VIEW_PERSON, Person), (Action.VIEW_REGISTER, Service)]


@pytest.mark.parametrize(("action", "model"), ASKED)
def test_which_rows_is_one_query_after_one_look_at_what_one_holds(world, django_assert_num_queries, action, model):
    with django_assert_num_queries(2):
        list(permitted(model.objects.all(), to=action, by=world.lead))
    world.lead.look_once()
    with django_assert_num_queries(2):
        list(permitted(model.objects.all(), to=action, by=world.lead))
    with django_assert_num_queries(1):
        list(permitted(model.objects.all(), to=action, by=world.lead))
