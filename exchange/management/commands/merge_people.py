from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from exchange.actions import merge_people
from exchange.models import PersonOnRecord
from governance.access import CONSOLE
from governance.refusal import Refused
from people.models import Person


class Command(BaseCommand):
    help = "Make two records of one person one: what names the second names the first from then on, and both numbers find them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kept", metavar="NUMBER", help="the employee number of the record that is kept")
        parser.add_argument("gone", metavar="OTHER", help="the employee number of the record that becomes part of it")
        parser.add_argument("--dry-run", action="store_true", help="say what would follow, and write nothing")

    def handle(self, *, kept: str, gone: str, dry_run: bool, **options: Any) -> None:
        try:
            with transaction.atomic():
                done = merge_people(kept=self._person(PersonOnRecord, kept), gone=self._person(Person, gone), by=CONSOLE)
                transaction.set_rollback(dry_run)
        except Refused as refused:
            raise CommandError(str(refused)) from None
        for what, count in sorted(done.moved.items()):
            self.stdout.write(f"{count} {what}")
        self.stdout.write("Nothing was written." if dry_run else f"{gone} is part of {kept} now.")

    @staticmethod
    def _person(kind, number: str) -> Person:
        person = kind.objects.filter(employee_number=number).first()
        if person is None:
            raise CommandError(f"There is no person with the employee number {number}.")
        return person
