from django.db import models
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import RevisionMixin

from governance.belonging import OfNoService
from governance.policy import Action

SHORT, LONG = 32, 200


class CompetencyBlock(blocks.StructBlock):
    code = blocks.CharBlock(max_length=SHORT, help_text="Sign-offs name it: keep it from version to version.")
    title = blocks.CharBlock(max_length=LONG)
    looks_for = blocks.TextBlock(rows=3, label="What an assessor looks for")

    class Meta:
        icon = "check"


class DomainBlock(blocks.StructBlock):
    code = blocks.CharBlock(max_length=SHORT)
    title = blocks.CharBlock(max_length=LONG)
    competencies = blocks.ListBlock(CompetencyBlock())

    class Meta:
        icon = "folder"


class FrameworkDraft(RevisionMixin, models.Model):
    """A competency framework as stewards write it. What is published from it is a version of its own, and never changes."""

    code = models.CharField(max_length=64, unique=True)
    title = models.CharField(max_length=LONG)
    domains = StreamField([("domain", DomainBlock())], blank=True)

    panels = [FieldPanel("code"), FieldPanel("title"), FieldPanel("domains")]

    class Access(OfNoService):
        seen_by = Action.KEEP_REFERENCE_DATA

    class Meta:
        default_permissions = ()
        ordering = ("code",)

    def __str__(self) -> str:
        return self.title

    def document(self, version: int) -> dict:
        """The draft as the JSON of a framework, in that version."""
        domains = [
            {
                "code": domain.value["code"],
                "title": domain.value["title"],
                "competencies": [
                    {name: one[name] for name in ("code", "title", "looks_for")} for one in domain.value["competencies"]
                ],
            }
            for domain in self.domains
        ]
        return {"code": self.code, "version": version, "title": self.title, "domains": domains}
