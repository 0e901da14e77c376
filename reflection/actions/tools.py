"""Reflective tools: drafted, and published once somebody else has looked at them."""

from typing import Any

from django.utils import timezone

from governance.actions import governed
from governance.policy import Action
from governance.refusal import Refused, without_patients
from governance.review import looked_at

from ..models import Tool, ToolDraft
from ..models.tool_draft import BLOCKS
from ..rules.tools import ASKS, SAID, ToolRefused, read_tool


@governed(Action.KEEP_REFERENCE_DATA)
def publish_tool(*, document: dict[str, Any], by) -> Tool:
    """Publish one version of a tool, for good. Publishing the same again changes nothing. Raises ``Refused``."""
    new = _row(document)
    known = Tool.objects.filter(code=new.code, version=new.version).first()
    if known is None:
        new.save(force_insert=True)
        return new
    if not _same(known, new):
        raise Refused(f"{known.code} version {known.version} is there already and says something else. Give it a new version.")
    return known


def _row(document: dict[str, Any]) -> Tool:
    about = {key: document[key] for key in ("code", "version", *SAID)}
    name = ASKS[document["kind"]]
    return Tool(**about, asks={name: document[name]}, published_at=timezone.now())


def _same(one: Tool, other: Tool) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in (*SAID, "asks"))


@governed(Action.KEEP_REFERENCE_DATA)
def draft_tool(*, tool: Tool, by) -> ToolDraft:
    """A draft that says what a published version says, or the one that there is already."""
    draft = ToolDraft.objects.select_for_update().filter(code=tool.code).first()
    if draft is None:
        about = {key: getattr(tool, key) for key in ("code", *SAID)}
        draft = ToolDraft(**about)
        draft.asks = [(BLOCKS[tool.kind], one) for one in tool.asks[ASKS[tool.kind]]]
        draft.save()
        draft.save_revision(user=by)
    return draft


@governed(Action.KEEP_REFERENCE_DATA, on="draft")
def publish_draft(*, draft: ToolDraft, seen: int, by) -> Tool:
    """Publish what a draft says as the next version, if it is still the revision that was ``seen`` and somebody else wrote it.

    What was written with an earlier version keeps it. Raises ``Refused``.
    """
    reviewed = looked_at(ToolDraft, draft, seen, by)
    newest = Tool.objects.filter(code=reviewed.code).last()
    document = reviewed.document(newest.version + 1 if newest else 1)
    without_patients(str(document))
    try:
        read_tool(document)
    except ToolRefused as wrong:
        raise Refused(f"{wrong}. Change the draft, then publish it.") from None
    if newest and _same(newest, _row(document)):
        raise Refused(f"Version {newest.version} says the same already.")
    return publish_tool(document=document, by=by)
