import json
from argparse import FileType
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from governance.access import CONSOLE
from reflection.actions import Refused, publish_tool
from reflection.reference import publish_starters
from reflection.rules.tools import ToolRefused, read_tool


class Command(BaseCommand):
    help = "Publish reflective tools: the ones this product comes with, or a file of yours."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file", nargs="?", type=FileType("rb"), default=None, help="JSON; docs/domain/reflection.md says how"
        )

    def handle(self, *, file, **options: Any) -> None:
        try:
            if file:
                published = publish_tool(document=read_tool(json.loads(file.read().decode("utf-8-sig"))), by=CONSOLE)
                self.stdout.write(f"{published} is published.")
            else:
                self.stdout.write(f"{publish_starters(by=CONSOLE)} tools are published.")
        except (ValueError, RecursionError, ToolRefused, Refused) as refused:
            raise CommandError(str(refused)) from None
