"""Sending the mails that wait: one for each person. An outage loses nothing and sends nothing twice.

A mail is claimed before it is sent, and marked once it is: whoever else sends meanwhile leaves it alone, and no lock is held
while the mail server takes its time. Only where a sender dies between the two may it go out again, ten minutes later.

What a mail says beyond "something waits" comes from those who have something to say in it; it names nobody.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import Exists, F, Max, Min, OuterRef, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from .desk import waiting_for
from .models import Mail, MailChoice, Person
from .models.conditions import covering
from .models.post import Post

logger = logging.getLogger(__name__)
GIVES_UP_AFTER = 3
"""So many that fail one after the other mean that the mail server is away, and no further one is tried this time."""

CLAIMED_FOR = timedelta(minutes=10)
SUBJECT = "Something waits for you on {site}"
AHEAD = "Your supervision in the days ahead"
DAYS = {MailChoice.DAILY: 1, MailChoice.WEEKLY: 7}


@dataclass(frozen=True, slots=True)
class MailLine:
    """Something that a mail says, and where to go for it (a path of the site), if anywhere."""

    words: str
    path: str = ""


Source = Callable[[Person], Iterable[MailLine]]
Ahead = Callable[[Person, date, date], Iterable[MailLine]]
_sources: list[Source] = []
_ahead: list[Ahead] = []


def in_the_mail(source: Source) -> Source:
    """Have ``source`` asked what it has to say in a mail that goes out to a person now. It names nobody."""
    _sources.append(source)
    return source


def in_the_digest(source: Ahead) -> Ahead:
    """Have ``source`` asked what lies ahead of a person from day to day. It names nobody."""
    _ahead.append(source)
    return source


def send_waiting() -> tuple[int, int]:
    """How many people were written to, and how many have to wait for the next time."""
    people, connection = _waiting(), get_connection()
    sent = in_a_row = 0
    for person, link in people:
        if _send(person, link, connection):
            sent, in_a_row = sent + 1, 0
        elif (in_a_row := in_a_row + 1) == GIVES_UP_AFTER:
            break
    return sent, len(people) - sent


def _unclaimed():
    now = timezone.now()
    free = Q(claimed_at=None) | Q(claimed_at__lt=now - CLAIMED_FOR)
    return Mail.objects.filter(free, sent_at=None, queued_at__lte=now)


def _waiting() -> list[tuple[int, bool]]:
    """The people to whom something queued by now waits to be sent, and whether it is a link, with the fewest tries first:
    nobody holds up anybody else."""
    tried = _unclaimed().values_list("person", "link").annotate(most=Max("tries"), first=Min("pk"))
    return [(person, link) for person, link, *_ in tried.order_by("most", "first")]


def _send(person: int, link: bool, connection) -> bool:
    """All of a kind that waits for somebody, as one mail. Somebody who may not sign in any more gets none."""
    now = timezone.now()
    if not _unclaimed().filter(person=person, link=link).update(claimed_at=now):
        return True
    rows = Mail.objects.filter(person=person, link=link, claimed_at=now, sent_at=None)
    to = Person.objects.get(pk=person)
    try:
        if to.is_open(timezone.localdate()):
            day = max(filter(None, rows.values_list("day", flat=True)), default=None)
            (link_to_a_password(to, connection) if link else message(to, connection, digest_of=day)).send()
    except (OSError, ValueError) as fault:  # a server that is away, an address that cannot be written
        logger.warning("A mail could not be sent: %s", type(fault).__name__)
        rows.update(tries=F("tries") + 1, claimed_at=None)
        return False
    rows.update(sent_at=timezone.now())
    return True


@task(backend="background")
def send_a_link(person: int) -> None:
    """A link to a new password, at once; where the mail server is away, when it is back. 0 is nobody: whoever asks for an
    address that is not known is answered by the same page after the same work."""
    if person:
        Mail.objects.create(person_id=person, queued_at=timezone.now(), link=True)
        _send(person, True, get_connection())


def password_address(person: Person) -> str:
    """Where the person chooses a new password: it works for an hour, and once."""
    key = default_token_generator.make_token(person)
    return reverse("account_reset_password_from_key", args=[user_pk_to_url_str(person), key])


def link_to_a_password(person: Person, connection=None) -> EmailMessage:
    """The link is made now and lies nowhere; it works for an hour, and once."""
    address = settings.WAGTAILADMIN_BASE_URL.rstrip("/") + password_address(person)
    about = {"person": person, "site": settings.SERVICE_NAME, "address": address}
    text = render_to_string("people/password_mail.txt", about)
    return EmailMessage(f"Your new password for {settings.SERVICE_NAME}", text, to=[person.email], connection=connection)


def message(person: Person, connection=None, digest_of: date | None = None) -> EmailMessage:
    """What it says names nobody else, and nothing of what it is about. With ``digest_of`` it says what lies ahead from that day
    on."""
    site = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    about = {
        "person": person,
        "site": settings.SERVICE_NAME,
        "address": f"{site}/my/",
        "base": site,
        "lines": [line for source in _sources for line in source(person)],
        "digest": digest_of,
        "ahead": _lies_ahead(person, digest_of) if digest_of else [],
        "waiting": len(waiting_for(person, timezone.localdate())) if digest_of else 0,
    }
    text = render_to_string("people/mail.txt", about)
    subject = AHEAD if digest_of else SUBJECT.format(site=settings.SERVICE_NAME)
    return EmailMessage(subject, text, to=[person.email], connection=connection)


def _lies_ahead(person: Person, day: date) -> list[MailLine]:
    last = day + timedelta(days=DAYS.get(_choice(person), 7) - 1)
    return [line for source in _ahead for line in source(person, day, last)]


def _choice(person: Person) -> str:
    choice = MailChoice.objects.filter(person=person).first()
    return choice.digest if choice else MailChoice.WEEKLY


def queue_digests(on: date) -> int:
    """Queue what lies ahead for those who want it on that day: every day, or on Mondays. Run twice, it queues nothing twice."""
    wanted = Q(mail_choice__digest=MailChoice.DAILY)
    if on.isoweekday() == 1:
        wanted |= Q(mail_choice=None) | Q(mail_choice__digest=MailChoice.WEEKLY)
    in_post = Post.objects.live().filter(covering(on), person=OuterRef("pk"))
    queued = Mail.objects.filter(person=OuterRef("pk"), day=on)
    people = Person.objects.open_on(on).filter(wanted, ~Exists(queued), Exists(in_post))
    to_mail = [person for person in people if _lies_ahead(person, on) or waiting_for(person, on)]
    now = timezone.now()
    Mail.objects.bulk_create([Mail(person=person, queued_at=now, day=on) for person in to_mail], ignore_conflicts=True)
    return len(to_mail)
