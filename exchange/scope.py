"""What an import may see and change, and an export see: everything, for the operator; one service, for its manager."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet

from governance.models import Fact
from people.imports import PEOPLE, PERSON_TABLE, POST_TABLE, SERVICE_TABLE, SERVICES, TEAM_TABLE, TEAMS
from people.models import Person, Post, Service
from people.models.person import POSTS_AS
from tabular import Context, Lookup, Refusal, Rejection, Table
from training.imports import COURSE_TABLE

from .reading import Row

ELSEWHERE = Refusal("taken", "This belongs to a record outside your service. Check it, or ask whoever runs this site.")
SHARED = Refusal("shared", "This person also works in another service. Ask whoever runs this site to correct what is there.")
ONESELF = Refusal("oneself", "This is about you. Somebody else must import what is about you.")
NATIONAL = Refusal("national", "This list is kept for all services. Ask whoever runs this site to add to it or change it.")
RIGHTS = Refusal(
    "gives_rights", "This role lets somebody see a whole service. Ask whoever runs this site to record the post.", "role"
)
ADDRESS = Refusal("signs_in", "An e-mail address is how somebody signs in. Ask whoever runs this site to change it.", "email")
NO_POST = "Give this person a post in your service in posts.csv, and send both files together."
ROLES_WITH_RIGHTS = frozenset(role for roles in POSTS_AS.values() for role in roles)


class Everything(Context):
    """The operator's import."""

    def limit(self, table: Table, rows: QuerySet) -> QuerySet:
        return rows

    def sees(self, table: Table, stored: dict[str, Any]) -> bool:
        return True

    def refuses(self, table: Table, row: Row, stored: dict[str, Any] | None) -> Refusal | None:
        return None

    def strays(self) -> Iterator[Rejection]:
        yield from ()


class OneService(Context):
    """A manager's import: people with a post in the service now or to come, its teams, and whom the import itself brings.

    Nothing else exists to it. It adds to what is known of people who also work elsewhere but corrects nothing of theirs, changes
    no national list and no e-mail address, gives nobody rights over a service, and writes nothing about whoever sends it.
    """

    def __init__(self, today: date, service: Service, by: Person):
        super().__init__(today)
        self.service, self.by = service, by
        self.newcomers: dict[str, int] = {}
        self.given_posts: set[int] = set()

    def load(self, lookup: Lookup) -> dict:
        if lookup is SERVICES:
            return {self.service.code: self.service.pk}
        if lookup is TEAMS:
            return {key: pk for key, pk in lookup.load().items() if key[0] == self.service.pk}
        if lookup is PEOPLE:
            here = self._posts().filter(service=self.service).values("person")
            return dict(Person.objects.filter(pk__in=here).values_list("employee_number", "pk"))
        return lookup.load()

    def _posts(self):
        return Post.objects.live().filter(Q(finished_on=None) | Q(finished_on__gte=self.today))

    @cached_property
    def shared(self) -> set[int]:
        """People who also have a post elsewhere, now or to come."""
        return set(self._posts().exclude(service=self.service).values_list("person_id", flat=True))

    @property
    def mine(self) -> set[int]:
        return set(self.known(PEOPLE).values())

    @staticmethod
    def _people(table: Table, values: dict[str, Any]) -> set[int]:
        """Whom a row is about."""
        named = {values[attribute] for attribute in table.model.about}
        return named.union(*(values[child.attribute] for child in table.children))

    def limit(self, table: Table, rows: QuerySet) -> QuerySet:
        """The rows among which those are that are seen: all of them, where they are about nobody."""
        return rows.filter(**{f"{table.model.about[0]}__in": self.mine}) if issubclass(table.model, Fact) else rows

    def sees(self, table: Table, stored: dict[str, Any]) -> bool:
        if table is SERVICE_TABLE:
            return stored["pk"] == self.service.pk
        if table is TEAM_TABLE:
            return stored["service_id"] == self.service.pk
        if table is PERSON_TABLE:
            return stored["pk"] in self.mine
        if table is COURSE_TABLE:
            return True
        return self._people(table, stored) <= self.mine and stored.get("service_id", self.service.pk) == self.service.pk

    def refuses(self, table: Table, row: Row, stored: dict[str, Any] | None) -> Refusal | None:
        """Why a row that is new (``stored`` is ``None``) or differs may not be written from here."""
        if table is COURSE_TABLE or (table is SERVICE_TABLE and stored is None):
            return NATIONAL
        if table is PERSON_TABLE:
            return self._refuses_person(row, stored)
        if table in (SERVICE_TABLE, TEAM_TABLE):
            return None
        return self._refuses_fact(table, row, stored)

    def _refuses_person(self, row: Row, stored: dict[str, Any] | None) -> Refusal | None:
        if stored is None:
            self.newcomers[row.values["employee_number"]] = row.line
        elif stored["email"] != row.values["email"]:
            return ADDRESS
        return SHARED if stored is not None and stored["pk"] in self.shared else None

    def _refuses_fact(self, table: Table, row: Row, stored: dict[str, Any] | None) -> Refusal | None:
        concerned = self._people(table, row.values) | (self._people(table, stored) if stored else set())
        if self.by.pk in concerned:
            return ONESELF
        if stored is not None and concerned & self.shared:
            return SHARED
        if table is POST_TABLE:
            if row.values["role"] in ROLES_WITH_RIGHTS and not self._only_ends(table, row.values, stored):
                return RIGHTS
            self.given_posts.add(row.values["person_id"])
        return None

    @staticmethod
    def _only_ends(table: Table, values: dict[str, Any], stored: dict[str, Any] | None) -> bool:
        """Is all that the row does to end a post, or to end it sooner?"""
        finish = table.period[1]
        if stored is None or values[finish] is None or any(stored[a] != values[a] for a in table.stored if a != finish):
            return False
        return stored[finish] is None or values[finish] <= stored[finish]

    def strays(self) -> Iterator[Rejection]:
        """People whom the import brings without a post: they would belong to no service."""
        for number, line in self.newcomers.items():
            if self.known(PEOPLE).get(number) not in self.given_posts:
                yield Rejection(PERSON_TABLE.file, line, "employee_number", "no_post", NO_POST)
