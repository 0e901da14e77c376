"""What runs on a day: rows with a last day that is inclusive, or none."""

from datetime import date

from django.db import models
from django.db.models import Q


class RunningQuerySet(models.QuerySet):
    def running(self, on: date):
        """Those that have not ended before a day: they run then, or will."""
        return self.filter(Q(last_on=None) | Q(last_on__gte=on))
