import uuid

from django.db import models
from django.db.models import Exists, OuterRef, Q

from governance.belonging import OF_RECORD
from governance.policy import Action
from supervision.models import SeriesMember

FORMS = ("group", "individual", "peer")


class Group(models.Model):
    """Supervisors who have supervision of supervision together (or one alone, or peers without anybody who leads).

    Its people, leader and days are those of its series, so that its sessions are recorded, confirmed and counted like any
    others.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    series = models.OneToOneField("supervision.Series", on_delete=models.PROTECT, related_name="group")
    form = models.CharField(max_length=16)
    made_at = models.DateTimeField()

    class Access:
        belongs = OF_RECORD
        seen_by = Action.VIEW_GROUP

        @staticmethod
        def own(person, on) -> Q:
            member = SeriesMember.objects.running(on).filter(series=OuterRef("series"), person=person)
            return Q(series__facilitator=person) | Exists(member)

        @staticmethod
        def in_services(services, on) -> Q:
            return Q(series__service__in=services)

    class Meta:
        default_permissions = ()
        ordering = ("pk",)
        constraints = [models.CheckConstraint(name="sos_group_form", condition=Q(form__in=FORMS))]
