import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from competencies.timelines import bring_up_to_date, differences, everybody
from nhsuk.words import how_many


class Command(BaseCommand):
    help = "Work out every timeline again. With --check, only say which stored ones differ from the computed ones (exit 1)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; exit 1 if anything differs")

    def handle(self, *, check: bool, **options: Any) -> None:
        people = everybody()
        wrong = list(differences(people))
        for person, standard in wrong:
            self.stdout.write(f"person {person}, {standard}: the stored timeline is not what the facts say")
        if check:
            self.stdout.write(f"{len(people)} people checked, {len(wrong)} timelines differ.")
            sys.exit(1 if wrong else 0)
        with transaction.atomic():
            bring_up_to_date({person for person, _ in wrong})
        self.stdout.write(
            f"{how_many(len(people), 'person', 'people')} checked, {how_many(len(wrong), 'timeline')} worked out again."
        )
