import re
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import ValidationError, validate_email
from django.db import transaction
from django.utils import timezone

from exchange.actions import NotApplied, import_everything
from governance.access import CONSOLE
from people.actions import open_account
from people.mailing import password_address
from people.models import Person, Service
from tabular import as_csv

NUMBER = "START-1"


class Command(BaseCommand):
    help = (
        "Begin an empty site: its first service and the manager who imports its people. Prints a link, good once and for an "
        "hour, at which the manager chooses a password. change_number gives the manager their own employee number later."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--service", required=True, metavar="CODE", help="the service's code in your files")
        parser.add_argument("--name", required=True, help="the service's name")
        parser.add_argument("--manager", required=True, metavar="EMAIL", help="the manager's work e-mail address")

    def handle(self, *, service: str, name: str, manager: str, **options: Any) -> None:
        try:
            validate_email(manager)
        except ValidationError:
            raise CommandError(f"{manager} is not an e-mail address.", returncode=2) from None
        person = self._begin(service, name, manager.lower())
        link = f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{password_address(person)}"
        self.stdout.write(f"{name} is ready. {person} chooses a password here, once and within an hour:\n{link}")

    @transaction.atomic
    def _begin(self, service: str, name: str, email: str) -> Person:
        """The manager, with the service. An existing service is left to its own people (``CommandError``)."""
        if Service.objects.exists():
            raise CommandError("This site has a service already. Bring in others with import_csv.")
        first, last = _names(email)
        try:
            import_everything(contents=_files(service, name, first, last, email), by=CONSOLE)
        except NotApplied as refused:
            raise CommandError(" ".join(rejection.message for rejection in refused.report.rejected)) from None
        person = Person.objects.get(employee_number=NUMBER)
        return open_account(person=person, password=None, by=CONSOLE)


def _names(email: str) -> tuple[str, str]:
    """The manager's names as far as their address says them: ``gareth.pike@…`` is Gareth Pike. The import of people puts them
    right."""
    first, *others = [word.capitalize() for word in re.split(r"[^a-z]+", email.split("@")[0]) if word] or ["Service"]
    return first, " ".join(others) or "Manager"


def _files(service: str, name: str, first: str, last: str, email: str) -> dict[str, bytes]:
    post = {
        "employee_number": NUMBER,
        "assignment_number": NUMBER,
        "service_code": service,
        "role": "service_manager",
        "fte": "1",
        "started_on": timezone.localdate().isoformat(),
    }
    people = {"employee_number": NUMBER, "first_name": first, "last_name": last, "email": email}
    rows = {"services.csv": {"service_code": service, "name": name}, "people.csv": people, "posts.csv": post}
    return {file: as_csv(list(row), [list(row.values())]) for file, row in rows.items()}
