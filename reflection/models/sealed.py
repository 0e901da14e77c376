import uuid
from typing import Any

from django.db import models

from ..vault import seal, unseal


class Sealed(models.Model):
    """A row whose content only its owner's key opens. Whatever somebody writes in this package is kept in one of these, and in no
    column of its own.

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

    def keep(self, content: dict[str, Any]) -> None:
        """Seal the content; the caller saves the row. Raises ``vault.Unreadable``."""
        self.sealed = seal(
            content, owner=self.owner, name=self._sealed_as(), first=not any(rows.exists() for rows in self.all_of(self.owner))
        )

    @staticmethod
    def all_of(owner) -> list[models.QuerySet]:
        """Everything that is sealed with somebody's key, of every kind."""
        return [kind.objects.filter(**{kind.owner_field: owner}) for kind in Sealed.__subclasses__()]

    def content(self) -> dict[str, Any]:
        """What is in it. Raises ``vault.Unreadable``."""
        return unseal(self.sealed, owner=self.owner, name=self._sealed_as())

    def _sealed_as(self) -> str:
        return f"{self._meta.label}/{self.public_id}"
