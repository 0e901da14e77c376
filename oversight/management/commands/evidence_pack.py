from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from competencies.queries import principal
from governance import audit
from governance.progress import listening
from oversight.packs.build import PackRequest, build
from oversight.packs.signing import public_key
from people.models import Service
from people.rules.period import iso_date


class Command(BaseCommand):
    help = (
        "Make the evidence pack of a service: PDF, HTML, spreadsheets, a signed manifest and a checker that works offline. "
        "It changes no fact; the same inputs give the same bytes."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--service", required=True, metavar="CODE")
        parser.add_argument("--from", required=True, dest="first", metavar="DATE")
        parser.add_argument("--to", required=True, dest="last", metavar="DATE")
        parser.add_argument(
            "--standard", default="", metavar="CODE", help="the one that supervisors are judged by, if not said"
        )
        parser.add_argument("--sample", type=int, default=5, metavar="N")
        parser.add_argument("--seed", type=int, default=1, metavar="S")
        parser.add_argument("--out", required=True, type=Path, metavar="DIR")

    def handle(
        self, *, service: str, first: str, last: str, standard: str, sample: int, seed: int, out: Path, **options: Any
    ) -> None:
        at = Service.objects.filter(code=service).first()
        if at is None:
            raise CommandError(f"There is no service {service!r}. Say the code of one.")
        try:
            days = iso_date(first), iso_date(last)
        except ValueError as wrong:
            raise CommandError(f"--from and --to: {wrong}") from None
        if days[1] < days[0]:
            raise CommandError("--to is before --from.")
        if not 0 <= sample <= 1000:
            raise CommandError("--sample takes a number of people from 0 to 1000.")
        asked = PackRequest(at, standard or principal(), *days, sample, seed, audit.head())
        try:
            with listening(lambda words, done, of: self.stderr.write(f"{words} {f'({done} of {of})' if of else ''}")):
                built = build(asked, out.resolve())
        except (ValueError, OSError) as wrong:
            raise CommandError(str(wrong)) from None
        self.stdout.write(f"{built.folder}\nSHA-256 of the manifest: {built.digest}\nPublic key: {public_key().hex()}")
