"""What one person writes another looks at before it is published."""

from .converters import key_of
from .refusal import Refused


def looked_at(model, draft, seen: int, by):
    """The draft, held on to, if it is still the revision that was ``seen`` and somebody else wrote it. Raises ``Refused``."""
    held = model.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if held.latest_revision_id != seen:
        raise Refused("Another person changed the draft after you opened it. Nothing was published. Read it again.")
    if held.latest_revision.user_id == by.pk:
        raise Refused("You changed this draft. Another steward needs to review it before it is published.")
    return held


def under_review(draft, reader) -> dict[str, object]:
    """What the page that reviews a draft says: who wrote it last, and whether that is the reader, who may not publish it."""
    written_by = draft.latest_revision.user if draft.latest_revision else None
    return {"draft": draft, "written_by": written_by, "own": written_by is not None and written_by.pk == reader.pk}


def seen_revision(request) -> int:
    """The revision that was on the page when it was sent; 0, which none is, where the page does not say."""
    return key_of(request.POST.get("seen", "")) or 0
