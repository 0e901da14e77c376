from django.db import models
from django.db.models import Q

from governance.models import PublishedVersion, guards_of_a_version

from ..rules.tools import Form, form_of, private_by_kind
from ..rules.words import ABOUT, KINDS


class Tool(PublishedVersion):
    """One published version of a reflective tool; the database refuses to change it. ``asks`` is what it asks, as in its
    JSON."""

    kind = models.CharField(max_length=16)
    about = models.CharField(max_length=16)
    summary = models.TextField()
    credit = models.TextField()
    asks = models.JSONField()

    class Meta(PublishedVersion.Meta):
        constraints = [
            *guards_of_a_version("reflection_tool"),
            models.CheckConstraint(name="reflection_tool_words", condition=Q(kind__in=KINDS, about__in=ABOUT)),
        ]

    @property
    def form(self) -> Form:
        return form_of({"kind": self.kind, **self.asks})

    @property
    def owner_only(self) -> bool:
        return private_by_kind(self.about)
