"""Where to go: entries that editors look after, shown while they are not past their review."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from people.signposts import Signpost, says_where_to_go

from .models import SignpostEntry


@says_where_to_go
def entries(on: date) -> Iterable[Signpost]:
    """In the order that editors give them. What is past its review is not shown, unless it always is."""
    for entry in SignpostEntry.objects.filter(Q(always=True) | Q(review_by__gte=on)):
        yield Signpost(
            entry.name,
            entry.who,
            entry.how,
            entry.hours,
            entry.telephone,
            entry.address,
            entry.may_be_the_employer,
            entry.checked_on,
        )
