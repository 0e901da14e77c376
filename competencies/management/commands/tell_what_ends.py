from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from competencies.actions import tell_what_ends
from governance.access import CONSOLE


class Command(BaseCommand):
    help = "Tell people on their desk which sign-offs and whose eligibility end within ninety days; for a timer, once a day."

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"{tell_what_ends(on=timezone.localdate(), by=CONSOLE).messages} messages.")
