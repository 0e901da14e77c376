from typing import Any

from django.core.management.base import BaseCommand

from people.mailing import send_waiting


class Command(BaseCommand):
    help = "Send the mails that wait; for a timer, every few minutes. What cannot be sent waits for the next time."

    def handle(self, **options: Any) -> None:
        sent, failed = send_waiting()
        self.stdout.write(f"{sent} sent, {failed} to be tried again.")
