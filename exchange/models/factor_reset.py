import uuid

from django.db import models
from django.db.models import F, Q

from governance.belonging import OfItsService
from governance.policy import Action


class FactorReset(models.Model):
    """Somebody has lost what they confirm their sign-in with. One lead or manager of their service asks that the second factor
    is taken off, another agrees; or an operator does, whom one of them has asked."""

    WAITING, DONE, DECLINED = "waiting", "done", "declined"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    service = models.ForeignKey("people.Service", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    because = models.CharField(max_length=200)
    asked_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=16, default=WAITING)
    decided_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Access(OfItsService):
        seen_by = Action.RESET_SECOND_FACTOR
        own = "person"

    class Meta:
        default_permissions = ()
        ordering = ("-asked_at", "-pk")
        constraints = [
            models.UniqueConstraint(fields=("person",), condition=Q(state="waiting"), name="exchange_factor_once"),
            models.CheckConstraint(name="exchange_factor_two", condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by"))),
            models.CheckConstraint(
                name="exchange_factor_others",
                condition=~Q(asked_by=F("person")) & (Q(decided_by=None) | ~Q(decided_by=F("person"))),
            ),
        ]
