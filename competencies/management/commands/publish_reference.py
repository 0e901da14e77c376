from typing import Any

from django.core.management.base import BaseCommand, CommandError

from competencies.reference import publish_reference
from competencies.rules.standard import StandardRefused
from governance.access import CONSOLE


class Command(BaseCommand):
    help = "Publish the framework and the three standards that the product comes with; what is there already is left as it is."

    def handle(self, **options: Any) -> None:
        try:
            self.stdout.write(f"{publish_reference(by=CONSOLE)} documents are published.")
        except StandardRefused as refused:
            raise CommandError(str(refused)) from None
