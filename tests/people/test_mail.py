"""Mails say only that something waits; an outage loses none, and none is sent twice."""

import smtplib
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail
from django.db import transaction

from people.mailing import send_waiting
from people.models import Mail
from people.notices import notify
from tests.conftest import manage

pytestmark = pytest.mark.django_db


def test_however_much_somebody_is_told_one_mail_goes_out_and_says_nothing_of_it(world):
    for text in ("Bea Test supervises you.", "Bea Test has signed."):
        notify([world.ada, world.colleague, world.ada], text, "/allocations/mine/")
    assert send_waiting() == (2, 0)
    assert [(m.to, m.subject) for m in mail.outbox] == [
        (["a1@example.nhs.uk"], "Something waits for you on Solid Ground"),
        (["c1@example.nhs.uk"], "Something waits for you on Solid Ground"),
    ]
    assert [word for m in mail.outbox for word in ("Bea", "supervise", "signed", "allocations") if word in m.body] == []
    assert send_waiting() == (0, 0)
    notify([world.ada], "Something else.", "/my/")
    assert (send_waiting(), len(mail.outbox)) == ((1, 0), 3)


def test_an_outage_loses_nothing_and_one_bad_address_holds_up_nobody(world, settings):
    notify([world.ada, world.colleague], "Something.", "/my/")
    settings.EMAIL_BACKEND = "tests.people.outage.Outage"
    assert send_waiting() == (0, 2)
    settings.EMAIL_BACKEND = "tests.people.outage.OneRefused"
    assert send_waiting() == (1, 1)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert (send_waiting(), Mail.objects.filter(sent_at=None).count()) == ((1, 0), 0)


def test_who_may_not_sign_in_any_more_gets_none(world):
    type(world.ada).objects.filter(pk=world.ada.pk).update(is_active=False)
    notify([world.ada], "Something.", "/my/")
    assert (send_waiting(), mail.outbox) == ((1, 0), [])


def test_what_is_undone_sends_no_mail(world):
    with pytest.raises(smtplib.SMTPException), transaction.atomic():
        notify([world.ada], "Something.", "/my/")
        raise smtplib.SMTPException
    assert Mail.objects.count() == 0


TOLD = """
from people.models import Person
from people.notices import notify
people = [Person.objects.create_user(f"p{n}@example.nhs.uk", first_name="P", last_name=str(n)) for n in range(20)]
notify(people, "Something.", "/my/")
"""


def test_two_processes_at_once_send_each_mail_once(a_database, tmp_path):
    manage(a_database, "shell", "--no-imports", "-c", TOLD)
    to = {"EMAIL_BACKEND_FOR_TESTS": "django.core.mail.backends.filebased.EmailBackend", "EMAIL_FILES_FOR_TESTS": str(tmp_path)}
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: manage(a_database, "send_mails", **to), range(2)))
    letters = "".join(path.read_text() for path in tmp_path.iterdir())
    assert sorted(line for line in letters.splitlines() if line.startswith("To: ")) == sorted(
        f"To: p{n}@example.nhs.uk" for n in range(20)
    )
