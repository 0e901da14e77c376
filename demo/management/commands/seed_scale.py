import tempfile
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from demo.scale import Country, CountryRefused, Folder, ScaleRefused, fill
from exchange.tables import FILES
from governance.progress import listening


class Command(BaseCommand):
    help = "Fill an empty database with a plausible country, for benchmarks, or write it as the files of an import (--files)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--practitioners", type=int, required=True, metavar="N", help="people, those who lead included")
        parser.add_argument("--services", type=int, required=True, metavar="M", help="services that they work in")
        parser.add_argument("--years", type=int, default=6, metavar="Y", help="how far back careers begin (6)")
        parser.add_argument("--seed", type=int, default=1, metavar="S", help="the same seed makes the same country (1)")
        parser.add_argument("--files", type=Path, metavar="DIR", help="only write the files of an import to DIR")

    def handle(self, *, practitioners: int, services: int, years: int, seed: int, files: Path | None, **options: Any) -> None:
        try:
            country = Country(practitioners, services, years, seed, timezone.localdate())
        except CountryRefused as refused:
            raise CommandError(str(refused), returncode=2) from None
        if files is not None:
            self._tell(country, self._written(country, files), "written")
        else:
            self._fill(country)

    def _written(self, country: Country, files: Path) -> Folder:
        files.mkdir(parents=True, exist_ok=True)
        if there := [name for name in FILES if (files / name).exists()]:
            raise CommandError(f"{files} holds {there[0]} already. Name another directory.")
        folder = Folder(files)
        country.write(folder, self.stderr.write)
        return folder

    def _fill(self, country: Country) -> None:
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as directory:
            folder = Folder(Path(directory))
            try:
                with listening(lambda words, done, of: done or self.stderr.write(words)):
                    fill(country, folder)
            except ScaleRefused as refused:
                raise CommandError(str(refused)) from None
        self._tell(country, folder, f"imported in {time.monotonic() - began:.0f} seconds")

    def _tell(self, country: Country, folder: Folder, done: str) -> None:
        """What was made, file by file, and the seed that makes it again."""
        for file in FILES:
            self.stdout.write(f"{file:20} {folder.rows[file]:>9,}")
        rows = folder.rows.total()
        each = rows / country.practitioners
        self.stdout.write(
            f"{country.practitioners:,} people in {country.services:,} services over {country.years} years, "
            f"seed {country.seed}:"
            f" {rows:,} rows, {each:.1f} a person, {done}."
        )
