from typing import Any

from competencies.actions import publish_framework
from competencies.management.documents import DocumentCommand
from governance.access import CONSOLE


class Command(DocumentCommand):
    help = "Import a competency framework from a JSON file, as published."

    def publish(self, document: Any) -> str:
        return f"{publish_framework(document=document, by=CONSOLE)} is published."
