from django.db import models
from django.db.models import Q

from governance.belonging import OfNoService
from governance.constraints import AppendOnly
from governance.policy import Action

from ..rules.tools import Form, form_of, private_by_kind
from ..rules.words import ABOUT, KINDS


class Tool(models.Model):
    """One published version of a reflective tool; the database refuses to change it. ``asks`` is what it asks, as in its
    JSON."""

    code = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=16)
    about = models.CharField(max_length=16)
    title = models.CharField(max_length=200)
    summary = models.TextField()
    credit = models.TextField()
    asks = models.JSONField()
    published_at = models.DateTimeField()

    class Access(OfNoService):
        seen_by = Action.READ_STANDARD

    class Meta:
        default_permissions = ()
        ordering = ("code", "version")
        constraints = [
            AppendOnly(name="reflection_tool_append_only"),
            models.UniqueConstraint(fields=("code", "version"), name="reflection_tool_version"),
            models.CheckConstraint(name="reflection_tool_words", condition=Q(kind__in=KINDS, about__in=ABOUT)),
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}"

    @property
    def form(self) -> Form:
        return form_of({"kind": self.kind, **self.asks})

    @property
    def owner_only(self) -> bool:
        return private_by_kind(self.about)
