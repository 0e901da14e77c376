"""Opening the history of who supervised whom to an auditor."""

from datetime import date

from django.urls import reverse
from django.utils import timezone

from governance import access
from governance.actions import governed
from governance.policy import Action
from governance.refusal import Refused
from people.labels import in_a_sentence
from people.models import Person, Service
from people.notices import notify
from people.queries import auditors_of

from ..models import OpenedHistory


@governed(Action.OPEN_HISTORY, on="service")
def open_history(*, service: Service, auditor: Person, started_on: date, finished_on: date, by: Person) -> OpenedHistory:
    """Let an auditor of the service ask about the days from one to the other, as long as they are its auditor. Raises
    ``Refused``."""
    if auditor not in auditors_of(service, timezone.localdate()):
        raise Refused(f"{auditor} is not an auditor of {service}. Choose someone else.")
    if finished_on < started_on:
        raise Refused("The last day must be the same as or after the first day.")
    if started_on > timezone.localdate():
        raise Refused("The first day must be today or in the past.")
    opened = OpenedHistory.objects.create(
        service=service, auditor=auditor, started_on=started_on, finished_on=finished_on, opened_at=timezone.now(), opened_by=by
    )
    access.name_on(opened, person=auditor, to=Action.VIEW_HISTORY)
    notify(
        [auditor],
        f"You can now see, at {service}: {in_a_sentence(opened.words)}.",
        reverse("allocations:history", args=[opened.public_id]),
    )
    return opened
