from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from governance.access import CONSOLE
from governance.policy import Role
from people.actions import give_membership, welcome
from people.models import Person, Service
from people.rules.period import iso_date


class Command(BaseCommand):
    help = (
        "Make a person known who holds no post, or find them, and let them be an editor, a steward of the "
        "standards, or the auditor of a service for a time."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("first_name")
        parser.add_argument("last_name")
        parser.add_argument(
            "--as", dest="role", required=True, choices=[Role.AUDITOR.value, Role.EDITOR.value, Role.STEWARD.value]
        )
        parser.add_argument(
            "--service", metavar="CODE", help="of an auditor, or of an editor of its own guidance alone: the service"
        )
        parser.add_argument("--until", type=iso_date, metavar="DATE", help="the last day; an auditor's must be given")

    @transaction.atomic
    def handle(self, *, email: str, role: str, service: str | None, until: date | None, **options: Any) -> None:
        if role == Role.AUDITOR and not (service and until):
            raise CommandError("An auditor is one of a service, and until a day: give --service and --until.", returncode=2)
        of = Service.objects.filter(code=service).first() if service else None
        if service and of is None:
            raise CommandError(f"There is no service {service}.")
        person = Person.objects.filter(email=email.lower()).first()
        if person is None:
            person = welcome(first_name=options["first_name"], last_name=options["last_name"], email=email, by=CONSOLE)
        today = timezone.localdate()
        give_membership(person=person, role=Role(role), service=of, started_on=today, finished_on=until, by=CONSOLE)
        self.stdout.write(f"{person} is {role} from {today}{f' to {until}' if until else ''}.")
