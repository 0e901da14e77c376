from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from governance.access import CONSOLE
from people.actions import send_digests


class Command(BaseCommand):
    help = (
        "Queue for everybody who wants it what lies ahead: every day, or on Mondays. For a timer, once every "
        "morning; send_mails then"
        " sends it. Run twice, it sends nothing twice."
    )

    def handle(self, **options: Any) -> None:
        done = send_digests(on=timezone.localdate(), by=CONSOLE)
        self.stdout.write(f"{done.messages} queued.")
