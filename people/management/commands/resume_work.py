from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from governance import once
from people import background


class Command(BaseCommand):
    help = (
        "Queue again long work whose worker was killed at it; before the worker starts, or every few minutes by "
        "a timer. Forgets sessions, tokens of forms and tasks that are old."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--alone", action="store_true", help="no worker runs now: do not wait until a sign of life is too old"
        )

    def handle(self, *, alone: bool, **options: Any) -> None:
        call_command("clearsessions")
        once.forget_old_ones()
        background.forget_old_ones()
        self.stdout.write(f"{background.requeue_interrupted(alone=alone)} taken up again.")
