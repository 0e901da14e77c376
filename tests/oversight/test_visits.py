"""An auditor's visit: two managers, named sections, one auditor, until the second it ends."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from allocations.actions import open_history
from governance.access import CONSOLE
from governance.models import AuditEntry
from governance.policy import Role
from oversight.actions import Refused, activate_visit, invite_auditor, make_pack
from oversight.models import Looked, Visit
from people.actions import give_membership, welcome
from people.desk import waiting_for
from people.models import Notice, Service
from tests.allocations.service import found, pairs, practitioners, supervisors, who

SECTIONS = ("register", "allocations", "sample")


@pytest.fixture
def service(db):
    found()
    supervisors("S1")
    practitioners("P1", "P2")
    pairs(("P1", "S1"))
    return Service.objects.get(code="X")


def an_auditor(service, name="One"):
    auditor = welcome(first_name="Auditor", last_name=name, email=f"{name.lower()}@example.nhs.uk", by=CONSOLE)
    today = timezone.localdate()
    give_membership(
        person=auditor, role=Role.AUDITOR, service=service, started_on=today, finished_on=today + timedelta(days=9), by=CONSOLE
    )
    return auditor


@pytest.fixture
def auditor(service):
    return an_auditor(service)


def invited(service, auditor, **more) -> Visit:
    now, today = timezone.now(), timezone.localdate()
    about = {
        "sections": SECTIONS,
        "standard": "approved",
        "first": today - timedelta(days=90),
        "last": today,
        "sample": 2,
        "seed": 1,
        "opens_at": now - timedelta(hours=1),
        "ends_at": now + timedelta(days=5),
        "by": who("M1"),
    }
    return invite_auditor(service=service, auditor=auditor, **about | more)


def status(as_person, person, name, *args) -> int:
    return as_person(person).get(reverse(f"oversight:{name}", args=args)).status_code


def test_it_opens_nothing_until_another_manager_activates_it(service, auditor, as_person):
    visit = invited(service, auditor)
    assert status(as_person, auditor, "visit", visit.public_id) == 404
    with pytest.raises(Refused, match="Another manager has to activate"):
        activate_visit(visit=visit, by=who("M1"))
    with pytest.raises(PermissionDenied):
        activate_visit(visit=visit, by=auditor)
    assert [one.text for one in waiting_for(who("L1"), timezone.localdate()) if "visit" in one.text] == [
        "Approve the visit of Auditor One"
    ]
    as_person(who("L1")).post(reverse("oversight:activate_visit", args=[visit.public_id]))
    assert status(as_person, auditor, "visit", visit.public_id) == 200
    assert "Audit of X" in as_person(auditor).get("/my/").content.decode()
    with pytest.raises(Refused, match="activated already"):
        activate_visit(visit=visit, by=who("L1"))


def test_the_database_wants_two_people(service, auditor):
    visit = invited(service, auditor)
    for one in (visit.invited_by, auditor):
        with pytest.raises(IntegrityError), transaction.atomic():
            Visit.objects.filter(pk=visit.pk).update(activated_at=timezone.now(), activated_by=one)
    with pytest.raises(IntegrityError), transaction.atomic():
        Visit.objects.filter(pk=visit.pk).update(ends_at=timezone.now() + timedelta(days=400))


def test_the_sections_named_and_nothing_else(service, auditor, as_person):
    visit = activate_visit(visit=invited(service, auditor), by=who("L1"))
    seen = {
        name: status(as_person, auditor, "visit_section", visit.public_id, name)
        for name in (*SECTIONS, "dose", "exceptions", "nothing")
    }
    assert seen == dict.fromkeys(SECTIONS, 200) | {"dose": 404, "exceptions": 404, "nothing": 404}
    page = as_person(auditor).get(reverse("oversight:visit_section", args=[visit.public_id, "allocations"])).content.decode()
    assert "Pat P1" in page and f"Auditor One, visit {str(visit.public_id)[:8]}" in page and "@" not in page
    others = [
        reverse("oversight:desk", args=["X"]),
        reverse("oversight:register", args=["X"]),
        reverse("oversight:log", args=["X"]),
        reverse("people:page", args=[who("P1").public_id]),
        reverse("oversight:anyday", args=[who("P1").public_id]),
    ]
    assert [as_person(auditor).get(address).status_code for address in others] == [404] * 5
    another = an_auditor(service, "Two")
    assert status(as_person, another, "visit", visit.public_id) == 404


def test_the_service_sees_what_was_looked_at_and_the_auditor_not_what_others_do(service, auditor, as_person):
    visit = activate_visit(visit=invited(service, auditor), by=who("L1"))
    entries = AuditEntry.objects.count()
    for person in (auditor, who("M1")):
        as_person(person).get(reverse("oversight:visit_section", args=[visit.public_id, "register"]))
    assert [one.what for one in Looked.objects.all()] == ["register"]
    assert AuditEntry.objects.count() == entries + 2
    assert (
        "What the auditor looked at"
        in as_person(who("M1")).get(reverse("oversight:visit", args=[visit.public_id])).content.decode()
    )
    assert (
        "What the auditor looked at"
        not in as_person(auditor).get(reverse("oversight:visit", args=[visit.public_id])).content.decode()
    )


@pytest.mark.parametrize(("opens", "ends", "found_it"), [(-60, 60, 200), (-60, -1, 404), (60, 120, 404)])
def test_it_begins_and_ends_to_the_second(service, auditor, as_person, opens, ends, found_it):
    now = timezone.now()
    about = {
        "service": service,
        "auditor": auditor,
        "sections": list(SECTIONS),
        "standard": "approved",
        "first_on": date(2026, 1, 1),
        "last_on": date(2026, 2, 1),
        "sample": 1,
        "seed": 1,
        "opens_at": now + timedelta(seconds=opens),
        "ends_at": now + timedelta(seconds=ends),
        "invited_at": now,
        "invited_by": who("M1"),
        "activated_at": now - timedelta(seconds=90),
        "activated_by": who("L1"),
    }
    visit = Visit.objects.create(**about)
    assert status(as_person, auditor, "visit", visit.public_id) == found_it
    assert status(as_person, auditor, "visit_section", visit.public_id, "register") == found_it
    assert status(as_person, who("M1"), "visit", visit.public_id) == 200


def test_packs_about_its_days_alone(service, auditor, as_person):
    visit = activate_visit(visit=invited(service, auditor), by=who("L1"))
    today = timezone.localdate()
    about = {"service": service, "standard": "approved", "sample": 1, "seed": 1, "by": who("L1")}
    within = make_pack(first=today - timedelta(days=30), last=today, **about)
    beyond = make_pack(first=today - timedelta(days=300), last=today, **about)
    assert status(as_person, auditor, "visit_pack", visit.public_id, within.public_id) == 200
    assert status(as_person, auditor, "visit_pack", visit.public_id, beyond.public_id) == 404
    assert status(as_person, auditor, "pack", within.public_id) == 404
    assert Looked.objects.get().what == f"pack {within.digest[:16]}"


def test_what_is_refused(service, auditor):
    now, today = timezone.now(), timezone.localdate()
    for more, said in (
        ({"auditor": who("P1")}, "auditor of this service"),
        ({"sections": ()}, "what they may see"),
        ({"sections": ("reflections",)}, "what they may see"),
        ({"last": today + timedelta(days=1)}, "period that is over"),
        ({"first": today - timedelta(days=500)}, "a year at most"),
        ({"sample": 201}, "200 people at most"),
        ({"ends_at": now - timedelta(hours=2)}, "ends after it begins"),
        ({"ends_at": now + timedelta(days=40)}, "lasts a month at most"),
    ):
        with pytest.raises(Refused, match=said):
            invited(**{"service": service, "auditor": auditor} | more)
    with pytest.raises(PermissionDenied):
        invited(service, auditor, by=who("S1"))
    with pytest.raises(PermissionDenied):
        invited(service, auditor, by=who("L2"))
    assert Visit.objects.count() == 0


def test_preparing_one_on_the_page(service, auditor, as_person):
    today = timezone.localdate()
    sent = {
        "auditor": str(auditor.public_id),
        "sections": ["register"],
        "first": (today - timedelta(days=30)).isoformat(),
        "last": today.isoformat(),
        "sample": "2",
        "seed": "1",
        "begins": today.isoformat(),
        "ends": today.isoformat(),
    }
    page = as_person(who("M1")).post("/oversight/X/visits/", sent, follow=True).content.decode()
    assert "It opens once another manager has activated it." in page and "waits for another manager" in page
    visit = Visit.objects.get()
    assert timezone.localtime(visit.ends_at).time().isoformat() == "00:00:00" and visit.sections == ["register"]
    assert as_person(who("S1")).get("/oversight/X/visits/").status_code == 404


def test_opened_days_are_a_lasting_line_on_the_visit(service, auditor, as_person):
    visit = activate_visit(visit=invited(service, auditor), by=who("L1"))
    days = [(date(2025, 12, 1), date(2025, 12, 31)), (date(2026, 1, 1), date(2026, 1, 31))]
    opened = [open_history(service=service, auditor=auditor, started_on=a, finished_on=b, by=who("M1")) for a, b in days]
    Notice.objects.filter(person=auditor).update(seen_at=timezone.now())
    page = as_person(auditor).get(reverse("oversight:visit", args=[visit.public_id])).content.decode()
    for one, words in zip(opened, ("1 December 2025 to 31 December 2025", "1 January 2026 to 31 January 2026"), strict=True):
        address = reverse("allocations:history", args=[one.public_id])
        assert f'<a class="nhsuk-link" href="{address}">Who supervised whom, {words}</a>' in page
        assert status(as_person, auditor, "visit", visit.public_id) == as_person(auditor).get(address).status_code == 200
    watched = as_person(who("M1")).get(reverse("oversight:visit", args=[visit.public_id])).content.decode()
    assert "Who supervised whom, 1 December 2025 to 31 December 2025" in watched
    another = an_auditor(service, "Two")
    theirs = activate_visit(visit=invited(service, another), by=who("L1"))
    assert "1 December 2025" not in as_person(another).get(reverse("oversight:visit", args=[theirs.public_id])).content.decode()


def test_an_empty_part_says_what_it_is(service, auditor, as_person):
    visit = activate_visit(visit=invited(service, auditor, sections=["exceptions"]), by=who("L1"))
    page = as_person(auditor).get(reverse("oversight:visit_section", args=[visit.public_id, "exceptions"])).content.decode()
    for title in (
        "Waivers",
        "Rules set aside for a pair",
        "Observations that could not take place",
        "Sessions entered late or disputed",
    ):
        assert f"<p>{title}: none in this period.</p>" in page
