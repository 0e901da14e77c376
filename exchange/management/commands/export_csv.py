from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from exchange.actions import export_everything
from governance.access import CONSOLE


class Command(BaseCommand):
    help = "Write everything that import_csv can bring into a directory, in the same files and columns."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("directory", type=Path, metavar="DIR")

    def handle(self, *, directory: Path, **options: Any) -> None:
        if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
            raise CommandError(f"{directory} is there already. Name a directory that is new or empty.", returncode=2)
        exported = export_everything(by=CONSOLE)
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name, content in exported.files.items():
            (directory / name).write_bytes(content)
            self.stdout.write(f"{name}: {exported.summary[name]} rows")
