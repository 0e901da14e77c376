from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from allocations.actions import tell_what_waits
from governance.access import CONSOLE


class Command(BaseCommand):
    help = (
        "Tell leads of pairs that are no longer valid, and parties of agreements that are late or due for review; once a day."
    )

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"{tell_what_waits(on=timezone.localdate(), by=CONSOLE).messages} messages.")
