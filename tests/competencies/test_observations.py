"""Observations recorded in the browser: counted, and where there was none, reported with the reason."""

import io
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from openpyxl import load_workbook

from competencies.actions import ObservedSession, Refused, note_not_observed, publish_standard, record_observation
from competencies.models import NotObserved, Observation, TimelineRun
from governance.access import CONSOLE
from people.models import Notice
from tests.world import STANDARD, in_one_line, take_in

pytestmark = pytest.mark.django_db
ASKS = {
    "id": "seen",
    "type": "observation",
    "kind": "practice",
    "count": 2,
    "months": 12,
    "distinct_by": "intervention",
    "min_score": 18,
}
DAY = date(2026, 5, 4)


@pytest.fixture
def watched(world):
    publish_standard(document=STANDARD | {"code": "seen", "title": "Seen", "becoming": {"op": "ALL", "of": [ASKS]}}, by=CONSOLE)
    return world


def states(person) -> list[str]:
    runs = TimelineRun.objects.filter(person=person, standard="seen").order_by("started_on")
    return list(runs.values_list("state", flat=True))


def test_two_interventions_count_and_the_same_one_twice_does_not(watched):
    for on, intervention in ((DAY, "worry management"), (date(2026, 6, 1), "worry management")):
        record_observation(
            person=watched.ada, seen=ObservedSession("practice", on, intervention, "LITC", 2150), by=watched.lead
        )
    assert states(watched.ada) == ["not_yet"]
    record_observation(
        person=watched.ada, seen=ObservedSession("practice", date(2026, 7, 1), "exposure", "LITC", 1800), by=watched.lead
    )
    assert states(watched.ada) == ["not_yet", "eligible", "lapsed"]
    kept = Observation.objects.live().order_by("pk").first()
    assert (kept.observer, kept.instrument, kept.score_hundredths) == ("Lead Test", "LITC", 2150)
    assert Notice.objects.filter(person=watched.ada, text="Lead Test recorded an observation of your work.").count() == 3


def test_what_was_not_possible_changes_nothing_but_is_reported(watched, as_person):
    before = states(watched.ada)
    note_not_observed(
        person=watched.ada, kind="practice", planned_on=DAY, because="The patient did not consent.", by=watched.lead
    )
    assert states(watched.ada) == before
    import time_machine

    with time_machine.travel("2026-11-23T12:00:00+00:00", tick=False):
        page = as_person(watched.lead).get("/oversight/HERE/observations/").content.decode()
        assert "4 May 2026: The patient did not consent." in page
        assert "<strong>2 of 2</strong> practitioners not observed in the last 12 months" in in_one_line(page)
        text = as_person(watched.lead).get("/oversight/HERE/observations.csv").content.decode("utf-8-sig")
        assert [line.split(",")[1] for line in text.splitlines()] == ["Name", "Ada Test", "Colleague Test"]


def test_nothing_is_counted_of_a_service_without_supervisors(watched, as_person):
    got = as_person(watched.lead).get("/oversight/HERE/observations/?kind=supervision")
    assert [kind for *_, kind in got.context["figures"]] == ["practice"]
    assert "Observations of supervision: no one with a post here supervises today." in got.content.decode()


def test_supervising_is_reported_too_with_its_instrument_or_why_not(watched, as_person):
    import time_machine

    take_in(allocations=[
        {"supervisee": "C1", "supervisor": "A1", "kind": "case_management", "started_on": "2026-01-05"},
        {"supervisee": "A1", "supervisor": "M1", "kind": "case_management", "started_on": "2026-01-05"},
    ])  # fmt: skip
    with time_machine.travel("2026-11-23T12:00:00+00:00", tick=False):
        record_observation(person=watched.ada, seen=ObservedSession("supervision", DAY, "", "SAGE", 450), by=watched.lead)
        note_not_observed(
            person=watched.manager, kind="supervision", planned_on=DAY, because="Nobody was free.", by=watched.lead
        )
        page = as_person(watched.lead).get("/oversight/HERE/observations/?kind=supervision").content.decode()
        text = as_person(watched.lead).get("/oversight/HERE/observations.csv?kind=supervision").content.decode("utf-8-sig")
        assert [line.split(",")[0] for line in text.splitlines()] == ["What", *["Observations of supervision"] * 2]
        book = as_person(watched.lead).get("/oversight/HERE/observations.xlsx").content
        assert [row[1] for row in load_workbook(io.BytesIO(book)).active.iter_rows(values_only=True)] == [
            "Name", "Ada Test", "Colleague Test", "Manager Test", "Ada Test",
        ]  # fmt: skip
        named = as_person(watched.lead).post("/oversight/HERE/observations/?kind=supervision", {"name": "man"})
        assert "1 supervisor with a name like “man”." in in_one_line(named.content.decode())
    supervising = page[page.index("Observations of supervision") :]
    assert ("SAGE 4.5" in supervising, "4 May 2026: Nobody was free." in supervising) == (True, True)


@pytest.mark.parametrize(
    ("seen", "said"),
    [
        (ObservedSession("practice", date(2199, 1, 1)), "Enter a day that is not in the future."),
        (ObservedSession("practice", DAY, "", "", 2000), "Enter which instrument the score is from."),
        (ObservedSession("lunch", DAY), "Choose practice or supervision."),
    ],
)
def test_what_cannot_be_recorded(watched, seen, said):
    with pytest.raises(Refused) as refused, transaction.atomic():
        record_observation(person=watched.ada, seen=seen, by=watched.lead)
    assert (str(refused.value), Observation.objects.count(), Notice.objects.count()) == (said, 0, 0)


def test_no_reason_no_exception_and_nothing_twice(watched):
    about = {"person": watched.ada, "kind": "practice", "planned_on": DAY, "by": watched.lead}
    with pytest.raises(Refused, match="Enter why it was not possible"), transaction.atomic():
        note_not_observed(because=" ", **about)
    note_not_observed(because="Ill.", **about)
    with pytest.raises(Refused, match="on record already"), transaction.atomic():
        note_not_observed(because="Ill again.", **about)
    assert NotObserved.objects.count() == 1


def test_only_a_lead_of_the_service_records_and_never_of_themselves(watched, as_person):
    for who in (watched.ada, watched.colleague, watched.manager, watched.lead_there):
        with pytest.raises(PermissionDenied):
            record_observation(person=watched.ada, seen=ObservedSession("practice", DAY), by=who)
    with pytest.raises(PermissionDenied):
        record_observation(person=watched.lead, seen=ObservedSession("practice", DAY), by=watched.lead)
    address = f"/people/{watched.ada.public_id}/observe/"
    codes = [
        as_person(who).get(address).status_code for who in (watched.lead, watched.manager, watched.ada, watched.lead_there)
    ]
    assert codes == [200, 403, 403, 404]


def test_the_form_says_what_is_missing_and_keeps_what_was_typed(watched, as_person):
    address, lead = f"/people/{watched.ada.public_id}/observe/", as_person(watched.lead)
    sent = {"took_place": "no", "kind": "practice", "on": "2026-05-04", "intervention": "exposure", "score": "21.5"}
    page = lead.post(address, sent).content.decode()
    assert "Enter why it was not possible" in page and "Enter which instrument the score is from" in page and "21.5" in page
    assert lead.post(address, sent | {"took_place": "yes", "instrument": "LITC"}).status_code == 302
    assert Observation.objects.live().get().score_hundredths == 2150


@pytest.mark.parametrize("count", [1, 3])
def test_the_report_costs_the_same_for_more(watched, as_person, django_assert_num_queries, count):
    for month in range(1, count + 1):
        record_observation(person=watched.ada, seen=ObservedSession("practice", date(2026, month, 5)), by=watched.lead)
    client = as_person(watched.lead)
    with django_assert_num_queries(9):
        assert client.get("/oversight/HERE/observations/").status_code == 200
