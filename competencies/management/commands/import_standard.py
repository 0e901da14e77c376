from typing import Any

from competencies.actions import publish_standard
from competencies.management.documents import DocumentCommand
from governance.access import CONSOLE


class Command(DocumentCommand):
    help = "Import one version of a standard from a JSON file, as published."

    def publish(self, document: Any) -> str:
        published = publish_standard(document=document, by=CONSOLE)
        return f"{published} is published, in force from {published.effective_from}."
