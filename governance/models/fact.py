"""Facts: rows that are dated twice, superseded, and never edited or deleted."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from ..constraints import AppendOnly


def guards_of_a_fact(name: str) -> list[models.BaseConstraint]:
    """What the database holds of every fact; ``name`` begins the names of its guards: that of its table."""
    return [
        AppendOnly(
            name=f"{name}_is_a_fact",
            except_for=("voided_at", "voided_by_id", "void_code", "void_reason"),
            until="voided_at",
            merges=True,
        ),
        models.CheckConstraint(
            name=f"{name}_voided",
            condition=Q(voided_at=None) | Q(voided_at__gte=F("recorded_at")) & ~Q(void_reason=""),
        ),
    ]


class FactQuerySet(models.QuerySet):
    def live(self):
        """The facts as they are known now."""
        return self.filter(voided_at=None)

    def known_at(self, instant: datetime | None):
        """The facts as they were known at an instant: recorded by then, and not voided by then. ``None`` is now."""
        if instant is None:
            return self.live()
        return self.filter(Q(voided_at=None) | Q(voided_at__gt=instant), recorded_at__lte=instant)

    def in_place(self):
        """In the order of recording, a correction in the place of the row it corrects."""
        return self.order_by(Coalesce("place", F("pk")), "pk")


class Fact(models.Model):
    """A row dated by its own dates (when it was so) and by ``recorded_at`` and ``voided_at`` (when it was known).

    A correction voids the row it ``corrects``, says why, and keeps its ``place``; a withdrawal voids a row with a ``void_code``
    of ``governance.withdrawing``. The database refuses any other change. ``recorded_in`` is the service that recorded it, empty
    where it cannot be told. ``about`` names the attributes with the keys of the people a row is about: their timelines follow
    it. ``parts`` are the relations to rows that begin and end with it, ``rivals`` the columns in which rows agree that make way
    for each other. ``in_order``: of several on one day the one recorded later counts.
    """

    about: tuple[str, ...] = ("person_id",)
    parts: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    in_order = False

    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    recorded_in = models.ForeignKey(
        settings.SERVICE_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    voided_at = models.DateTimeField(null=True)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    void_code = models.CharField(max_length=16, blank=True, default="")
    void_reason = models.CharField(max_length=200, blank=True)
    place = models.BigIntegerField(null=True)
    corrects = models.BigIntegerField(null=True)

    objects = FactQuerySet.as_manager()

    class Meta:
        abstract = True
        default_permissions = ()
        constraints = guards_of_a_fact("%(app_label)s_%(class)s")

    @property
    def in_place(self) -> int:
        return self.place or self.pk
