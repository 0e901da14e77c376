"""What an import may see and change: everything, for the operator; one service, for its manager."""

from datetime import date
from typing import Any

from people.imports import PEOPLE, PERSON_TABLE, POST_TABLE, SERVICE_TABLE, SERVICES, TEAM_TABLE, TEAMS
from people.models import Person, Post, Service
from supervision.imports import SESSION_TABLE
from tabular import Context, Lookup, Table
from training.imports import COURSE_TABLE


class Everything(Context):
    def may_correct(self, table: Table, before: dict[str, Any], after: dict[str, Any]) -> bool:
        return True


class OneService(Context):
    """People who have or had a post in the service, its teams, and what the import itself brings; nothing else exists."""

    def __init__(self, today: date, service: Service):
        super().__init__(today)
        self.service = service

    def load(self, lookup: Lookup) -> dict:
        if lookup is SERVICES:
            return {self.service.code: self.service.pk}
        if lookup is TEAMS:
            return {key: pk for key, pk in lookup.load().items() if key[0] == self.service.pk}
        if lookup is PEOPLE:
            here = Post.objects.live().filter(service=self.service).values("person")
            return dict(Person.objects.filter(pk__in=here).values_list("employee_number", "pk"))
        return lookup.load()

    def may_correct(self, table: Table, before: dict[str, Any], after: dict[str, Any]) -> bool:
        """May a stored record be changed from here? Never a shared course, nor anything of another service."""
        if table is COURSE_TABLE:
            return False
        if table in (SERVICE_TABLE, TEAM_TABLE):
            return self.service.pk in (before.get("service_id"), before["pk"] if table is SERVICE_TABLE else None)
        if table is PERSON_TABLE:
            return before["employee_number"] in self.known(PEOPLE) and self._may_rename(before, after)
        if table is POST_TABLE and before["service_id"] != self.service.pk:
            return False
        return table is not SESSION_TABLE or before["facilitator_id"] in self.known(PEOPLE).values()

    def _may_rename(self, before: dict[str, Any], after: dict[str, Any]) -> bool:
        """An e-mail address is how somebody signs in: once they have, only they change it."""
        return before["email"] == after["email"] or not Person.objects.get(pk=before["pk"]).has_usable_password()
