"""Times of the day in templates, as the rest of the product writes them: ``{{ record.changed_at|clock }}`` is ``3:45pm``."""

from datetime import datetime

from django import template
from django.utils import timezone

from ..labels import at

register = template.Library()


@register.filter
def clock(instant: datetime) -> str:
    return at(timezone.localtime(instant).time())
