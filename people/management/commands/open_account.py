import getpass
import sys
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from governance.access import CONSOLE
from people.actions import open_account
from people.models import Person


class Command(BaseCommand):
    help = "Give a person who is known a password, so that they can sign in. It is asked for, or read from standard input."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *, email: str, **options: Any) -> None:
        person = Person.objects.filter(email=email.lower()).first()
        if person is None:
            raise CommandError(f"There is no person with the address {email}. Import them, or make them known with welcome.")
        password = getpass.getpass() if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
        try:
            validate_password(password, person)
        except ValidationError as weak:
            raise CommandError(" ".join(weak.messages)) from None
        open_account(person=person, password=password, by=CONSOLE)
        self.stdout.write(f"{email} can sign in.")
