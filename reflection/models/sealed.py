import uuid
from typing import Any

from django.db import models

from ..vault import seal, unseal


class Sealed(models.Model):
    """A row whose content only its owner's key opens. Whatever somebody writes in this package is kept in one of these, and in
    no column of its own.

    ``owner_field`` names the person whose key it is.
    """

    owner_field = "person"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sealed = models.BinaryField()

    class Meta:
        abstract = True
        default_permissions = ()

    @property
    def owner(self):
        return getattr(self, self.owner_field)

    def keep(self, content: dict[str, Any], *, first: bool | None = None) -> None:
        """Seal the content; the caller saves the row. ``first``: nothing was ever sealed for this owner, looked up if not said.
        Raises ``vault.Unreadable``."""
        if first is None:
            first = not self.any_of(self.owner)
        self.sealed = seal(content, owner=self.owner, name=self._sealed_as(), first=first)

    @staticmethod
    def any_of(owner) -> bool:
        """Is something sealed with somebody's key?"""
        return any(rows.exists() for rows in Sealed.all_of(owner))

    @staticmethod
    def all_of(owner) -> list[models.QuerySet]:
        """Everything that is sealed with somebody's key, of every kind."""
        return [kind.objects.filter(**{kind.owner_field: owner}) for kind in Sealed.__subclasses__()]

    def content(self) -> dict[str, Any]:
        """What is in it. Raises ``vault.Unreadable``."""
        return unseal(self.sealed, owner=self.owner, name=self._sealed_as())

    def _sealed_as(self) -> str:
        return f"{self._meta.label}/{self.public_id}"
