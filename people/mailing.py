"""Sending the mails that wait: each in a transaction of its own, so that an outage loses nothing and sends nothing twice."""

import logging

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone

from .models import Mail, Person

logger = logging.getLogger(__name__)
GIVES_UP_AFTER = 3
"""So many that fail one after the other mean that the mail server is away, and no further one is tried this time."""

SUBJECT = "Something waits for you on {site}"


def send_waiting() -> tuple[int, int]:
    """How many were sent, and how many have to wait for the next time."""
    keys, connection = _waiting(), get_connection()
    sent = in_a_row = 0
    for key in keys:
        if _send(key, connection):
            sent, in_a_row = sent + 1, 0
        elif (in_a_row := in_a_row + 1) == GIVES_UP_AFTER:
            break
    return sent, len(keys) - sent


def _waiting() -> list[int]:
    """Those queued by now, with the fewest tries first: one that cannot be sent holds up no other."""
    queued = Mail.objects.filter(sent_at=None, queued_at__lte=timezone.now())
    return list(queued.order_by("tries", "pk").values_list("pk", flat=True))


def _send(key: int, connection) -> bool:
    """Held on to while it is sent; whoever comes second finds it sent. Somebody who may not sign in any more gets none."""
    with transaction.atomic():
        mail = Mail.objects.select_for_update(of=("self",)).select_related("person").filter(pk=key, sent_at=None).first()
        if mail is None:
            return True
        try:
            if mail.person.is_active:
                message(mail.person, connection).send()
        except OSError as fault:
            logger.warning("Mail %s could not be sent: %s", key, type(fault).__name__)
            Mail.objects.filter(pk=key).update(tries=F("tries") + 1)
            return False
        Mail.objects.filter(pk=key).update(sent_at=timezone.now())
        return True


def message(person: Person, connection=None) -> EmailMessage:
    """What it says names nobody else, and nothing of what it is about."""
    about = {"person": person, "site": settings.SERVICE_NAME, "address": settings.WAGTAILADMIN_BASE_URL.rstrip("/") + "/my/"}
    text = render_to_string("people/mail.txt", about)
    return EmailMessage(SUBJECT.format(site=settings.SERVICE_NAME), text, to=[person.email], connection=connection)
