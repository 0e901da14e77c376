from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from exchange.actions import change_number
from exchange.models import PersonOnRecord
from governance.access import CONSOLE
from governance.refusal import Refused


class Command(BaseCommand):
    help = "Give a person another employee number. Imports find them by the one before as well, for ever."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", metavar="NUMBER", help="the employee number now")
        parser.add_argument("new", metavar="NEW", help="the new one")

    def handle(self, *, number: str, new: str, **options: Any) -> None:
        person = PersonOnRecord.objects.filter(employee_number=number).first()
        if person is None:
            raise CommandError(f"There is no person with the employee number {number}.")
        try:
            change_number(person=person, number=new, by=CONSOLE)
        except Refused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(f"{number} is {new} now.")
