"""What making two records one would do, tried out and taken back."""

from collections import Counter

from governance.access import CONSOLE
from governance.facts import recording
from people.merging import merge
from people.models import Person, Service

from .effects import Concerned, Effects, colleagues, effects_of


def merging(kept: Person, gone: Person, service: Service) -> tuple[Counter[str], Effects]:
    """How many rows would follow, by kind, and what changes for whom. Raises ``Refused``."""
    moved: Counter[str] = Counter()

    def change() -> Concerned:
        with recording(by=CONSOLE) as book:
            moved.update(merge(Person.objects.get(pk=kept.pk), Person.objects.get(pk=gone.pk), book))
        return dict(book.concerned)

    return moved, effects_of(change, known=colleagues(service))
