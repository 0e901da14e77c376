"""Reflective tools in Wagtail's admin: drafted with every revision kept. What people write with them is never there."""

from governance.reference import keep_drafts

from .models import ToolDraft

keep_drafts(ToolDraft, icon="edit", menu_label="Reflective tools", review="reflections:review_tool")
