from django.core.validators import RegexValidator
from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import RevisionMixin

from governance.prose import WithoutPatients

from .pages import SitePage


class DirectoryPage(SitePage):
    """Where somebody can go who is not well: the entries below, in one list."""

    parent_page_types = ["cms.SectionPage"]
    subpage_types = []
    max_count = 1


class SignpostEntry(WithoutPatients, RevisionMixin, models.Model):
    """Somewhere to go for somebody who is not well. Past its review it is not shown, unless it always is: a number that has
    changed is worse than none."""

    name = models.CharField(max_length=120)
    who = models.CharField("who can use it", max_length=250)
    how = models.CharField("how to reach it", max_length=250)
    hours = models.CharField(max_length=120, blank=True)
    telephone = models.CharField(
        max_length=20, blank=True, validators=[RegexValidator(r"^[0-9 +]*$", "Digits, spaces and a plus.")]
    )
    address = models.URLField("web address", blank=True)
    may_be_the_employer = models.BooleanField("may be the reader's own employer", default=False)
    checked_on = models.DateField(null=True, blank=True, help_text="When all of this was last checked.")
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
