"""Drafting a version of a standard, and publishing it for good."""

import json
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from governance.actions import governed
from governance.locks import one_at_a_time
from governance.policy import Action
from governance.refusal import Refused

from ..models import StandardDraft, StandardVersion
from ..rules.standard import StandardRefused, Version
from ..whatif import what_if
from .publishing import PUBLISHING, publish_standard, read_in_words


def read_draft(text: str) -> tuple[Any, Version]:
    """The document that somebody wrote, and the version it describes. Raises ``StandardRefused``."""
    try:
        document = json.loads(text)
    except RecursionError:
        raise StandardRefused([("$", "is nested too deeply")]) from None
    except ValueError as fault:
        where = f"line {fault.lineno}, column {fault.colno}" if isinstance(fault, json.JSONDecodeError) else "$"
        raise StandardRefused(
            [(where, "is where the text stops being JSON: look for a missing comma, quotation mark or bracket")]
        ) from None
    return document, read_in_words(document)


ANOTHERS = (
    "Another steward has saved this draft since you opened it. Nothing was saved: bring the two texts together, then save."
)
CHANGED_MEANWHILE = (
    "Another steward has changed this draft since you opened it. Your change was not saved. "
    "Look at the draft as it is now, then make your change again."
)


def as_text(document: Any) -> str:
    """The text of a draft that says this."""
    return json.dumps(document, indent=1, ensure_ascii=False)


def as_document(text: str) -> Any:
    """What a draft says, as far as its text is JSON; nothing where it is not."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


@governed(Action.DRAFT_STANDARD)
def start_draft(*, text: str, by) -> StandardDraft:
    """Keep the beginnings of a version. It may be wrong still: it is checked when it is looked at."""
    return StandardDraft.objects.create(text=text, author=by, saved_at=timezone.now())


@governed(Action.DRAFT_STANDARD, on="draft")
def save_draft(*, draft: StandardDraft, text: str, seen: str = "", by) -> StandardDraft:
    """Save the text of a draft. Raises ``Refused`` where it has been published, or where another has saved it since its text
    was ``seen`` (its digest)."""
    held = _open(draft)
    if seen and seen != held.digest and held.text != text:
        raise Refused(ANOTHERS)
    StandardDraft.objects.filter(pk=draft.pk).update(text=text, saved_at=timezone.now())
    return draft


@governed(Action.DRAFT_STANDARD, on="draft")
def change_draft(*, draft: StandardDraft, change: Callable[[Any], Any], seen: str, by) -> StandardDraft:
    """Save one change of what a draft says. Raises ``Refused`` where it is not what was ``seen`` (its digest) any more."""
    held = _open(draft)
    if seen != held.digest:
        raise Refused(CHANGED_MEANWHILE)
    StandardDraft.objects.filter(pk=draft.pk).update(text=as_text(change(as_document(held.text))), saved_at=timezone.now())
    return draft


@governed(Action.PUBLISH_STANDARD, on="draft")
def publish_draft(*, draft: StandardDraft, seen: str, by) -> StandardVersion:
    """Publish a draft, if it does what was ``seen`` (the digest of a what-if). Raises ``Refused``, ``StandardRefused``."""
    one_at_a_time(PUBLISHING)
    draft = _open(draft)
    document, version = read_draft(draft.text)
    if StandardVersion.objects.filter(code=version.code, version=version.version).exists():
        raise Refused(f"Version {version.version} of {version.code} is published already. Give this draft the next number.")
    if what_if(version, timezone.localdate()).digest != seen:
        raise Refused(
            "Something has changed since you opened this page. Nothing was published. Check what would change, then publish."
        )
    published = publish_standard(document=document, by=by)
    StandardDraft.objects.filter(pk=draft.pk).update(published=published)
    return published


def _open(draft: StandardDraft) -> StandardDraft:
    held = StandardDraft.objects.select_for_update().get(pk=draft.pk)
    if held.published_id is not None:
        raise Refused("This version is published, so you cannot change it. Start a new draft from it.")
    return held
