"""Inviting an auditor for a while, activating it as a second manager, and noting what they look at."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils import timezone

from governance.actions import governed
from governance.policy import Action
from governance.refusal import Refused
from people.models import Person, Service
from people.notices import notify
from people.queries import auditors_of

from ..models import Looked, Visit
from ..packs.contents import CODES
from .packs import refuse_what_is_too_much

LONGEST = timedelta(days=31)


@governed(Action.INVITE_AUDITOR, on="service")
def invite_auditor(
    *,
    service: Service,
    auditor: Person,
    sections: Sequence[str],
    standard: str,
    first: date,
    last: date,
    sample: int,
    seed: int,
    opens_at: datetime,
    ends_at: datetime,
    by,
) -> Visit:
    """Prepare a visit. It opens nothing until another manager activates it. Raises ``Refused``."""
    now = timezone.now()
    if auditor not in auditors_of(service, timezone.localdate()):
        raise Refused("Choose a person who is an auditor of this service now.")
    if not sections or not set(sections) <= set(CODES):
        raise Refused("Choose what they may see.")
    refuse_what_is_too_much(first, last, sample)
    if not now < ends_at or not opens_at < ends_at <= opens_at + LONGEST:
        raise Refused("A visit ends after it begins, in the future, and lasts a month at most.")
    about = {"first_on": first, "last_on": last, "opens_at": opens_at, "ends_at": ends_at, "sample": sample, "seed": seed}
    kept = [code for code in CODES if code in sections]
    return Visit.objects.create(
        service=service, auditor=auditor, sections=kept, standard=standard, invited_at=now, invited_by=by, **about
    )


@governed(Action.ACTIVATE_VISIT, on="visit")
def activate_visit(*, visit: Visit, by) -> Visit:
    """Let the visit begin, by another manager than who invited. Raises ``Refused``."""
    held = Visit.objects.select_for_update(of=("self",)).select_related("auditor", "service").get(pk=visit.pk)
    if by.pk in (held.invited_by_id, held.auditor_id):
        raise Refused("Another manager has to activate what you prepared.")
    if held.activated_at:
        raise Refused("This visit is activated already.")
    if held.ends_at <= timezone.now():
        raise Refused("This visit would be over already. Prepare another.")
    held.activated_at, held.activated_by = timezone.now(), by
    held.save(update_fields=["activated_at", "activated_by"])
    notify([held.auditor], f"A visit to {held.service} is open to you.", f"/oversight/visits/{held.public_id}/")
    return held


@governed(Action.VIEW_VISIT, on="visit")
def note_looking(*, visit: Visit, what: str, by) -> None:
    """What the auditor looks at is noted, there and in the log; what others look at is not."""
    if by.pk == visit.auditor_id:
        Looked.objects.create(visit=visit, at=timezone.now(), what=what[:64])
