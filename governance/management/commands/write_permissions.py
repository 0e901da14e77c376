from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from governance.routes import as_markdown


class Command(BaseCommand):
    help = "Write docs/permissions.md from the permission table and the address book."

    def handle(self, **options: Any) -> None:
        path = Path(settings.BASE_DIR) / "docs" / "permissions.md"
        path.write_text(as_markdown(), encoding="utf-8")
        self.stdout.write(f"{path} is written.")
