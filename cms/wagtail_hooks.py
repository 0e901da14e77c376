"""Where to go, kept by content editors in Wagtail's admin."""

from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from governance.policy import Action
from governance.reference import ALLOWED, ByTheTable

from .models import SignpostEntry


class ByEditors(ByTheTable):
    """Editors, who may also take an entry out: nobody is judged by it."""

    kept_by = Action.EDIT_GUIDANCE
    allowed = ALLOWED | {"delete"}


class SignpostEntryViewSet(SnippetViewSet):
    model = SignpostEntry
    icon = "link"
    menu_label = "Where to go"
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ("name", "checked_on", "review_by")
    permission_policy = ByEditors(SignpostEntry)


register_snippet(SignpostEntryViewSet)
