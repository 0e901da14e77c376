from typing import Any

from django.core.management.base import BaseCommand

from people.background import take_up_again


class Command(BaseCommand):
    help = (
        "Queue again long work whose worker was killed at it; before each start of the worker, or every few minutes by a timer."
    )

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"{take_up_again()} taken up again.")
