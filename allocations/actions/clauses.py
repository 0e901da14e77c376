"""Drafting the clauses of agreements, and publishing them once somebody else has looked at them."""

from governance.actions import governed
from governance.policy import Action
from governance.refusal import Refused, without_patients
from governance.review import looked_at

from ..models import ContractDraft, ContractTemplate
from ..rules.clauses import ClausesRefused, read_clauses
from .contracts import publish_template


@governed(Action.KEEP_REFERENCE_DATA)
def draft_clauses(*, template: ContractTemplate, by) -> ContractDraft:
    """A draft that says what a published version says, or the one that there is already."""
    draft = ContractDraft.objects.select_for_update().filter(code=template.code).first()
    if draft is None:
        draft = ContractDraft(code=template.code, title=template.title)
        draft.clauses = [("clause", clause) for clause in template.clauses]
        draft.save()
        draft.save_revision(user=by)
    return draft


@governed(Action.KEEP_REFERENCE_DATA, on="draft")
def publish_clauses(*, draft: ContractDraft, seen: int, by) -> ContractTemplate:
    """Publish what a draft says as the next version, if it is still the revision that was ``seen`` and somebody else wrote it.

    Agreements that are drafted from now on have it; what was drafted before stays as it is. Raises ``Refused``.
    """
    reviewed = looked_at(ContractDraft, draft, seen, by)
    newest = ContractTemplate.objects.filter(code=reviewed.code).last()
    document = reviewed.document(newest.version + 1 if newest else 1)
    if newest and (newest.title, newest.clauses) == (document["title"], document["clauses"]):
        raise Refused(f"Version {newest.version} says the same already.")
    without_patients(str(document))
    try:
        return publish_template(document=read_clauses(document), by=by)
    except ClausesRefused as wrong:
        raise Refused(f"{wrong}. Change the draft, then publish it.") from None
