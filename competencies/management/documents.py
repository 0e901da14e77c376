"""Reading a JSON file that a command was given, and refusing it in sentences."""

import json
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from competencies.rules.standard import StandardRefused


class DocumentCommand(BaseCommand, ABC):
    """A command that publishes a JSON file. Subclasses say what ``publish`` does and how to speak of the result."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            done = self.publish(_read(file))
        except StandardRefused as refused:
            raise CommandError("\n".join(f"{path} {message}" for path, message in refused.problems)) from None
        self.stdout.write(done)

    @abstractmethod
    def publish(self, document: Any) -> str:
        """Publish it, and say so. Raises ``StandardRefused``."""


def _read(file: Path) -> Any:
    try:
        return json.loads(file.read_bytes().decode("utf-8-sig"))
    except OSError as fault:
        raise CommandError(f"{file} cannot be read: {fault.strerror}.", returncode=2) from None
    except (ValueError, RecursionError):
        raise CommandError(f"{file} is not a JSON document. Check it in an editor that marks mistakes in JSON.") from None
