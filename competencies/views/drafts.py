"""Drafting a standard: write it, read it in plain English, see whom it changes, publish it."""

import json

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from governance.access import permitted
from governance.converters import key_of
from governance.policy import Action
from governance.views import governed_list, governed_view, refuse
from nhsuk.components import Column, Link, Table, Tag
from people.background import enqueue, redirect_to_result
from people.models import Person
from people.rules.period import as_date

from .. import actions, labels
from ..background import STANDARD
from ..forms import DraftForm
from ..models import StandardDraft, StandardVersion
from ..plain import Wording, changes
from ..queries import standards
from ..rules.comparison import EligibilityChange, Kind
from ..rules.standard import StandardRefused
from ..whatif import StandardWhatIf, what_if

STANDARDS = Link("Standards", "/competencies/standards/")
KINDS = {
    Kind.LOSES: ("lose what they have or would have", Tag("Loses", "red")),
    Kind.GAINS: ("can supervise sooner", Tag("Gains", "green")),
    Kind.MOVES: ("come to it later, or to another state", Tag("Moves", "blue")),
}


@governed_list(Action.DRAFT_STANDARD, StandardVersion)
def index(request, versions):
    """Drafts, and published versions to start from."""
    drafts = permitted(StandardDraft.objects.filter(published=None), to=Action.DRAFT_STANDARD, by=request.user)
    context = {"title": "Drafts of standards", "crumbs": [STANDARDS], "drafts": drafts.select_related("author")}
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
    draft = actions.start_draft(text=json.dumps(document, indent=1, ensure_ascii=False), by=request.user)
    return redirect("competencies:draft", public_id=draft.public_id)


@governed_view(Action.DRAFT_STANDARD, StandardDraft)
def edit(request, draft):
    form = DraftForm(request.POST or {"text": draft.text, "seen": draft.digest})
    problems, theirs = form.problems() if form.is_valid() else [], ""
    if request.method == "POST" and form.is_valid():
        text, seen = form.cleaned_data["text"], form.cleaned_data["seen"]
        try:
            actions.save_draft(draft=draft, text=text, seen=seen, by=request.user)
            if not problems:
                messages.success(request, "Saved.")
                return redirect("competencies:what_if", public_id=draft.public_id)
            refuse(request, "Saved. It cannot be published yet: see what is wrong below.")
        except actions.Refused as refused:
            draft.refresh_from_db()
            theirs = draft.text if draft.published_id is None else ""
            form = DraftForm({"text": text, "seen": draft.digest})
            form.refuse(refused)
    crumbs = [STANDARDS, Link("Drafts", reverse("competencies:drafts"))]
    about = {
        "title": "Draft of a standard",
        "crumbs": crumbs,
        "form": form,
        "draft": draft,
        "problems": problems,
        "theirs": theirs,
    }
    return render(request, "competencies/draft.html", about)


@governed_view(Action.DRAFT_STANDARD, StandardDraft)
def try_out(request, draft):
    """The draft in plain English, what changes from the version before, and for whom."""
    try:
        _, version = actions.read_draft(draft.text)
    except StandardRefused:
        return redirect("competencies:draft", public_id=draft.public_id)
    outcome = what_if(version, timezone.localdate())
    standing = standards().get(version.code)
    before = standing.versions[standing.in_force(version.effective_from.toordinal())] if standing else None
    counts = [(sum(c.kind is kind for c in outcome.changes.values()), words) for kind, (words, _) in KINDS.items()]
    context = {
        "title": "What if this were published?",
        "caption": f"{version.title}, version {version.version}",
        "crumbs": [STANDARDS, Link("The draft", reverse("competencies:draft", args=[draft.public_id]))],
        "draft": draft,
        "wording": Wording(version),
        "before": before,
        "changes": changes(before, version) if before else (),
        "found": outcome,
        "counts": counts,
        "table": _table(request, outcome),
    }
    return render(request, "competencies/what_if.html", context)


def _table(request, outcome: StandardWhatIf) -> Table:
    """Those whom the reader may know by name, whoever may do less first; the others are in the counts."""
    mine = permitted(Person.objects.filter(pk__in=outcome.changes), to=Action.VIEW_PERSON, by=request.user)
    named = sorted(
        mine, key=lambda person: (_gravity(outcome.changes[person.pk]), person.last_name, person.first_name, person.pk)
    )
    rows = []
    for person in named:
        change = outcome.changes[person.pk]
        days = [
            labels.short_day(as_date(day)) if day else "not known" for day in (change.eligible_before, change.eligible_after)
        ]
        first, before, after = (change.less.day, change.less.before, change.less.after) if change.less else (
            change.first, change.before, change.after)  # fmt: skip
        rows.append((
            Link(str(person), reverse("people:page", args=[person.public_id])), KINDS[change.kind][1],
            labels.short_day(as_date(first)), labels.STATES[before].text, labels.STATES[after].text,
            f"{days[0]} → {days[1]}" if days[0] != days[1] else days[0],
        ))  # fmt: skip
    columns = ("Name", "What", "From", "Now", "Then", "Can supervise from")
    return Table("Whom it changes", [Column(title) for title in columns], rows, "Nobody whom you may see by name.")


def _gravity(change: EligibilityChange) -> int:
    """What is taken away first, then what comes later, then the rest."""
    return 0 if change.kind is Kind.LOSES else 1 if change.less else 2


@require_POST
@governed_view(Action.PUBLISH_STANDARD, StandardDraft)
def publish(request, draft):
    """The worker publishes it, if it does what was seen."""
    work = enqueue(
        STANDARD,
        by=request.user,
        doing="Publishing, and working out everybody's eligibility",
        back=reverse("competencies:what_if", args=[draft.public_id]),
        draft=draft.pk,
        seen=request.POST.get("seen", ""),
    )
    return redirect_to_result(request, work)
