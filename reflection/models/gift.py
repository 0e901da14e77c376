"""What is kept because it is good: strengths that somebody saw, and what somebody would like to do."""

from django.db import models
from django.db.models import Q

from governance.belonging import OF_RECORD
from governance.policy import Action
from people.models.post import holders

from .record import NobodyElse
from .sealed import Sealed


class Recognition(Sealed):
    """A strength or a success that somebody saw in a person. It belongs to whom it is about: whoever wrote it does not see it
    again."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    written_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    offered_at = models.DateTimeField(null=True)

    class Access(NobodyElse):
        own = "person"

    class Meta(Sealed.Meta):
        ordering = ("-on", "-pk")


class Offer(Sealed):
    """A special interest of somebody's, or something they would do for the service. Their leads read it while it is
    ``shown``."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=16)
    service = models.ForeignKey("people.Service", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    shown = models.BooleanField(default=False)

    class Access:
        belongs = OF_RECORD
        own = "person"
        seen_by = Action.VIEW_OFFER

        @staticmethod
        def in_services(services, on) -> Q:
            """The gifts of the service whose leads they were shown to, while the person works there."""
            return Q(shown=True, service__in=services, person__in=holders(services, on))

    class Meta(Sealed.Meta):
        ordering = ("-pk",)
