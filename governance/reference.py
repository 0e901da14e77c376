"""Reference data in Wagtail's admin: opened by the one table of permissions, written through the one door."""

from django.contrib.auth import get_user_model
from wagtail.permission_policies.base import BasePermissionPolicy

from . import access
from .actions import governed
from .policy import Action
from .refusal import Refused

ALLOWED = frozenset({"add", "change", "view"})
"""Nothing that people are judged by is deleted, unpublished or locked there."""


class ByTheTable(BasePermissionPolicy):
    """Who may keep reference data may add and change it; nobody may do anything else."""

    def user_has_permission(self, user, action) -> bool:
        return action in ALLOWED and access.may_anywhere(user, Action.KEEP_REFERENCE_DATA)

    def users_with_any_permission(self, actions):
        return get_user_model().objects.none()


def looked_at(model, draft, seen: int, by):
    """The draft, held on to, if it is still the revision that was ``seen`` and somebody else wrote it. Raises ``Refused``."""
    found = model.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if found.latest_revision_id != seen:
        raise Refused("Somebody has changed the draft since you looked. Nothing was published: please look again.")
    if found.latest_revision.user_id == by.pk:
        raise Refused("Somebody else has to review what you wrote before it is published.")
    return found


@governed(Action.KEEP_REFERENCE_DATA)
def keep(*, save, by):
    """Save what was written in a form of the admin."""
    return save()


class GovernedSave:
    """For a create or edit view of Wagtail's: what it saves goes through the door."""

    def save_instance(self):
        return keep(save=super().save_instance, by=self.request.user)
