"""The people of a service on a day, as far as it matters for who supervises whom."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from people.models import Person, Post, Service, WorkingDays
from people.models.conditions import covering


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody with a post in the service on the day; with several posts, team and site of the one with most hours.

    ``fte`` is in hundred-thousandths, of all posts there; ``days`` the numbers of the days of the week, empty where nobody has
    said.
    """

    person: Person
    roles: frozenset[str]
    team: int | None
    team_name: str
    site: str
    line_managers: frozenset[int]
    fte: int
    days: str = ""


def live(model, on: date):
    return model.objects.live().filter(covering(on))


def live_from(model, on: date):
    """Those that have not ended before the day: they cover it, or begin later."""
    return model.objects.live().exclude(finished_on__lt=on)


def members(service: Service, on: date) -> dict[int, Member]:
    """Two queries."""
    posts = live(Post, on).filter(service=service).select_related("person", "team").order_by("-fte_hundred_thousandths", "pk")
    by_person: dict[int, list[Post]] = defaultdict(list)
    for post in posts:
        by_person[post.person_id].append(post)
    days = dict(live(WorkingDays, on).filter(person__in=posts.values("person")).values_list("person", "days"))
    return {key: _member(some, days.get(key, "")) for key, some in by_person.items()}


def _member(posts: list[Post], days: str) -> Member:
    team = next((post.team for post in posts if post.team), None)
    managers = frozenset(post.line_manager_id for post in posts if post.line_manager_id)
    return Member(
        posts[0].person, frozenset(post.role for post in posts), *((team.pk, team.name, team.site) if team else (None, "", "")),
        managers, sum(post.fte_hundred_thousandths for post in posts), days,
    )  # fmt: skip


def colleagues(person: Person, on: date) -> list[Person]:
    """Everybody else with a post on the day where somebody has one, by name."""
    mine = live(Post, on).filter(person=person).values("service")
    keys = live(Post, on).filter(service__in=mine).exclude(person=person).values("person")
    return list(Person.objects.filter(pk__in=keys).order_by("last_name", "first_name", "pk"))


def in_post(people: Iterable[int], on: date) -> set[int]:
    return set(live(Post, on).filter(person__in=people).values_list("person", flat=True))
