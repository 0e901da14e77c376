"""Reference data in Wagtail's admin: opened by the one table of permissions, written through the one door."""

from functools import partial

from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail import hooks
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet
from wagtail.snippets.widgets import SnippetListingButton

from . import access
from .actions import governed
from .policy import Action
from .refusal import Refused

ALLOWED = frozenset({"add", "change", "view"})
"""Nothing that people are judged by is deleted, unpublished or locked there."""


class ByTheTable(BasePermissionPolicy):
    """Who may keep what is kept in the admin may add and change it; nobody may do anything else."""

    kept_by = Action.KEEP_REFERENCE_DATA
    allowed = ALLOWED

    def user_has_permission(self, user, action) -> bool:
        return action in self.allowed and access.may_anywhere(user, self.kept_by)

    def users_with_any_permission(self, actions):
        return get_user_model().objects.none()


@governed(Action.KEEP_REFERENCE_DATA)
def keep(*, save, by):
    """Save what was written in a form of the admin."""
    return save()


def keep_drafts(model, *, icon: str, menu_label: str, review: str) -> None:
    """Give drafts of a model their place in the admin. ``review``: the name of the address where one is read and published."""
    add = type("AddDraft", (GovernedSave, CreateView), {})
    edit = type("EditDraft", (GovernedEdit, EditView), {})
    about = {
        "model": model, "icon": icon, "menu_label": menu_label, "add_to_admin_menu": True, "list_display": ("title", "code"),
        "copy_view_enabled": False, "add_view_class": add, "edit_view_class": edit, "permission_policy": ByTheTable(model),
    }  # fmt: skip
    register_snippet(type(f"{model.__name__}ViewSet", (SnippetViewSet,), about))

    @hooks.register("register_snippet_listing_buttons")
    def review_and_publish(snippet, user, next_url=None):
        if isinstance(snippet, model):
            yield SnippetListingButton("Review and publish", reverse(review, args=[snippet.pk]), priority=10, icon_name="check")


class GovernedSave:
    """A create or edit view of Wagtail's: what it saves goes through the door."""

    def save_instance(self):
        return keep(save=super().save_instance, by=self.request.user)


class GovernedEdit(GovernedSave):
    """An edit view: of two who write one draft at a time the second is told, and loses nothing that they typed.

    Drafts have a revision from the first day on, and the library's form says which one it was opened with (Wagtail 7.4).
    """

    def save_instance(self):
        return keep(save=partial(self._save_held, super(GovernedSave, self).save_instance), by=self.request.user)

    def _save_held(self, save):
        """With the draft held on to: whoever saves at this moment comes before, or waits."""
        held = self.model.objects.select_for_update().get(pk=self.object.pk)
        self.object.latest_revision = held.latest_revision
        if self.is_out_of_date:
            raise Refused(f"{_who_saved(held)} saved this draft while you were writing. {WRITTEN_MEANWHILE}")
        return save()

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except Refused as refused:
            self.produced_error_code, self.produced_error_message = "saved_meanwhile", str(refused)
            return self.form_invalid(form)


WRITTEN_MEANWHILE = "What you typed is still here. Compare it with theirs in the history, and save again to replace theirs."


def _who_saved(draft) -> str:
    return str(draft.latest_revision.user or "Someone else")
