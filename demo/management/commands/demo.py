from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.models import GuidancePage
from demo import load as demo


class Command(BaseCommand):
    help = "Load the demo: two services that never see each other. Refuses where the database holds anything else."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--reset", action="store_true", help="empty a database that holds nothing but the demo, and load it anew"
        )
        parser.add_argument(
            "--if-empty", action="store_true", help="say nothing and do nothing where something is there already"
        )

    def handle(self, *, reset: bool, if_empty: bool, **options: Any) -> None:
        call_command("createcachetable", verbosity=0)  # all that a database needs beside its migrations
        try:
            if reset:
                demo.reset()
            if not (if_empty and self._holds_something()):
                demo.load()
        except demo.DemoRefused as refused:
            raise CommandError(str(refused)) from None
        if demo.loaded():
            if not GuidancePage.objects.exists():  # also where a run was broken off before it
                call_command("seed_guidance", verbosity=0)
            self._introduce()

    def _holds_something(self) -> bool:
        from people.models import Person, Service

        return Person.objects.exists() or Service.objects.exists()

    def _introduce(self) -> None:
        self.stdout.write(f"Demo accounts, all with the password {settings.DEMO_PASSWORD}")
        for email, who in demo.ACCOUNTS:
            self.stdout.write(f"  {email:28} {who}")
