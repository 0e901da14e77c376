"""Drafting a standard: read it as cards in plain English, see whom it changes, publish it."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from governance.access import permitted
from governance.converters import key_of
from governance.policy import Action
from governance.views import governed_list, governed_view, refuse
from nhsuk.components import Link
from nhsuk.paging import ListPage
from people.background import enqueue, redirect_to_result

from .. import actions
from ..actions.drafts import as_document, as_text
from ..background import STANDARD
from ..forms import DraftForm
from ..models import StandardDraft, StandardVersion
from ..plain import Wording, changes
from ..queries.careers import in_force_before
from ..queries.offered import offered
from ..rules.draft_tree import SECTIONS
from ..rules.standard import StandardRefused, Version
from ..whatif import few_enough, what_if
from .draft_cards import DraftDeck, said_of, wrong_of
from .draft_outcome import DraftOutcome, WhomItChanges

STANDARDS = Link("Standards", "/competencies/standards/")
DRAFTS = [STANDARDS, Link("Drafts", "/competencies/drafts/")]


def the_draft(draft: StandardDraft) -> Link:
    return Link(draft.title, reverse("competencies:draft", args=[draft.public_id]))


@governed_list(Action.DRAFT_STANDARD, StandardVersion)
def index(request, versions):
    """Drafts, and published versions to start from."""
    drafts = permitted(StandardDraft.objects.filter(published=None), to=Action.DRAFT_STANDARD, by=request.user)
    page = ListPage(drafts.select_related("author"), request.GET, each="draft")
    context = {"title": "Drafts of standards", "crumbs": [STANDARDS], "page": page}
    return render(request, "competencies/drafts.html", context | {"versions": versions.order_by("code", "-version")})


@require_POST
@governed_list(Action.DRAFT_STANDARD, StandardVersion)
def start(request, versions):
    """A new draft with the text of a published version, one version further."""
    version = versions.filter(pk=key_of(request.POST.get("version", ""))).first()
    if version is None:
        return redirect("competencies:drafts")
    latest = versions.filter(code=version.code).order_by("version").last()
    document = version.document | {"version": latest.version + 1, "effective_from": timezone.localdate().isoformat()}
    draft = actions.start_draft(text=as_text(document), by=request.user)
    return redirect("competencies:draft", public_id=draft.public_id)


@governed_view(Action.DRAFT_STANDARD, StandardDraft)
def page(request, draft):
    """The draft as cards, what has to be corrected, and beside them whom it would change."""
    document = as_document(draft.text)
    deck = DraftDeck(document, offered())
    cards = [deck.section(section) for section in SECTIONS]
    wrong = wrong_of(draft.text, deck, cards)
    version = None if wrong else actions.read_draft(draft.text)[1]
    context = {
        "title": draft.title,
        "caption": "Draft of a standard",
        "crumbs": DRAFTS,
        "draft": draft,
        "about": said_of(document if deck.readable else {}),
        "becoming": cards[0],
        "staying": cards[1],
        "wrong": wrong,
    }
    return render(request, "competencies/draft.html", context | _beside(version))


def _beside(version: Version | None) -> dict[str, Any]:
    """What the draft says of itself, and whom it would change, where that takes no longer than a page may."""
    if version is None:
        return {}
    on = timezone.localdate()
    outcome = what_if(version, on) if few_enough(on) else None
    return {"wording": Wording(version), "version": version, "outcome": outcome and DraftOutcome(outcome)}


@governed_view(Action.DRAFT_STANDARD, StandardDraft)
def edit(request, draft):
    """The draft as the JSON that it is, for what the forms cannot say."""
    form = DraftForm(request.POST or {"text": draft.text, "seen": draft.digest})
    problems, theirs = form.problems() if form.is_valid() else [], ""
    if request.method == "POST" and form.is_valid():
        text, seen = form.cleaned_data["text"], form.cleaned_data["seen"]
        try:
            actions.save_draft(draft=draft, text=text, seen=seen, by=request.user)
            if not problems:
                messages.success(request, "Draft saved.")
                return redirect("competencies:draft", public_id=draft.public_id)
            refuse(request, "Draft saved. It cannot be published yet: correct what is listed below.")
        except actions.Refused as refused:
            draft.refresh_from_db()
            theirs = draft.text if draft.published_id is None else ""
            form = DraftForm({"text": text, "seen": draft.digest})
            form.refuse(refused)
    about = {
        "title": "Advanced: the JSON of the draft",
        "crumbs": [*DRAFTS, the_draft(draft)],
        "form": form,
        "draft": draft,
        "problems": problems,
        "theirs": theirs,
    }
    return render(request, "competencies/draft_json.html", about)


@governed_view(Action.DRAFT_STANDARD, StandardDraft)
def try_out(request, draft):
    """The draft in plain English, what changes from the version before, and for whom."""
    try:
        _, version = actions.read_draft(draft.text)
    except StandardRefused:
        return redirect("competencies:draft", public_id=draft.public_id)
    outcome, known = what_if(version, timezone.localdate()), offered()
    before = in_force_before(version)
    table = WhomItChanges(outcome, request.user).table()
    people = ListPage(table.rows, request.GET, each="person", many="people")
    context = {
        "title": "What would change",
        "caption": f"{version.title}, version {version.version}",
        "crumbs": [*DRAFTS, the_draft(draft)],
        "draft": draft,
        "wording": Wording(version, known),
        "before": before,
        "changes": changes(before, version, known) if before else (),
        "outcome": DraftOutcome(outcome),
        "page": people,
        "table": replace(table, rows=people.rows),
    }
    return render(request, "competencies/what_if.html", context)


@require_POST
@governed_view(Action.PUBLISH_STANDARD, StandardDraft)
def publish(request, draft):
    """The worker publishes it, if it does what was seen."""
    work = enqueue(
        STANDARD,
        by=request.user,
        doing="Publishing the standard, and working out who can supervise",
        back=reverse("competencies:what_if", args=[draft.public_id]),
        draft=draft.pk,
        seen=request.POST.get("seen", ""),
    )
    return redirect_to_result(request, work)
