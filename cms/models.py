"""Guidance, written by editors. Nothing personal is ever kept here."""

from django.core.validators import RegexValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, RevisionMixin

from governance.forms import no_patient_details
from nhsuk.components import Link

from .blocks import Body


class SitePage(Page):
    """What all pages have in common: a summary, and a way back up."""

    summary = models.CharField(max_length=250, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("summary")]

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        above = self.get_ancestors().live().filter(depth__gt=1)
        crumbs = [Link("Home" if page.depth == 2 else page.title, page.get_url(request)) for page in above]
        return super().get_context(request, *args, **kwargs) | {"title": self.title, "crumbs": crumbs}


class HomePage(SitePage):
    """The public front door."""

    body = StreamField(Body(), blank=True)

    content_panels = [*SitePage.content_panels, FieldPanel("body")]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["cms.SectionPage"]
    max_count = 1


class SectionPage(SitePage):
    """A list of the guidance below it."""

    parent_page_types = ["cms.HomePage", "cms.SectionPage"]
    subpage_types = ["cms.GuidancePage", "cms.SectionPage"]

    def get_context(self, request, *args, **kwargs):
        below = self.get_children().live().specific()
        return super().get_context(request, *args, **kwargs) | {"pages": below}


class GuidancePage(SitePage):
    """One piece of guidance: who it is for, who looks after it, what it is based on, and when it must be looked at again."""

    body = StreamField(Body())
    audience = models.CharField(max_length=120)
    looked_after_by = models.CharField(max_length=120)
    sources = models.TextField(blank=True, help_text="One a line")
    last_reviewed = models.DateField()
    review_by = models.DateField()

    content_panels = [
        *SitePage.content_panels,
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("audience", "looked_after_by", "sources", "last_reviewed", "review_by")],
            heading="Looked after",
        ),
    ]
    parent_page_types = ["cms.SectionPage"]
    subpage_types = []


class SignpostEntry(RevisionMixin, models.Model):
    """Somewhere to go for somebody who is not well. Past its review it is not shown, unless it always is: a number that has changed is worse
    than none."""

    name = models.CharField(max_length=120)
    who = models.CharField("who can use it", max_length=250)
    how = models.CharField("how to reach it", max_length=250)
    hours = models.CharField(max_length=120, blank=True)
    telephone = models.CharField(
        max_length=20, blank=True, validators=[RegexValidator(r"^[0-9 +]*$", "Digits, spaces and a plus.")]
    )
    address = models.URLField("web address", blank=True)
    may_be_the_employer = models.BooleanField("may be the reader's own employer", default=False)
    checked_on = models.DateField(null=True, blank=True, help_text="When somebody last looked whether all of this is so.")
    review_by = models.DateField()
    always = models.BooleanField("show it also past its review", default=False)
    position = models.PositiveSmallIntegerField(default=100, help_text="Lower comes first.")

    panels = [
        FieldPanel(name)
        for name in (
            "name",
            "who",
            "how",
            "hours",
            "telephone",
            "address",
            "may_be_the_employer",
            "checked_on",
            "review_by",
            "always",
            "position",
        )
    ]

    class Meta:
        default_permissions = ()
        ordering = ("position", "pk")
        verbose_name = "where to go"
        verbose_name_plural = "where to go"

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        no_patient_details(f"{self.name} {self.who} {self.how} {self.hours}")
