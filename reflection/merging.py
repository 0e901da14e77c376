"""What somebody wrote for themselves follows them, sealed anew with the key of the record that is kept."""

from collections.abc import Callable

from people.merging import on_merge
from people.models import Person

from .models import Sealed


@on_merge
def seal_anew(kept: Person, gone: Person) -> Callable[[], None]:
    """Seal anew for who is kept. Raises ``Refused`` where a key is away: what cannot be opened now could never be again."""
    opened = [(type(row), row.pk, row.content()) for rows in Sealed.all_of(gone) for row in rows]
    first = not Sealed.any_of(kept)

    def afterwards() -> None:
        for kind, key, content in opened:
            row = kind.objects.get(pk=key)
            row.keep(content, first=first)
            row.save(update_fields=["sealed"])

    return afterwards
