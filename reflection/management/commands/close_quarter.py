from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from governance.access import CONSOLE
from reflection.actions import close_quarter
from reflection.rules.quarters import before


class Command(BaseCommand):
    help = (
        "Put together what supervisees said in the quarter that is over, and count who wrote, so that no single answer shows; once a day. "
        "Done twice, it is done once."
    )

    def handle(self, **options: Any) -> None:
        done = close_quarter(quarter=before(timezone.localdate()), by=CONSOLE)
        self.stdout.write(f"{done.together} supervisors can be told something.")
