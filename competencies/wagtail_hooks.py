"""Frameworks in Wagtail's admin: drafted with every revision kept and comparable. Published ones are versions of their own."""

from governance.reference import keep_drafts

from .models import FrameworkDraft

keep_drafts(FrameworkDraft, icon="list-ol", menu_label="Frameworks", review="competencies:review_framework")
