"""Who holds which role where."""

from collections.abc import Iterable
from datetime import date

from governance.policy import Role

from .models import Person, Post
from .models.conditions import covering
from .models.person import POSTS_AS


def holding(role: Role, services: Iterable[int], on: date) -> list[Person]:
    """Those whose posts in one of the services make them what ``role`` says on the day, by name."""
    posts = Post.objects.live().filter(covering(on), service__in=services, role__in=POSTS_AS[role])
    return list(Person.objects.filter(pk__in=posts.values("person"), is_active=True).order_by("last_name", "first_name", "pk"))


def services_of(person: Person, on: date) -> set[int]:
    """The services in which somebody has a post on the day."""
    return set(Post.objects.live().filter(covering(on), person=person).values_list("service", flat=True))
