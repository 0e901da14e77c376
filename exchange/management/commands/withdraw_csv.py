from typing import Any

from django.core.management.base import CommandParser

from exchange.actions import withdraw_everything
from exchange.report import Report
from governance.access import CONSOLE

from .import_csv import Command as ImportCommand


class Command(ImportCommand):
    help = (
        "Take back, as recorded in error, what the rows of the CSV files in a directory name by their keys, "
        "all in one transaction. "
        "Prints one JSON object; exit 1 if a row is rejected."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--because", required=True, metavar="TEXT", help="why, so that an auditor can understand it")

    def carry_out(self, files: dict[str, bytes], *, dry_run: bool, because: str, **options: Any) -> Report:
        return withdraw_everything(contents=files, because=because, by=CONSOLE, rehearse=dry_run)
