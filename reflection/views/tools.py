"""What tools there are and where they come from; for stewards, drafting the next version and publishing what somebody else
wrote."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from governance.access import may_anywhere
from governance.policy import Action
from governance.review import seen_revision, under_review
from governance.views import governed_list, governed_view, refuse
from nhsuk.components import Link

from .. import actions, labels
from ..models import Tool, ToolDraft
from ..queries import tools
from ..rules.tools import ToolRefused, form_of

ABOUT = Link("Reflective tools", "/my/reflections/about-the-tools/")


@governed_list(Action.READ_STANDARD, Tool)
def index(request, rows):
    keeps = may_anywhere(request.user, Action.KEEP_REFERENCE_DATA)
    context = {
        "title": "Reflective tools",
        "tools": tools(),
        "keeps": keeps,
        "drafts": ToolDraft.objects.all() if keeps else (),
    }
    return render(request, "reflection/about_tools.html", context)


@governed_list(Action.READ_STANDARD, Tool)
def page(request, rows, code: str, version: int):
    tool = rows.filter(code=code, version=version).first()
    if tool is None:
        raise Http404
    context = {
        "title": tool.title, "caption": f"Version {tool.version}", "crumbs": [ABOUT], "tool": tool, "asked": tool.form,
        "kind": labels.KINDS[tool.kind], "keeps": may_anywhere(request.user, Action.KEEP_REFERENCE_DATA),
    }  # fmt: skip
    return render(request, "reflection/about_tool.html", context)


@require_POST
@governed_list(Action.KEEP_REFERENCE_DATA, Tool)
def start(request, rows, code: str):
    newest = rows.filter(code=code).last()
    if newest is None:
        raise Http404
    return redirect(_editor(actions.draft_tool(tool=newest, by=request.user)))


@governed_view(Action.KEEP_REFERENCE_DATA, ToolDraft, key="pk")
def review(request, draft):
    """What a draft says, and publishing it: by somebody who did not write it."""
    if request.method == "POST" and (published := _published(request, draft)):
        return redirect("reflections:about_tool", code=published.code, version=published.version)
    newest = Tool.objects.filter(code=draft.code).last()
    document = draft.document(newest.version + 1 if newest else 1)
    try:
        asked, wrong = form_of(document), ""
    except ToolRefused as refused:
        asked, wrong = None, str(refused)
    context = {
        "title": f"Review “{draft.title}”", "caption": f"It would be version {document['version']}", "crumbs": [ABOUT],
        "editor": _editor(draft), "asked": asked, "wrong": wrong, "kind": labels.KINDS[draft.kind],
    }  # fmt: skip
    return render(request, "reflection/review_tool.html", context | under_review(draft, request.user))


def _published(request, draft: ToolDraft) -> Tool | None:
    try:
        published = actions.publish_draft(draft=draft, seen=seen_revision(request), by=request.user)
    except actions.Refused as refused:
        refuse(request, refused)
        return None
    messages.success(request, f"{published} is published.")
    return published


def _editor(draft: ToolDraft) -> str:
    return reverse("wagtailsnippets_reflection_tooldraft:edit", args=[draft.pk])
