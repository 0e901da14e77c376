"""Who holds which role where."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import QuerySet

from governance.policy import Role

from .models import Membership, Person, Post, Service, WorkingDays
from .models.conditions import covering
from .models.person import POSTS_AS
from .rules.working_week import WorkingWeek, week_of


def holding(role: Role, services: Iterable[int], on: date) -> list[Person]:
    """Those whose posts in one of the services make them what ``role`` says on the day, by name."""
    posts = Post.objects.live().filter(covering(on), service__in=services, role__in=POSTS_AS[role])
    return list(Person.objects.open_on(on).filter(pk__in=posts.values("person")).order_by("last_name", "first_name", "pk"))


def deciding(service: Service, on: date) -> set[Person]:
    """The leads and managers of a service on a day."""
    return {*holding(Role.LEAD, [service.pk], on), *holding(Role.MANAGER, [service.pk], on)}


def auditors_of(service: Service, on: date) -> QuerySet[Person]:
    """Those who are auditors of a service on a day."""
    members = Membership.objects.live().filter(covering(on), service=service, role=Role.AUDITOR)
    return Person.objects.open_on(on).filter(pk__in=members.values("person"))


def in_post(people: Iterable[Person], service: Service, on: date) -> bool:
    """Has each of them a post in a service on the day? One query."""
    keys = {person.pk for person in people}
    held = Post.objects.live().filter(covering(on), service=service, person__in=keys).values("person").distinct()
    return held.count() == len(keys)


def without_post(people: Iterable[Person], on: date) -> list[Person]:
    """Those of the people who have no post anywhere on a day: they neither lead, nor sign, nor take part then. One query."""
    people = list(people)
    held = set(Post.objects.live().filter(covering(on), person__in=people).values_list("person", flat=True))
    return [person for person in people if person.pk not in held]


def weeks_of(people: Iterable[int], known_at: datetime | None = None) -> dict[int, WorkingWeek]:
    """The working week of each over time, as known now or at an instant. One query."""
    people = list(people)
    rows: dict[int, list] = {person: [] for person in people}
    said = WorkingDays.objects.known_at(known_at).filter(person__in=people).order_by("started_on")
    for person, *row in said.values_list("person", "started_on", "finished_on", "days"):
        rows[person].append(row)
    return {person: week_of(week_rows) for person, week_rows in rows.items()}


def services_of(person: Person, on: date) -> set[int]:
    """The services in which somebody has a post on the day."""
    return set(Post.objects.live().filter(covering(on), person=person).values_list("service", flat=True))
