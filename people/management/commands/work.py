import time
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import InterfaceError, OperationalError, close_old_connections, connections


class Command(BaseCommand):
    help = "Do long work beside the web server, for ever: where the database goes away, it waits until it is back."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--wait", type=float, default=5.0, metavar="SECONDS", help="between two tries while the database is away"
        )
        parser.add_argument("--batch", action="store_true", help="end when nothing is left to do")

    def handle(self, *, wait: float, batch: bool, **options: Any) -> None:
        words = ["--backend", "background", "--no-startup-delay", "--no-reload", *(["--batch"] if batch else [])]
        while True:
            try:
                return call_command("db_worker", *words)
            except (OperationalError, InterfaceError) as fault:
                self.stderr.write(f"The database is away ({type(fault).__name__}). Trying again in {wait:g} seconds.")
                connections.close_all()
                time.sleep(wait)
                close_old_connections()
