"""The clauses of agreements: every version to read; for stewards, drafting the next and publishing what somebody else wrote."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from governance.access import may_anywhere
from governance.policy import Action
from governance.review import seen_revision, under_review
from governance.views import governed_list, governed_view, refuse
from nhsuk.components import Column, Link, Table

from .. import actions
from ..models import ContractDraft, ContractTemplate
from ..rules.contract import changed_clauses

CLAUSES = Link("Clauses of agreements", "/allocations/clauses/")


@governed_list(Action.READ_STANDARD, ContractTemplate)
def index(request, templates):
    newest = {template.code: template for template in templates.order_by("code", "version")}
    keeps = may_anywhere(request.user, Action.KEEP_REFERENCE_DATA)
    context = {"title": "Clauses of agreements", "newest": newest.values(), "keeps": keeps}
    return render(request, "allocations/clauses.html", context | {"drafts": ContractDraft.objects.all() if keeps else ()})


@governed_list(Action.READ_STANDARD, ContractTemplate)
def page(request, templates, code: str, version: int):
    template = templates.filter(code=code, version=version).first()
    if template is None:
        raise Http404
    before = templates.filter(code=code, version__lt=version).last()
    context = {
        "title": template.title,
        "caption": f"Version {template.version}",
        "crumbs": [CLAUSES],
        "template": template,
        "changes": _changes(before.clauses, template.clauses) if before else None,
        "keeps": may_anywhere(request.user, Action.KEEP_REFERENCE_DATA),
    }
    return render(request, "allocations/clauses_version.html", context)


def _changes(before, now) -> Table:
    columns = [Column(title) for title in ("Clause", "Before", "Now")]
    return Table("What is different", columns, changed_clauses(before, now), "Every clause says the same.")


@require_POST
@governed_list(Action.KEEP_REFERENCE_DATA, ContractTemplate)
def start(request, templates, code: str):
    newest = templates.filter(code=code).last()
    if newest is None:
        raise Http404
    return redirect(_editor(actions.draft_clauses(template=newest, by=request.user)))


@governed_view(Action.KEEP_REFERENCE_DATA, ContractDraft, key="pk")
def review(request, draft):
    """What a draft would change, and publishing it: by somebody who did not write it."""
    if request.method == "POST" and (published := _published(request, draft)):
        return redirect("allocations:clauses_version", code=published.code, version=published.version)
    newest = ContractTemplate.objects.filter(code=draft.code).last()
    document = draft.document(newest.version + 1 if newest else 1)
    context = {
        "title": f"Review “{draft.title}”",
        "caption": f"It would be version {document['version']}",
        "crumbs": [CLAUSES],
        "editor": _editor(draft),
        "changes": _changes(newest.clauses if newest else [], document["clauses"]),
    }
    return render(request, "allocations/review_clauses.html", context | under_review(draft, request.user))


def _published(request, draft: ContractDraft) -> ContractTemplate | None:
    try:
        published = actions.publish_clauses(draft=draft, seen=seen_revision(request), by=request.user)
    except actions.Refused as refused:
        refuse(request, refused)
        return None
    messages.success(request, f"{published} is published. Agreements drafted from now on have it.")
    return published


def _editor(draft: ContractDraft) -> str:
    return reverse("wagtailsnippets_allocations_contractdraft:edit", args=[draft.pk])
