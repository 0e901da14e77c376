"""Sending the mails that wait: one for each person, in a transaction of its own, so that an outage loses nothing and sends nothing twice."""

import logging

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F, Max, Min
from django.template.loader import render_to_string
from django.utils import timezone

from .models import Mail, Person

logger = logging.getLogger(__name__)
GIVES_UP_AFTER = 3
"""So many that fail one after the other mean that the mail server is away, and no further one is tried this time."""

SUBJECT = "Something waits for you on {site}"


def send_waiting() -> tuple[int, int]:
    """How many people were written to, and how many have to wait for the next time."""
    people, connection = _waiting(), get_connection()
    sent = in_a_row = 0
    for person in people:
        if _send(person, connection):
            sent, in_a_row = sent + 1, 0
        elif (in_a_row := in_a_row + 1) == GIVES_UP_AFTER:
            break
    return sent, len(people) - sent


def _waiting() -> list[int]:
    """The people to whom something queued by now waits to be sent, with the fewest tries first: nobody holds up anybody else."""
    queued = Mail.objects.filter(sent_at=None, queued_at__lte=timezone.now())
    tried = queued.values_list("person").annotate(most=Max("tries"), first=Min("pk"))
    return [person for person, *_ in tried.order_by("most", "first")]


def _send(person: int, connection) -> bool:
    """All that waits for somebody, as one mail, held on to while it is sent; whoever comes second finds it sent. Somebody who may not
    sign in any more gets none."""
    with transaction.atomic():
        rows = Mail.objects.filter(person=person, sent_at=None)
        keys = list(rows.select_for_update().order_by("pk").values_list("pk", flat=True))
        if not keys:
            return True
        to = Person.objects.get(pk=person)
        try:
            if to.is_active:
                message(to, connection).send()
        except (OSError, ValueError) as fault:  # a server that is away, an address that cannot be written
            logger.warning("Mail %s could not be sent: %s", keys[0], type(fault).__name__)
            Mail.objects.filter(pk__in=keys).update(tries=F("tries") + 1)
            return False
        Mail.objects.filter(pk__in=keys).update(sent_at=timezone.now())
        return True


def message(person: Person, connection=None) -> EmailMessage:
    """What it says names nobody else, and nothing of what it is about."""
    about = {"person": person, "site": settings.SERVICE_NAME, "address": settings.WAGTAILADMIN_BASE_URL.rstrip("/") + "/my/"}
    text = render_to_string("people/mail.txt", about)
    return EmailMessage(SUBJECT.format(site=settings.SERVICE_NAME), text, to=[person.email], connection=connection)
