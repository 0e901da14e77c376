"""What pages there are beside guidance itself. Nothing personal is ever kept here."""

from django.db import models
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from governance.prose import WithoutPatients
from nhsuk.components import Link

from ..blocks import Body


class SitePage(WithoutPatients, Page):
    """What all pages have in common: a summary, and a way back up."""

    summary = models.CharField(max_length=250, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    search_fields = [*Page.search_fields, index.SearchField("summary", boost=2)]

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
    """A list of what is below it; the guidance is listed by whom it is for."""

    parent_page_types = ["cms.HomePage", "cms.SectionPage"]
    subpage_types = [
        "cms.GuidancePage",
        "cms.CoursePage",
        "cms.ToolPage",
        "cms.NewsPage",
        "cms.DirectoryPage",
        "cms.ServicePage",
        "cms.SectionPage",
    ]


class ServicePage(SitePage):
    """The guidance of one service: its own pages stand below, and what it does not use of what everybody reads is set aside,
    uncopied. For the people of that service alone."""

    service = models.OneToOneField("people.Service", on_delete=models.PROTECT, related_name="+")
    sets_aside = ParentalManyToManyField(
        "cms.GuidancePage",
        blank=True,
        related_name="set_aside_by",
        verbose_name="pages not used here",
        limit_choices_to={"service": None},
    )

    content_panels = [*SitePage.content_panels, FieldPanel("sets_aside")]
    is_creatable = False  # a service has its page when it has its first editor, and is not given another's
    parent_page_types = ["cms.SectionPage"]
    subpage_types = ["cms.GuidancePage", "cms.CoursePage", "cms.ToolPage"]


class NewsPage(SitePage):
    """Something that has changed, or is going to."""

    on = models.DateField("day")
    body = StreamField(Body())

    content_panels = [*SitePage.content_panels, FieldPanel("on"), FieldPanel("body")]
    search_fields = [*SitePage.search_fields, index.SearchField("body")]
    parent_page_types = ["cms.SectionPage"]
    subpage_types = []
