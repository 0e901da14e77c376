"""Opening the history of who supervised whom to an auditor."""

from datetime import date

from django.urls import reverse
from django.utils import timezone

from governance import access
from governance.actions import governed
from governance.policy import Action, Role
from governance.refusal import Refused
from people.models import Membership, Person, Service
from people.models.conditions import covering
from people.notices import tell

from ..models import OpenedHistory


@governed(Action.OPEN_HISTORY, on="service")
def open_history(*, service: Service, auditor: Person, started_on: date, finished_on: date, by: Person) -> OpenedHistory:
    """Let an auditor of the service ask about the days from one to the other, as long as they are its auditor. Raises ``Refused``."""
    today = timezone.localdate()
    member = Membership.objects.live().filter(covering(today), person=auditor, service=service, role=Role.AUDITOR)
    if not member.exists():
        raise Refused(f"{auditor} is not an auditor of {service} now.")
    if finished_on < started_on:
        raise Refused("The last day comes after the first.")
    opened = OpenedHistory.objects.create(
        service=service, auditor=auditor, started_on=started_on, finished_on=finished_on, opened_at=timezone.now(), opened_by=by
    )
    access.name_on(opened, person=auditor, to=Action.VIEW_HISTORY)
    tell([auditor], f"You can ask who supervised whom at {service}.", reverse("allocations:history", args=[opened.public_id]))
    return opened
