"""What of supervision lets somebody in without signing in, and ends with their account."""

from people.leaving import on_closing
from people.models import Person

from .links import expire
from .models import ConfirmationLink, Feed


@on_closing
def end_links(person: Person) -> None:
    Feed.objects.filter(person=person).delete()
    expire(ConfirmationLink.objects.filter(person=person))
