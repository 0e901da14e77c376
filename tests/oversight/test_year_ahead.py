"""The year ahead lapses whom the judgement lapses: what is planned counts as planned, and who is away is not there."""

from datetime import date

import pytest
from django.urls import reverse

from allocations.models import Away
from competencies.queries import principal
from governance.facts import recording
from oversight.queries.ahead import known
from oversight.rules.forecast import ForecastWhatIf, forecast
from supervisionofsupervision.sources import lapses_of
from tests.supervisionofsupervision.conftest import TODAY, clock, ground, here  # noqa: F401
from tests.supervisionofsupervision.test_chain_here import group, staying  # noqa: F401
from tests.world import take_in

pytestmark = pytest.mark.django_db


def ahead(here, *, supported: bool):  # noqa: F811
    return forecast(known(here, principal(), TODAY), TODAY, ForecastWhatIf(supported=supported))


def lapsing(here, *, supported: bool) -> dict[int, date]:  # noqa: F811
    """The month in which each lapses."""
    return {person: month.first for month in ahead(here, supported=supported) for person in month.lapsing}


def test_what_is_planned_counts_as_planned(staying, here):  # noqa: F811
    first, second = staying("S1").pk, staying("S2").pk
    january = date(2027, 1, 1)
    assert lapsing(here, supported=True) == {}
    assert lapsing(here, supported=False) == {first: january, second: january}
    group(here, staying("L1"), [staying("S1"), staying("S2")], leader=staying("L1"))
    assert lapsing(here, supported=False) == {second: january}
    saved = {one.person for one in lapses_of({first, second}, TODAY) if one.saved_by}
    assert saved == {first}, "the page of supervision of supervision says the same"


def test_who_is_away_is_not_there(staying, here):  # noqa: F811
    take_in(
        capacity=[
            {
                "supervisor": number,
                "kind": "case_management",
                "minutes_per_week": "120",
                "max_supervisees": "",
                "started_on": "2026-01-01",
            }
            for number in ("S1", "S2")
        ]
    )
    before = [month.supply for month in ahead(here, supported=True)]
    take_in(absences=[
        {"employee_number": "S1", "kind": "parental", "started_on": "2026-12-10", "finished_on": "2027-02-27"},
        {"employee_number": "S2", "kind": "annual_leave", "started_on": "2026-12-21", "finished_on": "2027-01-03"},
    ])  # fmt: skip
    assert [month.supply - was for month, was in zip(ahead(here, supported=True), before, strict=True)] == [
        -120,
        -120,
        *[0] * 10,
    ]
    with recording(by=staying("L1")) as book:
        book.record([Away(supervisor=staying("S2"), keeps=False, started_on=date(2027, 3, 1))])
    assert [month.supply - was for month, was in zip(ahead(here, supported=True), before, strict=True)] == [
        -120, -120, 0, *[-120] * 9,
    ]  # fmt: skip


def test_above_an_error_nothing_is_called_enough(staying, here, as_person):  # noqa: F811
    address = reverse("oversight:forecast", args=[here.code])
    page = as_person(staying("L1")).get(address, {"trainees": "-3"}).content.decode()
    assert "There is a problem" in page and "There is enough supervision" not in page and "<svg" not in page
