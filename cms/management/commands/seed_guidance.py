from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from cms.seeding import seed


class Command(BaseCommand):
    help = "Put the home page and the guidance that the product comes with in place. What is there already is left as it is."

    @transaction.atomic
    def handle(self, **options: Any) -> None:
        self.stdout.write(f"{seed(timezone.localdate())} guidance pages were put in place.")
