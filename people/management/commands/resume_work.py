from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from governance.once import forget_old_ones
from people.background import take_up_again


class Command(BaseCommand):
    help = "Queue again long work whose worker was killed at it; before the worker starts, or every few minutes by a timer. Forgets the tokens of old forms."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--alone", action="store_true", help="no worker runs now: do not wait until a sign of life is too old"
        )

    def handle(self, *, alone: bool, **options: Any) -> None:
        forget_old_ones()
        self.stdout.write(f"{take_up_again(alone=alone)} taken up again.")
