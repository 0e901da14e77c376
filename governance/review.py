"""What one person writes another looks at before it is published."""

from .refusal import Refused


def looked_at(model, draft, seen: int, by):
    """The draft, held on to, if it is still the revision that was ``seen`` and somebody else wrote it. Raises ``Refused``."""
    found = model.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if found.latest_revision_id != seen:
        raise Refused("Somebody has changed the draft since you looked. Nothing was published: please look again.")
    if found.latest_revision.user_id == by.pk:
        raise Refused("Somebody else has to review what you wrote before it is published.")
    return found
