from django.db import models
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import RevisionMixin

from governance.policy import Action

from .contract import ContractTemplate


class ClauseBlock(blocks.StructBlock):
    code = blocks.CharBlock(max_length=32, help_text="Keep it from version to version, so that what changed can be told.")
    title = blocks.CharBlock(max_length=200)
    text = blocks.TextBlock(rows=4)

    class Meta:
        icon = "doc-full"


class ContractDraft(RevisionMixin, models.Model):
    """The clauses of agreements as stewards write them. What is published from it is a version of its own, and never
    changes."""

    code = models.CharField(max_length=64, unique=True)
    title = models.CharField(max_length=200)
    clauses = StreamField([("clause", ClauseBlock())], blank=True)

    panels = [FieldPanel("code"), FieldPanel("title"), FieldPanel("clauses")]

    class Access(ContractTemplate.Access):
        seen_by = Action.KEEP_REFERENCE_DATA

    class Meta:
        default_permissions = ()
        ordering = ("code",)
        verbose_name = "agreement"

    def __str__(self) -> str:
        return self.title

    def document(self, version: int) -> dict:
        """The draft as the JSON of clauses, in that version."""
        clauses = [{name: clause.value[name] for name in ("code", "title", "text")} for clause in self.clauses]
        return {"code": self.code, "version": version, "title": self.title, "clauses": clauses}
