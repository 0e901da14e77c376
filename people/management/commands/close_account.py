from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from governance.access import CONSOLE
from people.actions import close_account
from people.models import Person
from people.rules.period import iso_date


class Command(BaseCommand):
    help = (
        "From a day on (today, if not said) this person cannot sign in: sessions, links, feeds and tokens "
        "end; their facts stay."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--on", type=iso_date, metavar="DATE", help="the first day on which the account is closed")

    def handle(self, *, email: str, on: date | None, **options: Any) -> None:
        person = Person.objects.filter(email=email.lower()).first()
        if person is None:
            raise CommandError(f"There is no person with the address {email}. Check it against people.csv.")
        closed = close_account(person=person, on=on or timezone.localdate(), by=CONSOLE)
        self.stdout.write(f"The account of {email} is closed from {closed.on.isoformat()} on.")
