from django.db import models
from django.db.models import Q

from governance.policy import Action


class Service(models.Model):
    """One NHS Talking Therapies service: the boundary that its people's records do not cross."""

    code = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=200)
    ods_code = models.CharField("ODS code", max_length=10, blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Access:
        belongs = "itself"
        own = ""
        seen_by = Action.VIEW_REGISTER

        @staticmethod
        def in_services(services, on) -> Q:
            return Q(pk__in=services)

    class Meta:
        default_permissions = ()
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="teams")
    code = models.CharField(max_length=32)
    name = models.CharField(max_length=200)
    site = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        ordering = ("service", "code")
        constraints = [models.UniqueConstraint(fields=("service", "code"), name="people_team_code")]

    def __str__(self) -> str:
        return self.name
