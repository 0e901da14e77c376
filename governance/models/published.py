"""Documents of which each version is published for good: frameworks, standards, clauses, reflective tools."""

from django.db import models

from ..belonging import OfNoService
from ..constraints import AppendOnly
from ..policy import Action


def guards_of_a_version(name: str) -> list[models.BaseConstraint]:
    """What the database holds of every published version: it never changes, and its number stands once. ``name`` begins the
    names of these guards."""
    return [
        AppendOnly(name=f"{name}_append_only"),
        models.UniqueConstraint(fields=("code", "version"), name=f"{name}_version"),
    ]


class PublishedVersion(models.Model):
    """One published version of a document, known by its ``code`` and number.

    Whoever names it names the version too, so what was decided under it stays explained by it. A kind of document adds what it
    says, and ``guards_of_a_version`` to its constraints.
    """

    code = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    published_at = models.DateTimeField()

    class Access(OfNoService):
        seen_by = Action.READ_STANDARD

    class Meta:
        abstract = True
        default_permissions = ()
        ordering = ("code", "version")

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}"
