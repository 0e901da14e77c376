"""What an import may see and change, and an export see: everything, for the operator; one service, for its manager."""

from collections import defaultdict
from collections.abc import Hashable, Iterator
from datetime import date
from functools import cached_property, partial
from typing import Any

from django.db.models import Q, QuerySet

from allocations.imports import ALLOCATION_TABLE, CAPACITY_TABLE
from governance.models import Fact
from people.belonging import DAYS
from people.imports import PEOPLE, PERSON_TABLE, POST_TABLE, SERVICE_TABLE, SERVICES, TEAM_TABLE, TEAMS, numbers
from people.models import Person, Post, Service
from people.models.person import POSTS_AS
from supervision.imports import SESSION_TABLE
from tabular import Context, FileTable, Lookup, Refusal, Rejection
from training.imports import COURSE_TABLE

from .looked import CheckedAnswers
from .reading import FileRow

ELSEWHERE = Refusal("taken", "This belongs to a record outside your service. Check it, or ask the team that runs this site.")
SHARED = Refusal("shared", "Another service recorded this about a person who also works there. Ask that service to correct it.")
ONESELF = Refusal("oneself", "This is about you. Another person needs to import it.")
NATIONAL = Refusal(
    "national", "This list is kept for all services. Ask the team that runs this site to add to it or change it."
)
RIGHTS = Refusal(
    "gives_rights", "This role gives access to a whole service. Ask the team that runs this site to record the post.", "role"
)
ADDRESS = Refusal(
    "signs_in", "People sign in with their e-mail address. Ask the team that runs this site to change it.", "email"
)
GONE = Refusal(
    "unknown_person", "They have no post in your service. Give them one in posts.csv, or correct the number.", "employee_number"
)
OF_RECORD = (ALLOCATION_TABLE, CAPACITY_TABLE, SESSION_TABLE)
"""What belongs for good to the service that recorded it; other facts go along with their person."""
NO_POST = "Give this person a post in your service in posts.csv, and send both files together."
ROLES_WITH_RIGHTS = frozenset(role for roles in POSTS_AS.values() for role in roles)


class Scope(Context):
    """What is read goes through ``looked``."""

    service: Service | None = None

    def __init__(self, today: date):
        super().__init__(today)
        self.looked = CheckedAnswers()

    def load(self, lookup: Lookup) -> dict[Hashable, Any]:
        return dict(self.looked.up(partial(self.read, lookup)))

    def read(self, lookup: Lookup) -> dict[Hashable, Any]:
        return lookup.load()


class Everything(Scope):
    """The operator's import."""

    def limit(self, table: FileTable, rows: QuerySet) -> QuerySet:
        return rows

    def sees(self, table: FileTable, stored: dict[str, Any]) -> bool:
        return True

    def refuses(self, table: FileTable, row: FileRow, stored: dict[str, Any] | None) -> Refusal | None:
        return None

    def refuses_to_withdraw(self, table: FileTable, stored: dict[str, Any]) -> Refusal | None:
        return None

    def refuses_again(self, table: FileTable, stored: dict[str, Any]) -> Refusal | None:
        return None

    def strays(self) -> Iterator[Rejection]:
        yield from ()


class OneService(Scope):
    """A manager's import: people with a post in the service now or to come, its teams, and whom the import itself brings.

    Former colleagues can be named as those who signed, verified, led or were there, and be given a post again. What the service
    recorded itself, its own posts and its own pairs, it corrects whoever else employs the person; nothing that another service
    recorded of people who also work there, no national list and no e-mail address. It gives nobody rights over a service, and
    writes nothing about whoever sends it.
    """

    def __init__(self, today: date, service: Service, by: Person):
        super().__init__(today)
        self.service, self.by = service, by
        self.newcomers: dict[str, int] = {}
        self.given_posts: set[int] = set()
        self._stamp: tuple[int, int] | None = None

    def read(self, lookup: Lookup) -> dict[Hashable, Any]:
        if lookup is SERVICES:
            return {self.service.code: self.service.pk}
        if lookup is TEAMS:
            return {key: pk for key, pk in lookup.load().items() if key[0] == self.service.pk}
        if lookup is PEOPLE:
            return numbers(Person.objects.filter(pk__in=self.colleagues))
        return lookup.load()

    def _posts(self):
        return Post.objects.live().filter(Q(finished_on=None) | Q(finished_on__gte=self.today))

    @cached_property
    def here(self) -> set[int]:
        """People with a post here now or to come."""
        rows = self._posts().filter(service=self.service).values_list("person_id", flat=True)
        return self.looked.up(lambda: set(rows.all()))

    @cached_property
    def colleagues(self) -> set[int]:
        """People who ever had a post here."""
        rows = Post.objects.live().filter(service=self.service).values_list("person_id", flat=True)
        return self.looked.up(lambda: set(rows.all()))

    @cached_property
    def shared(self) -> set[int]:
        """People who have a post elsewhere, now or to come."""
        rows = self._posts().exclude(service=self.service).values_list("person_id", flat=True)
        return self.looked.up(lambda: set(rows.all()))

    @cached_property
    def days(self) -> dict[int, list[tuple[date, date]]]:
        """From when to when people had posts here."""
        posts = Post.objects.live().filter(service=self.service).order_by("pk")
        rows = posts.values_list("person_id", "started_on", "finished_on")
        periods: dict[int, list[tuple[date, date]]] = defaultdict(list)
        for person, start, finish in self.looked.up(lambda: list(rows.all())):
            periods[person].append((start, finish or date.max))
        return periods

    @property
    def mine(self) -> set[int]:
        """Whose facts are imported and exported here: people who are here, and whom the import has brought."""
        return self._sets[0]

    @property
    def known_people(self) -> set[int]:
        """Who can be named."""
        return self._sets[1]

    @property
    def _sets(self) -> tuple[set[int], set[int]]:
        """Both, put together again only when the import has brought somebody or given somebody a post: every row asks."""
        known = self.known(PEOPLE)
        stamp = len(known), len(self.given_posts)
        if stamp != self._stamp:
            named = set(known.values())
            self._stamp, self._put_together = stamp, (self.here | self.given_posts | (named - self._before), named)
        return self._put_together

    @cached_property
    def _before(self) -> set[int]:
        return set(self.read(PEOPLE).values())

    @staticmethod
    def people_in(table: FileTable, values: dict[str, Any]) -> set[int]:
        """Whom a row is about."""
        named = {values[attribute] for attribute in table.model.about}
        return named.union(*(values[child.attribute] for child in table.children))

    def limit(self, table: FileTable, rows: QuerySet) -> QuerySet:
        """The rows among which those are that are seen: all of them, where they are about nobody."""
        if not issubclass(table.model, Fact):
            return rows
        return rows.filter(**{f"{table.model.about[0]}__in": self.known_people})

    def sees(self, table: FileTable, stored: dict[str, Any]) -> bool:
        if table is SERVICE_TABLE:
            return stored["pk"] == self.service.pk
        if table is TEAM_TABLE:
            return stored["service_id"] == self.service.pk
        if table is PERSON_TABLE:
            return stored["pk"] in self.mine | self.colleagues
        if table is COURSE_TABLE:
            return True
        people = self.people_in(table, stored)
        if not people <= self.known_people:
            return False
        return self._own(table, stored) or (table not in OF_RECORD and bool(people & self.mine))

    def _own(self, table: FileTable, stored: dict[str, Any]) -> bool:
        """Did the service record it?"""
        return stored.get("service_id", stored["recorded_in_id"]) == self.service.pk

    def refuses(self, table: FileTable, row: FileRow, stored: dict[str, Any] | None) -> Refusal | None:
        """Why a row that is new (``stored`` is ``None``) or differs may not be written from here."""
        if table is COURSE_TABLE or (table is SERVICE_TABLE and stored is None):
            return NATIONAL
        if table is PERSON_TABLE:
            return self._refuses_person(row, stored)
        if table in (SERVICE_TABLE, TEAM_TABLE):
            return None
        return self._refuses_fact(table, row, stored)

    def refuses_to_withdraw(self, table: FileTable, stored: dict[str, Any]) -> Refusal | None:
        """Why a row that is here may not be withdrawn from here."""
        if table in (COURSE_TABLE, SERVICE_TABLE):
            return NATIONAL
        if table is TEAM_TABLE:
            return None
        if table is PERSON_TABLE:
            return ONESELF if stored["pk"] == self.by.pk else SHARED if stored["pk"] in self.shared else None
        people = self.people_in(table, stored)
        if self.by.pk in people:
            return ONESELF
        return SHARED if people & self.shared and not self._own(table, stored) else None

    def refuses_again(self, table: FileTable, stored: dict[str, Any]) -> Refusal | None:
        """Why what a row had corrected may not stand again: it would give rights that nobody has now."""
        if table is not POST_TABLE:
            return None
        columns = ("person_id", "service_id", "role", "started_on", "finished_on")
        before = Post.objects.filter(pk__in=Post.objects.filter(pk=stored["pk"]).values("corrects")).values(*columns).first()
        return self.refuses_rights(before, stored) if before else None

    def _refuses_person(self, row: FileRow, stored: dict[str, Any] | None) -> Refusal | None:
        if stored is None:
            self.newcomers[row.values["employee_number"]] = row.line
        elif stored["pk"] in self.shared - self.mine:
            return ELSEWHERE
        elif stored["email"] != row.values["email"]:
            return ADDRESS
        return SHARED if stored is not None and stored["pk"] in self.shared else None

    def _refuses_fact(self, table: FileTable, row: FileRow, stored: dict[str, Any] | None) -> Refusal | None:
        concerned = self.people_in(table, row.values) | (self.people_in(table, stored) if stored else set())
        if self.by.pk in concerned:
            return ONESELF
        if stored is not None and concerned & self.shared and not self._own(table, stored):
            return SHARED
        if stored is not None and (self.people_in(table, stored) - self.people_in(table, row.values)) & self.shared:
            return SHARED
        if table is POST_TABLE:
            if refusal := self.refuses_rights(row.values, stored):
                return refusal
            self.given_posts.add(row.values["person_id"])
        elif stored is None and not self._here(concerned, row.values):
            return GONE
        return None

    def _here(self, concerned: set[int], values: dict[str, Any]) -> bool:
        """Is somebody of those whom a new row is about here, and were all the others on its day?"""
        on = next((day for name in DAYS if isinstance(day := values.get(name), date)), self.today)
        others = concerned - self.mine
        return bool(concerned & self.mine) and all(
            any(start <= on <= finish for start, finish in self.days.get(person, ())) for person in others
        )

    def refuses_rights(self, values: dict[str, Any], stored: dict[str, Any] | None) -> Refusal | None:
        """Why a post may not be so, if it lets somebody see a whole service: from today on it may cover no day that it did not
        cover before, in that role and there. So a post is ended, ended sooner, or put right in the past."""
        if values["role"] not in ROLES_WITH_RIGHTS:
            return None
        same = stored is not None and all(stored[name] == values[name] for name in ("person_id", "service_id", "role"))
        if not same:
            return RIGHTS
        (start, finish), (began, ended) = (
            (max(row["started_on"], self.today), row["finished_on"] or date.max) for row in (values, stored)
        )
        return None if finish < start or (began <= start and finish <= ended) else RIGHTS

    def strays(self) -> Iterator[Rejection]:
        """People whom the import brings without a post: they would belong to no service."""
        for number, line in self.newcomers.items():
            if self.known(PEOPLE).get(number) not in self.given_posts:
                yield Rejection(PERSON_TABLE.file, line, "employee_number", "no_post", NO_POST)
