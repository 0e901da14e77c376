from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import PageManager, PageQuerySet
from wagtail.search import index

from ..blocks import Body
from ..labels import TOPICS
from .pages import ServicePage, SitePage


class GuidanceQuerySet(PageQuerySet):
    def open_to(self, services):
        """What is published, and opens for people of these services: what everybody reads, and their own."""
        return self.live().public().filter(models.Q(service=None) | models.Q(service__in=services))

    def for_services(self, services):
        """The same, but for what these services set aside."""
        return self.open_to(services).exclude(set_aside_by__in=ServicePage.objects.live().filter(service__in=services))


class GuidancePage(SitePage):
    """One piece of guidance: who it is for, who looks after it, what it is based on, and when it must be looked at again.

    ``service`` is the one whose own page it is: that of the page above it, or none.
    """

    topic = models.CharField("part of the guidance", max_length=40, choices=list(TOPICS.items()), default="being-supervised")
    body = StreamField(Body())
    audience = models.CharField(max_length=120)
    looked_after_by = models.CharField(max_length=120)
    sources = models.TextField(blank=True, help_text="One a line")
    last_reviewed = models.DateField()
    review_by = models.DateField()
    service = models.ForeignKey("people.Service", on_delete=models.PROTECT, null=True, editable=False, related_name="+")

    objects = PageManager.from_queryset(GuidanceQuerySet)()

    content_panels = [
        *SitePage.content_panels,
        FieldPanel("topic"),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("audience", "looked_after_by", "sources", "last_reviewed", "review_by")],
            heading="Looked after",
        ),
    ]
    search_fields = [
        *SitePage.search_fields,
        index.SearchField("body"),
        index.FilterField("topic"),
        index.FilterField("service"),
    ]
    parent_page_types = ["cms.SectionPage", "cms.ServicePage"]
    subpage_types = []

    def save(self, *args, **kwargs):
        above = self.get_parent()
        self.service = above.specific.service if above and above.specific_class is ServicePage else None
        return super().save(*args, **kwargs)

    @property
    def headings(self) -> list[str]:
        return [block.value for block in self.body if block.block_type == "heading"]


class CoursePage(GuidancePage):
    """What a course is, and what it counts as, with the facts from the list of courses."""

    course_code = models.CharField(max_length=40, help_text="The code of the course in the list of courses")

    content_panels = [*GuidancePage.content_panels, FieldPanel("course_code")]


class ToolPage(GuidancePage):
    """When to use a reflective tool, and what it cannot tell; leads to where it is filled in."""

    tool_code = models.CharField(max_length=40, help_text="The code of the tool, as in its address under “My reflections”")

    content_panels = [*GuidancePage.content_panels, FieldPanel("tool_code")]
