"""The sixty-second record, and the other side's word to it."""

import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from governance.models import AuditEntry
from people.models import Notice
from supervision.actions import (
    Refused,
    SessionRecord,
    close_follow_up,
    confirm,
    correct_session,
    dispute,
    record_another,
    record_session,
)
from supervision.links import link_for, opened
from supervision.models import CaseCount, ConfirmationLink, FollowUp, Response, Session, Summary
from supervision.queries import dose_of, shown, summary_of, to_confirm, to_record
from supervision.queries.sessions import whole
from tests.supervision.conftest import series

SLOT = date(2026, 11, 23)
SECRET_WORDS = "We agreed to slow down, marmalade."


def write(ground, one, *attendees, slot=SLOT, by="S1", **more):
    people = tuple(ground(number) for number in attendees or ("P1",))
    record = SessionRecord(**{"held_on": slot, "minutes": 60, "attendees": people} | more)
    return record_session(series=one, slot=slot, record=record, by=ground(by))


def seen(session) -> object:
    return shown(whole(Session.objects.filter(pk=session.pk)).get())


def test_written_down_and_confirmed(ground, weekly):
    session = write(ground, weekly, counts={"new": 3, "risk": 2, "severe": 0}, private_room=True, reflection_minutes=10)
    assert (session.kind, session.held_on, session.minutes, session.cases_discussed) == ("case_management", SLOT, 60, 5)
    assert list(CaseCount.objects.values_list("trigger", "count")) == [("new", 3), ("risk", 2)]
    found = seen(session)
    assert (found.attendees, found.unanswered, found.late) == ((ground("P1"),), (ground("P1"),), 0)
    assert to_confirm(ground("P1"), date(2026, 11, 25)) == [session]
    assert Notice.objects.filter(person=ground("P1")).first().text == ("Check your session record: 23 November 2026, 1 hour.")
    confirm(session=session, by=ground("P1"))
    confirm(session=session, by=ground("P1"))
    assert [r.answer for r in Response.objects.all()] == ["confirmed"]
    assert (seen(session).unanswered, to_confirm(ground("P1"), date(2026, 11, 25))) == ((), [])
    assert [one.on for one in to_record(ground("S1"), date(2026, 11, 25))] == [date(2026, 11, d) for d in (2, 9, 16)]


def test_the_supervisee_may_write_and_the_supervisor_confirms(ground, weekly):
    session = write(ground, weekly, by="P1")
    assert seen(session).unanswered == (ground("S1"),)
    with pytest.raises(Refused, match="You recorded this session"):
        confirm(session=session, by=ground("P1"))
    confirm(session=session, by=ground("S1"))
    assert seen(session).unanswered == ()


def test_late_is_shown_as_late(ground, weekly):
    assert seen(write(ground, weekly, slot=date(2026, 11, 16))).late == 9
    assert seen(write(ground, weekly)).late == 0


def test_not_twice(ground, weekly):
    write(ground, weekly)
    with pytest.raises(Refused, match="is already recorded"):
        write(ground, weekly)
    assert Session.objects.count() == 1


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ({"held_on": date(2026, 11, 26)}, "This day is in the future"),
        ({"minutes": 0}, "from 1 to 480 minutes"),
        ({"reflection_minutes": 70}, "cannot be longer than the session"),
        ({"counts": {"new": 201}}, "from 0 to 200"),
        ({"counts": {"odd": 1}}, "from 0 to 200"),
        ({"summary": "943 476 5919"}, "looks like an NHS number"),
    ],
)
def test_what_cannot_be_written(ground, weekly, about, said):
    with pytest.raises(Refused, match=said):
        write(ground, weekly, **about)
    assert (Session.objects.count(), Summary.objects.count()) == (0, 0)


def test_only_who_was_there_writes(ground, weekly):
    for other in ("S2", "P2", "L1", "M1", "L2"):
        with pytest.raises(PermissionDenied):
            write(ground, weekly, by=other)
    with pytest.raises(Refused, match="cannot be supervised in it"):
        write(ground, weekly, "S1", "P1")
    with pytest.raises(Refused, match="Choose who was there"):
        record = SessionRecord(held_on=SLOT, minutes=60, attendees=())
        record_session(series=weekly, slot=SLOT, record=record, by=ground("S1"))


def test_not_planned(ground):
    record = SessionRecord(held_on=SLOT, minutes=45, attendees=(ground("P2"),))
    session = record_another(facilitator=ground("S1"), kind="clinical_skills", record=record, by=ground("S1"))
    assert (session.series, session.kind, seen(session).attendees) == (None, "clinical_skills", (ground("P2"),))
    with pytest.raises(Refused, match="You do not supervise Lead Y"):
        far = SessionRecord(held_on=SLOT, minutes=45, attendees=(ground("L2"),))
        record_another(facilitator=ground("S1"), kind="clinical_skills", record=far, by=ground("S1"))


# A dispute --------------------------------------------------------------------------------------------------------------
def test_a_dispute_keeps_both_versions_and_counts_for_nobody(ground, weekly):
    session = write(ground, weekly)
    year = date(2026, 11, 23), date(2026, 11, 29)
    assert [one.held for one in dose_of([ground("P1").pk], *year)[ground("P1").pk] if not one.dose.window] == [1]
    dispute(session=session, held_on=SLOT, minutes=25, words="It ended early.", by=ground("P1"))
    found = seen(session)
    assert [(r.person, r.minutes, r.words) for r in found.disputed] == [(ground("P1"), 25, "It ended early.")]
    assert (found.session.minutes, found.unanswered) == (60, ())
    assert [one.held for one in dose_of([ground("P1").pk], *year)[ground("P1").pk] if not one.dose.window] == [0]
    confirm(session=session, by=ground("P1"))
    assert [(r.answer, r.voided_at is None) for r in Response.objects.order_by("pk")] == [
        ("disputed", False),
        ("confirmed", True),
    ]


def test_a_correction_keeps_what_stood_and_asks_anew(ground, weekly):
    def of_p1() -> list[int]:
        found = dose_of([ground("P1").pk], date(2026, 11, 23), date(2026, 11, 29))[ground("P1").pk]
        return [one.held for one in found if not one.dose.window]

    session = write(ground, weekly, counts={"new": 1}, summary=SECRET_WORDS)
    dispute(session=session, held_on=SLOT, minutes=25, words="It ended early.", by=ground("P1"))
    record = SessionRecord(held_on=SLOT, minutes=25, attendees=(ground("P1"),), summary=SECRET_WORDS)
    new = correct_session(session=session, record=record, by=ground("S1"))
    rows = list(Session.objects.order_by("pk").values_list("minutes", "voided_at", "reference"))
    assert [(m, v is None) for m, v, _ in rows] == [(60, False), (25, True)] and rows[0][2] == rows[1][2]
    (carried,) = Response.objects.live()
    assert (carried.session, carried.answer, carried.minutes, carried.carried) == (new, "disputed", 25, True)
    assert of_p1() == [0], "it counts for nobody until whoever disputed it confirms what stands now"
    assert CaseCount.objects.live().count() == 0
    assert (seen(new).unanswered, summary_of(new, by=ground("P1")).words) == ((ground("P1"),), SECRET_WORDS)
    assert Summary.objects.count() == 1
    with pytest.raises(Refused, match="has been corrected since"):
        correct_session(session=session, record=record, by=ground("S1"))
    with pytest.raises(Refused, match="has been corrected since"):
        confirm(session=session, by=ground("P1"))
    confirm(session=new, by=ground("P1"))
    assert (seen(new).unanswered, seen(new).disputed, of_p1()) == ((), (), [1])


def test_who_may_answer(ground, weekly):
    session = write(ground, weekly)
    for other in ("S2", "P2", "L1", "M1", "L2"):
        with pytest.raises(PermissionDenied):
            confirm(session=session, by=ground(other))


def test_a_dispute_that_is_asked_about_keeps_its_words(ground, weekly, as_person):
    session = write(ground, weekly)
    client, address = as_person(ground("P1")), reverse("supervision:dispute", args=[session.pk])
    sent = {"held_on": "2026-11-23", "minutes": "25", "words": "It was at NR4 7TJ, not here."}
    page = client.post(address, sent).content.decode()
    assert "This looks like a postcode." in page and "It was at NR4 7TJ, not here." in page
    asked = page.partition('name="words-asked" value="')[2].partition('"')[0]
    assert client.post(address, sent | {"words-asked": asked}).status_code == 302
    assert Response.objects.get().words == "It was at NR4 7TJ, not here."


def test_cases_survive_a_correction_of_another_kind(ground, as_person):
    record = SessionRecord(held_on=SLOT, minutes=60, attendees=(ground("P1"),), counts={"risk": 3})
    session = record_another(facilitator=ground("S1"), kind="clinical_skills", record=record, by=ground("S1"))
    page = as_person(ground("S1")).get(reverse("supervision:correct", args=[session.pk])).content.decode()
    assert 'name="count_risk"' in page
    new = correct_session(
        session=session, record=SessionRecord(held_on=SLOT, minutes=50, attendees=(ground("P1"),)), by=ground("S1")
    )
    assert new.cases_discussed == 3


def test_neither_before_its_day_nor_far_from_it(ground, weekly):
    with pytest.raises(Refused, match="is in the future"):
        write(ground, weekly, slot=date(2026, 11, 30), held_on=SLOT)
    with pytest.raises(Refused, match="within two months"):
        write(ground, weekly, held_on=date(2000, 1, 1))


# Two layers -------------------------------------------------------------------------------------------------------------
@pytest.fixture
def private(ground, weekly):
    session = write(
        ground, weekly, summary=SECRET_WORDS,
        follow_ups=(("Read the marmalade guidance", ground("P1"), date(2026, 12, 1)),),
    )  # fmt: skip
    return session


@pytest.mark.parametrize(
    ("who", "status", "reads"),
    [("S1", 200, True), ("P1", 200, True), ("L1", 200, False), ("M1", 404, False), ("S2", 404, False), ("L2", 404, False)],
)
def test_facts_for_the_lead_and_words_for_those_who_were_there(ground, private, as_person, who, status, reads):
    got = as_person(ground(who)).get(reverse("supervision:session", args=[private.pk]))
    assert got.status_code == status
    assert (got.content.decode().count("marmalade") > 0) == reads


def test_words_are_nowhere_else(ground, private):
    told = " ".join(Notice.objects.values_list("text", flat=True))
    logged = " ".join(str(entry) for entry in AuditEntry.objects.values_list("subject", "summary"))
    assert "marmalade" not in told + logged


def test_more_than_one_thing_to_do(ground, private, as_person):
    client, address = as_person(ground("S1")), reverse("supervision:agree", args=[private.pk])
    sent = {"what": "Book a room", "owner": str(ground("S1").public_id), "due_on": "2026-12-02"}
    assert client.post(address, sent).status_code == 302
    assert list(FollowUp.objects.values_list("what", "owner__employee_number")) == [
        ("Read the marmalade guidance", "P1"), ("Book a room", "S1"),
    ]  # fmt: skip
    page = client.post(address, sent | {"what": ""}).content.decode()
    assert "Enter what needs doing" in page and FollowUp.objects.count() == 2
    for other, status in (("L1", 403), ("P2", 404)):
        assert as_person(ground(other)).post(address, sent).status_code == status


def test_what_is_to_be_done_is_its_owner_s(ground, private):
    todo = FollowUp.objects.get()
    with pytest.raises(PermissionDenied):
        close_follow_up(follow_up=todo, by=ground("S1"))
    close_follow_up(follow_up=todo, by=ground("P1"))
    with pytest.raises(Refused, match="already done"):
        close_follow_up(follow_up=todo, by=ground("P1"))


# The link in the mail ---------------------------------------------------------------------------------------------------
@pytest.fixture
def link(ground, weekly):
    session = write(ground, weekly)
    return session, reverse("supervision:by_link", args=[link_for(session, ground("P1"))])


def test_one_tap_and_then_it_is_dead(ground, link, client):
    session, address = link
    page = client.get(address)
    assert page.status_code == 200 and "23 November 2026, 1 hour" in page.content.decode()
    assert "Sue S1" not in page.content.decode() and Response.objects.count() == 0, "looking does nothing, and names nobody"
    assert client.post(address).status_code == 200
    assert [(r.person, r.answer) for r in Response.objects.all()] == [(ground("P1"), "confirmed")]
    assert (client.get(address).status_code, client.post(address).status_code) == (410, 410)
    entry = AuditEntry.objects.order_by("-number").first()
    assert (entry.action, entry.by_id, entry.subject) == (
        "answer_session",
        ground("P1").pk,
        f"supervision.Session:{session.pk}",
    )


def test_too_old(link, client, clock):
    clock.shift(14 * 24 * 3600 + 1)
    assert client.post(link[1]).status_code == 410
    assert Response.objects.count() == 0


def test_somebody_else_who_looks_opens_nothing_and_takes_nothing_away(ground, link, as_person):
    client = as_person(ground("P2"))
    assert client.get(link[1]).status_code == 410
    client.logout()
    assert client.post(link[1]).status_code == 200
    assert Response.objects.count() == 1


def test_used_by_somebody_else_it_dies(ground, link, as_person):
    client = as_person(ground("P2"))
    assert client.post(link[1]).status_code == 410
    client.logout()
    assert client.post(link[1]).status_code == 410
    assert Response.objects.count() == 0


def test_one_that_was_never_made(client, db):
    assert client.get(reverse("supervision:by_link", args=["x" * 43])).status_code == 410


def test_of_several_links_one_is_used_and_all_are_dead(ground, link, client):
    other = reverse("supervision:by_link", args=[link_for(link[0], ground("P1"))])
    assert (client.post(link[1]).status_code, client.post(other).status_code) == (200, 410)
    assert ConfirmationLink.objects.filter(dead_at=None).count() == 0


def test_a_link_to_what_was_corrected_is_dead(ground, link, client):
    session, address = link
    record = SessionRecord(held_on=SLOT, minutes=25, attendees=(ground("P1"),))
    correct_session(session=session, record=record, by=ground("S1"))
    assert client.post(address).status_code == 410


def test_the_old_page_leads_to_what_stands_now(ground, link, as_person):
    record = SessionRecord(held_on=SLOT, minutes=25, attendees=(ground("P1"),))
    new = correct_session(session=link[0], record=record, by=ground("S1"))
    for number in ("P1", "L1"):
        got = as_person(ground(number)).get(reverse("supervision:session", args=[link[0].pk]))
        assert (got.status_code, got["Location"]) == (302, reverse("supervision:session", args=[new.pk]))


def test_only_a_digest_is_kept(ground, weekly):
    secret = link_for(write(ground, weekly), ground("P1"))
    assert secret not in str(ConfirmationLink.objects.values().get())
    from django.contrib.auth.models import AnonymousUser

    assert opened(secret, AnonymousUser()).person == ground("P1")


def test_the_mail_has_the_link_and_names_nobody(ground, weekly, client, mailoutbox):
    write(ground, weekly)
    call_command("send_mails")
    sent = next(mail for mail in mailoutbox if mail.to == ["p1@example.nhs.uk"])
    words = re.sub(r"http\S+", "", sent.body)  # the secret of a link is any letters
    for name in ("Sue", "S1", "case management"):
        assert name not in words.lower().title() and name not in words
    address = re.search(r"/supervision/confirm/\S+", sent.body)[0]
    assert client.post(address).status_code == 200
    assert Response.objects.get().person == ground("P1")


# What waits -------------------------------------------------------------------------------------------------------------
def test_the_desk_confirms_in_one_tap(ground, weekly, as_person):
    session = write(ground, weekly)
    client = as_person(ground("P1"))
    page = client.get("/my/").content.decode()
    act = reverse("supervision:confirm", args=[session.pk])
    assert f'action="{act}"' in page and "Check your session record: 23 November, 1 hour" in page
    assert client.post(act, {"from": "/my/"})["Location"] == "/my/"
    assert seen(session).unanswered == ()


def test_unconfirmed_for_too_long_says_so(ground, weekly, clock):
    session = write(ground, weekly)
    assert seen(session).is_unconfirmed(timezone.localdate()) is False
    clock.shift(15 * 24 * 3600)
    assert seen(session).is_unconfirmed(timezone.localdate()) is True
    assert timezone.localdate() == date(2026, 11, 25) + timedelta(days=15)


def test_series_of_a_group(ground, as_person):
    one = series(ground("S1"), *(ground(n) for n in ("P1", "P2", "P3")), kind="clinical_skills", every="fortnight")
    session = write(ground, one, "P1", "P3", slot=date(2026, 11, 16), minutes=120)
    assert seen(session).unanswered == (ground("P1"), ground("P3"))
    assert as_person(ground("P2")).get(reverse("supervision:session", args=[session.pk])).status_code == 404


def test_reasons_for_cases_are_counted_by_month_for_those_who_may_see_the_sessions(weekly, ground, as_person):
    for slot, counts in ((date(2026, 11, 9), {"new": 2, "risk": 1}), (date(2026, 11, 16), {"new": 3})):
        write(ground, weekly, slot=slot, counts=counts)
    series = reverse("supervision:series", args=[weekly.public_id])
    dose = reverse("supervision:dose", args=[ground("P1").public_id])

    def cells(number: str, address: str):
        table = as_person(ground(number)).get(address).context["cases"]
        return table and [tuple(map(str, row)) for row in table.rows]

    counted = [("November 2026", "5", "1", "0", "0", "0", "6")]
    assert [cells(*asked) for asked in (("P1", dose), ("L1", dose), ("S1", series), ("P1", series))] == [counted] * 4
    assert cells("M1", dose) is None, "a manager sees no session, and no counts from one"
