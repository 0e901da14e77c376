"""The clauses of agreements in Wagtail's admin: drafted with every revision kept. Published ones are versions of their own."""

from governance.reference import keep_drafts

from .models import ContractDraft

keep_drafts(ContractDraft, icon="doc-full", menu_label="Agreements", review="allocations:review_clauses")
