"""Wagtail's seams: who reads a service's own pages, where to go, and two reports for editors."""

from django.http import Http404
from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from governance.policy import Action
from governance.reference import ALLOWED, ByTheTable

from .models import GuidancePage, ServicePage, SignpostEntry
from .readers import may_read
from .reports import links, to_review


@hooks.register("before_serve_page")
def for_its_service_alone(page, request, serve_args, serve_kwargs):
    """404: others need not know what a service tells its people."""
    if isinstance(page, (GuidancePage, ServicePage)) and not may_read(request.user, page.service_id):
        raise Http404


@hooks.register("after_move_page")
def of_the_service_above_it(request, page):
    """Saving asks anew whose own page it is."""
    page.specific.save()


@hooks.register("register_admin_urls")
def reports():
    return [
        path("guidance/to-review/", to_review, name="guidance_to_review"),
        path("guidance/links/", links, name="guidance_links"),
    ]


@hooks.register("register_reports_menu_item")
def to_review_in_the_menu():
    return MenuItem("Due for review", reverse("guidance_to_review"), icon_name="calendar-check", order=100)


@hooks.register("register_reports_menu_item")
def links_in_the_menu():
    return MenuItem("Broken links", reverse("guidance_links"), icon_name="link", order=110)


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
