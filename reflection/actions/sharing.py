"""Letting one other person read, and taking it back."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from governance.actions import governed
from governance.policy import Action
from governance.refusal import Refused
from people.models import Person

from ..models import Record, Share, ShareReading
from ..models.record import still_a_pair
from ..queries import readers_for


@governed(Action.KEEP_REFLECTION, on="record", in_private=True)
def share(*, record: Record, reader: Person, whole: bool, by) -> Share:
    """Let one person of the same service read a record, or (not ``whole``) know that it is there. Raises ``Refused``."""
    today = timezone.localdate()
    if record.finished_at is None:
        raise Refused("This is a draft. Save it, then share it.")
    if record.tool.owner_only:
        raise Refused("What you record about how you are is only for you. You cannot share it.")
    if reader.pk not in {one.person.pk for one in readers_for(record.author, today)}:
        raise Refused("Choose a person who works in your service.")
    door = Share(
        record=record,
        author=record.author,
        reader=reader,
        whole=whole,
        shared_at=timezone.now(),
        shared_on=today,
        as_a_pair=True,
    )
    try:
        with transaction.atomic():
            door.save()
    except IntegrityError:
        raise Refused(f"You already share this with {reader}. Stop sharing it first to change what they can see.") from None
    if not Share.objects.filter(still_a_pair(today), pk=door.pk).exists():
        door.as_a_pair = False
        door.save(update_fields=["as_a_pair"])
    return door


@governed(Action.KEEP_REFLECTION, on="record", in_private=True)
def take_back(*, record: Record, door: Share, by) -> None:
    """From now on it is closed. What was read before is not unread."""
    Share.objects.filter(pk=door.pk, record=record, taken_back_at=None).update(taken_back_at=timezone.now())


@governed(Action.READ_SHARED, on="door", in_private=True)
def note_reading(*, door: Share, by) -> None:
    """Note that it was opened by its reader, for its author to see."""
    ShareReading.objects.create(share=door, at=timezone.now())
