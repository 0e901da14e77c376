"""Changing a draft of a standard, one requirement or group at a time."""

from collections.abc import Callable
from typing import Any

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from governance.answering import answered, carried_out
from governance.policy import Action
from governance.views import governed_view

from .. import actions
from ..actions.drafts import as_document
from ..forms.draft_parts import (
    NEW_GROUP,
    DraftGraceForm,
    DraftGroupForm,
    DraftMoveForm,
    DraftRemoveForm,
    DraftVersionForm,
    SeenForm,
    TypeForm,
)
from ..forms.requirement import RequirementForm
from ..labels import TITLES
from ..models import StandardDraft
from ..plain import GROUPS
from ..queries.offered import offered
from ..rules import draft_tree as tree
from ..rules.draft_tree import DraftPlace
from ..rules.requirements import TYPES
from ..rules.standard import DEEPEST
from .drafts import DRAFTS, the_draft

SECTIONS = {"becoming": "To become a supervisor", "staying": "To stay a supervisor"}


def _document(draft: StandardDraft) -> dict[str, Any]:
    document = as_document(draft.text)
    if draft.published_id is not None or not tree.readable(document, DEEPEST):
        raise Http404
    return document


def _place(words: str, document: dict[str, Any]) -> tuple[DraftPlace, Any]:
    """A place of the draft and what stands there; 404 where nothing does."""
    place = tree.read_place(words)
    node = tree.node_at(document, place) if place else None
    if place is None or node is None:
        raise Http404
    return place, node


def _on_page(draft: StandardDraft, place: object = "") -> str:
    """The page of the draft, at the card."""
    return reverse("competencies:draft", args=[draft.public_id]) + (f"#{place}" if place else "")


def _changing(request, draft: StandardDraft, seen: str, change: Callable[[Any], Any]) -> StandardDraft:
    return actions.change_draft(draft=draft, change=change, seen=seen, by=request.user)


def _shown(request, draft: StandardDraft, form, title: str, *, submit: str = "Save changes", **more: Any):
    crumbs = [*DRAFTS, the_draft(draft)]
    context = {"title": title, "caption": draft.title, "crumbs": crumbs, "draft": draft, "form": form, "submit": submit}
    return render(request, "competencies/draft_form.html", context | more)


def name_of(node: Any) -> str:
    """What a card is called in a message and in a choice."""
    if not isinstance(node, dict):
        return "A requirement"
    own = node.get("title")
    if isinstance(own, str) and own:
        return own
    if tree.is_group(node):
        return GROUPS.get(str(node["op"]), GROUPS["ALL"]).format(n=node.get("n", "")).removesuffix(":")
    return TITLES.get(str(node.get("type")), "A requirement")


@governed_view(Action.DRAFT_STANDARD, StandardDraft)
def version(request, draft):
    document = _document(draft)
    form = DraftVersionForm(request.POST or None, initial={"transition_months": 0, "seen": draft.digest} | document)

    def act(given):
        said = {"title": given["title"], "effective_from": given["effective_from"].isoformat()}
        said |= {"transition_months": given["transition_months"]}
        return _changing(request, draft, given["seen"], lambda now: now | said)

    answer = answered(request, form, act, then=_on_page(draft, "version"), said="Name and dates saved.")
    return answer or _shown(request, draft, form, "Name and dates of the standard")


@governed_view(Action.DRAFT_STANDARD, StandardDraft)
def grace(request, draft):
    document = _document(draft)
    place, node = _place("staying", document)
    form = DraftGraceForm(request.POST or None, initial={"grace_months": node.get("grace_months", 0), "seen": draft.digest})

    def act(given):
        said = {"grace_months": given["grace_months"]}
        return _changing(request, draft, given["seen"], lambda now: tree.put(now, place, tree.node_at(now, place) | said))

    answer = answered(request, form, act, then=_on_page(draft, place), said="Time for new supervisors saved.")
    return answer or _shown(request, draft, form, "Time for new supervisors")


def _group(words: str, document: dict[str, Any]) -> DraftPlace:
    """A group in which something can be added: a section that is empty yet, or holds one requirement, becomes one."""
    if words in SECTIONS:
        return DraftPlace(words)
    place, node = _place(words, document)
    if not tree.is_group(node):
        raise Http404
    return place


def _type(request, form: TypeForm):
    """The type that was chosen; nothing where none is yet."""
    return form.cleaned_data["type"] if "type" in request.GET and form.is_valid() else None


@governed_view(Action.DRAFT_STANDARD, StandardDraft)
def add(request, draft, place: str):
    """A new requirement: first its type, then what it asks for."""
    document = _document(draft)
    group, types = _group(place, document), TypeForm(request.GET if "type" in request.GET else None)
    chosen = _type(request, types)
    if chosen is None:
        return _shown(request, draft, types, "Add a requirement", submit="Continue", method="get")
    form = RequirementForm(chosen, offered(), request.POST or None, seen=draft.digest)

    def act(given):
        def change(now):
            return tree.add(now, group, form.requirement(tree.free_name(now, chosen)))

        return _changing(request, draft, given["seen"], change)

    said = f"Requirement “{TITLES.get(chosen, chosen)}” added."
    answer = answered(request, form, act, then=_on_page(draft, group), said=said)
    return answer or _shown(
        request, draft, form, f"Add a requirement: {TITLES.get(chosen, chosen).lower()}", submit="Add requirement"
    )


@governed_view(Action.DRAFT_STANDARD, StandardDraft)
def add_group(request, draft, place: str):
    group = _group(place, _document(draft))
    form = DraftGroupForm(request.POST or None, initial={"op": "ANY", "seen": draft.digest})

    def act(given):
        return _changing(request, draft, given["seen"], lambda now: tree.add(now, group, form.group({})))

    said = "Group added. Add the requirements that belong in it."
    answer = answered(request, form, act, then=_on_page(draft, group), said=said)
    return answer or _shown(request, draft, form, "Add a group", submit="Add group")


@governed_view(Action.DRAFT_STANDARD, StandardDraft)
def edit(request, draft, place: str):
    document = _document(draft)
    where, node = _place(place, document)
    if tree.is_group(node):
        return _edit_group(request, draft, where, node)
    if not isinstance(node, dict) or not isinstance(node.get("type"), str) or node["type"] not in TYPES:
        raise Http404
    known = offered()
    form = RequirementForm(node["type"], known, request.POST or None, node=node, seen=draft.digest)

    def act(given):
        return _changing(request, draft, given["seen"], lambda now: tree.put(now, where, form.requirement(_name(now, node))))

    said = f"Requirement “{name_of(node)}” saved."
    answer = answered(request, form, act, then=_on_page(draft, where), said=said)
    return answer or _shown(request, draft, form, name_of(node))


def _name(document: Any, node: dict[str, Any]) -> str:
    """The name that a requirement has already, which waivers may know it by; a new one where it has none of its own."""
    own = node.get("id")
    if isinstance(own, str) and own.strip() and tree.names(document).count(own) == 1:
        return own
    return tree.free_name(document, node["type"])


def _edit_group(request, draft: StandardDraft, where: DraftPlace, node: dict[str, Any]):
    held = {key: node[key] for key in ("op", "n", "title") if isinstance(node.get(key), (str, int))}
    form = DraftGroupForm(request.POST or None, initial=held | {"seen": draft.digest})

    def act(given):
        return _changing(request, draft, given["seen"], lambda now: tree.put(now, where, form.group(tree.node_at(now, where))))

    answer = answered(request, form, act, then=_on_page(draft, where), said="Group saved.")
    return answer or _shown(request, draft, form, f"Group: {name_of(node)}")


@require_POST
@governed_view(Action.DRAFT_STANDARD, StandardDraft)
def shift(request, draft, place: str):
    """One further up or down its list."""
    where, node = _place(place, _document(draft))
    by = -1 if request.POST.get("way") == "up" else 1
    return carried_out(
        request,
        lambda: _changing(request, draft, request.POST.get("seen", ""), lambda now: tree.shift(now, where, by)),
        then=_on_page(draft, where.parent),
        said=f"“{name_of(node)}” moved {'up' if by < 0 else 'down'}.",
    )


@governed_view(Action.DRAFT_STANDARD, StandardDraft)
def move(request, draft, place: str):
    """Into another group, or a new one."""
    document = _document(draft)
    where, node = _place(place, document)
    form = DraftMoveForm(_groups(document, where), request.POST or None, initial={"seen": draft.digest})

    def act(given):
        def change(now):
            to = tree.read_place(given["to"])
            return tree.enclose(now, where) if given["to"] == NEW_GROUP or to is None else tree.carry(now, where, to)

        return _changing(request, draft, given["seen"], change)

    answer = answered(request, form, act, then=_on_page(draft), said=f"“{name_of(node)}” moved.")
    return answer or _shown(request, draft, form, f"Move “{name_of(node)}”", submit="Move")


def _groups(document: dict[str, Any], moved: DraftPlace) -> list[tuple[str, str]]:
    """The groups to which something can be moved: not where it is, nor into itself. A whole section stays where it is."""
    return [
        (str(place), f"{SECTIONS[place.section]}: {name_of(node).lower()}")
        for place, node in tree.places(document)
        if moved.path and tree.is_group(node) and place != moved.parent and not place.within(moved)
    ]


@governed_view(Action.DRAFT_STANDARD, StandardDraft)
def remove(request, draft, place: str):
    where, node = _place(place, _document(draft))
    if where == DraftPlace("becoming"):
        raise Http404
    full = where.path and tree.is_group(node) and tree.children(node)
    form = (DraftRemoveForm if full else SeenForm)(request.POST or None, initial={"seen": draft.digest})

    def act(given):
        taking = tree.ungroup if given.get("what") == "group" else tree.remove
        return _changing(request, draft, given["seen"], lambda now: taking(now, where))

    answer = answered(request, form, act, then=_on_page(draft), said=f"“{name_of(node)}” removed.")
    return answer or _shown(request, draft, form, f"Remove “{name_of(node)}”?", submit="Remove")
