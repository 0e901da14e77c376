"""Reference data in Wagtail's admin: opened by the one table of permissions, written through the one door."""

from django.contrib.auth import get_user_model
from wagtail.permission_policies.base import BasePermissionPolicy

from . import access
from .actions import governed
from .policy import Action

ALLOWED = frozenset({"add", "change", "view"})
"""Nothing that people are judged by is deleted, unpublished or locked there."""


class ByTheTable(BasePermissionPolicy):
    """Who may keep reference data may add and change it; nobody may do anything else."""

    def user_has_permission(self, user, action) -> bool:
        return action in ALLOWED and access.may_anywhere(user, Action.KEEP_REFERENCE_DATA)

    def users_with_any_permission(self, actions):
        return get_user_model().objects.none()


@governed(Action.KEEP_REFERENCE_DATA)
def keep(*, save, by):
    """Save what was written in a form of the admin."""
    return save()


class GovernedSave:
    """For a create or edit view of Wagtail's: what it saves goes through the door."""

    def save_instance(self):
        return keep(save=super().save_instance, by=self.request.user)
