from django.db import models

from governance.models import Fact
from governance.policy import Action
from people.models.post import AboutSomebody


class Development(Fact):
    """Something learned outside a course, with a line on what it changed. Theirs alone to read; minutes, not hours."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="developments")
    what = models.CharField(max_length=200)
    done_on = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    reflection = models.CharField(max_length=500)

    class Access(AboutSomebody):
        seen_by = Action.KEEP_DEVELOPMENT

    class Meta(Fact.Meta):
        ordering = ("-done_on", "-pk")
