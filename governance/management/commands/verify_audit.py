import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from governance.audit import Anchor, faults, head
from governance.models import AuditEntry


def anchor(text: str) -> Anchor:
    number, digest = text.split(":")
    return Anchor(int(number), digest)


class Command(BaseCommand):
    help = (
        "Find any changed, removed or inserted entry of the audit log (exit 1), and print the head of its chain to note down."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--anchor",
            type=anchor,
            action="append",
            default=[],
            metavar="NUMBER:DIGEST",
            help="a head that was noted down before",
        )

    def handle(self, *, anchor: list[Anchor], **options: Any) -> None:
        faults_found = list(faults(AuditEntry.objects.order_by("number").iterator(chunk_size=2000), anchor))
        for fault in faults_found:
            self.stdout.write(fault)
        last = head()
        self.stdout.write(f"{last.number} entries, head {last.number}:{last.digest}")
        sys.exit(1 if faults_found else 0)
