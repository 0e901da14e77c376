"""Competency frameworks: every version to read and download; for stewards, drafting the next and reviewing it."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from governance.access import may_anywhere
from governance.answering import answered
from governance.policy import Action
from governance.review import seen_revision, under_review
from governance.views import governed_list, governed_view
from nhsuk.components import Column, Link, Table
from people.background import enqueue, redirect_to_result
from people.downloads import TYPES, attached
from people.models import Work

from .. import actions, framework_files
from ..background import FRAMEWORK
from ..forms import BringForm
from ..models import Framework, FrameworkDraft
from ..plain import framework_changes
from ..rules.framework import read_framework
from ..rules.standard import StandardRefused

STANDARDS = Link("Standards", "/competencies/standards/")
FRAMEWORKS = Link("Frameworks", "/competencies/frameworks/")


@governed_list(Action.READ_STANDARD, Framework)
def index(request, frameworks):
    """The newest version of each; for stewards the drafts too."""
    newest = {framework.code: framework for framework in frameworks.order_by("code", "version")}
    keeps = may_anywhere(request.user, Action.KEEP_REFERENCE_DATA)
    context = {
        "title": "Competency frameworks",
        "crumbs": [STANDARDS],
        "newest": newest.values(),
        "keeps": keeps,
        "drafts": FrameworkDraft.objects.all() if keeps else (),
    }
    return render(request, "competencies/frameworks.html", context)


@governed_list(Action.READ_STANDARD, Framework)
def page(request, frameworks, code: str):
    versions = list(frameworks.filter(code=code).order_by("-version"))
    chosen = next((v for v in versions if str(v.version) == request.GET.get("version")), next(iter(versions), None))
    if chosen is None:
        raise Http404
    document = framework_files.document_of(chosen)
    before = next((v for v in versions if v.version < chosen.version), None)
    context = {
        "title": chosen.title,
        "caption": f"Version {chosen.version}",
        "crumbs": [STANDARDS, FRAMEWORKS],
        "framework": chosen,
        "versions": versions,
        "domains": document["domains"],
        "before": before,
        "changes": _table(framework_changes(framework_files.document_of(before), document)) if before else None,
        "keeps": may_anywhere(request.user, Action.KEEP_REFERENCE_DATA),
    }
    return render(request, "competencies/framework.html", context)


def _table(changes) -> Table:
    columns = (Column("What"), Column("Before"), Column("Now"))
    return Table("What is different", columns, changes, "The wording of every competency is the same.")


@governed_list(Action.READ_STANDARD, Framework)
def as_json(request, frameworks, code: str, version: int):
    return _file(frameworks, code, version, framework_files.as_json, "json", "application/json; charset=utf-8")


@governed_list(Action.READ_STANDARD, Framework)
def as_xlsx(request, frameworks, code: str, version: int):
    return _file(frameworks, code, version, framework_files.as_xlsx, "xlsx", TYPES["xlsx"])


def _file(frameworks, code: str, version: int, write, ending: str, kind: str) -> HttpResponse:
    framework = frameworks.filter(code=code, version=version).first()
    if framework is None:
        raise Http404
    return attached(write(framework_files.document_of(framework)), kind, f"{code}-{version}.{ending}")


@governed_list(Action.KEEP_REFERENCE_DATA, Framework)
def bring(request, frameworks):
    """A draft from a file."""
    form = BringForm(request.POST or None, request.FILES or None)
    if done := answered(
        request,
        form,
        lambda given: actions.bring_framework(document=given["file"], by=request.user),
        said="Draft saved. Another steward has to review and publish it.",
        then=lambda draft: ("competencies:review_framework", draft.pk),
        field="file",
    ):
        return done
    context = {"title": "Add a framework", "crumbs": [STANDARDS, FRAMEWORKS], "form": form, "submit": "Save as draft"}
    return render(request, "nhsuk/layouts/form.html", context)


@require_POST
@governed_list(Action.KEEP_REFERENCE_DATA, Framework)
def start(request, frameworks, code: str):
    """A draft that says what the newest version says, ready to be changed in the editor."""
    newest = frameworks.filter(code=code).order_by("-version").first()
    if newest is None:
        raise Http404
    draft = FrameworkDraft.objects.filter(code=code).first()
    draft = draft or actions.bring_framework(document=framework_files.document_of(newest), by=request.user)
    return redirect(_editor(draft))


@governed_view(Action.KEEP_REFERENCE_DATA, FrameworkDraft, key="pk")
def review(request, draft):
    """What a draft would change, what is wrong with it, and publishing it: by somebody who did not write it."""
    newest = Framework.objects.filter(code=draft.code).order_by("-version").first()
    document = draft.document(newest.version + 1 if newest else 1)
    if request.method == "POST":
        return redirect_to_result(request, _publishing(request, draft))
    problems = _problems(document)
    before = framework_files.document_of(newest) if newest else {"title": "", "domains": []}
    context = {
        "title": f"Review “{draft.title}”",
        "caption": f"It would be version {document['version']}",
        "crumbs": [STANDARDS, FRAMEWORKS],
        "editor": _editor(draft),
        "problems": problems,
        "changes": _table(framework_changes(before, document)),
    }
    return render(request, "competencies/review_framework.html", context | under_review(draft, request.user))


def _problems(document) -> list[tuple[str, str]]:
    try:
        read_framework(document)
    except StandardRefused as refused:
        return refused.problems
    return []


def _publishing(request, draft: FrameworkDraft) -> Work:
    return enqueue(
        FRAMEWORK,
        by=request.user,
        doing="Publishing the framework, and working out who can supervise",
        back=reverse("competencies:review_framework", args=[draft.pk]),
        draft=draft.pk,
        seen=seen_revision(request),
    )


def _editor(draft: FrameworkDraft) -> str:
    return reverse("wagtailsnippets_competencies_frameworkdraft:edit", args=[draft.pk])
