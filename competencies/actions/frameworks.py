"""Drafting a framework, and publishing it once somebody else has looked at it."""

from typing import Any

from governance.actions import governed
from governance.policy import Action
from governance.refusal import Refused, without_patients
from governance.review import looked_at

from ..framework_files import document_of
from ..models import Framework, FrameworkDraft
from ..rules.framework import read_framework
from .publishing import publish_framework


@governed(Action.KEEP_REFERENCE_DATA)
def bring_framework(*, document: Any, by) -> FrameworkDraft:
    """Start a draft from a file, or replace what the draft of that code says. Raises ``StandardRefused`` and ``Refused``."""
    content = read_framework(document)
    without_patients(str(document))
    draft = FrameworkDraft.objects.select_for_update().filter(code=content.code).first() or FrameworkDraft(code=content.code)
    draft.title = content.title
    draft.domains = [("domain", _block(domain)) for domain in document["domains"]]
    draft.save()
    draft.save_revision(user=by)
    return draft


def _block(domain: dict[str, Any]) -> dict[str, Any]:
    return {name: domain[name] for name in ("code", "title", "competencies")}


@governed(Action.PUBLISH_FRAMEWORK)
def publish_framework_draft(*, draft: FrameworkDraft, seen: int, by) -> Framework:
    """Publish what a draft says as the next version, if it is still the revision that was ``seen`` and somebody else wrote it.

    Raises ``Refused``, ``StandardRefused``.
    """
    draft = looked_at(FrameworkDraft, draft, seen, by)
    newest = Framework.objects.filter(code=draft.code).order_by("-version").first()
    document = draft.document(newest.version + 1 if newest else 1)
    if newest and document_of(newest) == document | {"version": newest.version}:
        raise Refused(f"Version {newest.version} says the same. There is nothing to publish.")
    return publish_framework(document=document, by=by)
