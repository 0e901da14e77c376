from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from exchange.actions import reset_second_factor
from governance.access import CONSOLE
from governance.refusal import Refused
from people.models import Person


class Command(BaseCommand):
    help = (
        "Take off the second factor of a person who has lost it, where a lead or manager of theirs has asked and "
        "no second one can agree."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--asked-by", required=True, metavar="EMAIL", help="the lead or manager who knows that it is them")

    def handle(self, *, email: str, asked_by: str, **options: Any) -> None:
        person, asking = self._person(email), self._person(asked_by)
        try:
            reset_second_factor(person=person, asked_by=asking, by=CONSOLE)
        except Refused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write("Done. They have been told, and are signed out everywhere.")

    @staticmethod
    def _person(email: str) -> Person:
        person = Person.objects.filter(email=email.lower()).first()
        if person is None:
            raise CommandError(f"There is no person with the address {email}. Check it against people.csv.")
        return person
