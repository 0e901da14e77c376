"""The clauses of agreements in Wagtail's admin: drafted with every revision kept. Published ones are versions of their own."""

from django.urls import reverse
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet
from wagtail.snippets.widgets import SnippetListingButton

from governance.reference import ByTheTable, GovernedSave

from .models import ContractDraft


class AddDraft(GovernedSave, CreateView):
    pass


class EditDraft(GovernedSave, EditView):
    pass


class ContractViewSet(SnippetViewSet):
    model = ContractDraft
    icon = "doc-full"
    menu_label = "Agreements"
    add_to_admin_menu = True
    list_display = ("title", "code")
    copy_view_enabled = False
    add_view_class, edit_view_class = AddDraft, EditDraft
    permission_policy = ByTheTable(ContractDraft)


register_snippet(ContractViewSet)


@hooks.register("register_snippet_listing_buttons")
def review(snippet, user, next_url=None):
    if isinstance(snippet, ContractDraft):
        address = reverse("allocations:review_clauses", args=[snippet.pk])
        yield SnippetListingButton("Review and publish", address, priority=10, icon_name="check")
