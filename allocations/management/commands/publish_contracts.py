import json
from argparse import FileType
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from allocations.actions import Refused, publish_template
from allocations.reference import publish_starter
from allocations.rules.clauses import ClausesRefused, read_clauses
from governance.access import CONSOLE


class Command(BaseCommand):
    help = (
        "Publish the clauses that supervision agreements are drafted from: the ones this product comes with, or "
        "a file of yours."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file", nargs="?", type=FileType("rb"), default=None, help="JSON with code, version, title and clauses"
        )

    def handle(self, *, file, **options: Any) -> None:
        try:
            published = publish_template(document=_read(file), by=CONSOLE) if file else publish_starter(by=CONSOLE)
        except (ValueError, RecursionError, ClausesRefused, Refused) as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(f"{published} is published.")


def _read(file) -> dict[str, Any]:
    return read_clauses(json.loads(file.read().decode("utf-8-sig")))
