import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from exchange.actions import NotApplied, import_everything
from exchange.report import Report
from exchange.tables import FILES
from governance.access import CONSOLE
from governance.progress import listening
from governance.refusal import Refused


class Command(BaseCommand):
    help = (
        "Import the CSV files found in a directory, all in one transaction. Prints one JSON object; exit 1 if a "
        "row is rejected."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("directory", type=Path, metavar="DIR")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")

    def handle(self, *, directory: Path, dry_run: bool, **options: Any) -> None:
        if not directory.is_dir():
            raise CommandError(f"{directory} is not a directory.", returncode=2)
        files = {name: (directory / name).read_bytes() for name in FILES if (directory / name).is_file()}
        if not files:
            raise CommandError(f"{directory} holds none of the files of an import: {', '.join(FILES)}.", returncode=2)
        try:
            with listening(self._progress):
                report = self.carry_out(files, dry_run=dry_run, **options)
        except NotApplied as refused:
            report = refused.report
        except Refused as refused:
            raise CommandError(str(refused)) from None
        for words in (*report.warnings, *report.cautions, *report.effects):
            self.stderr.write(words)
        self.stdout.write(json.dumps(report.as_json(), indent=1))
        if report.rejected:
            sys.exit(1)

    def carry_out(self, files: dict[str, bytes], *, dry_run: bool, **options: Any) -> Report:
        return import_everything(contents=files, by=CONSOLE, rehearse=dry_run)

    def _progress(self, words: str, done: int, of: int) -> None:
        if not done:
            self.stderr.write(words)
