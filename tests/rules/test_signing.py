"""Who may sign whose competencies, and how long somebody has waited in working days."""

from datetime import date, timedelta

import pytest

from people.rules.working_days import is_working_day, working_days_between
from signing.rules.assessors import Signer, refusal

LEADS = frozenset({"clinical_lead", "lead_pwp"})
A_LEAD = frozenset({"lead_pwp"})
CASES = {
    "a lead": (Signer(2, A_LEAD), ""),
    "with another post as well": (Signer(2, A_LEAD | {"pwp"}), ""),
    "somebody away": (Signer(2, A_LEAD, away=True), ""),
    "oneself": (Signer(1, A_LEAD), "You cannot sign off your own competencies. Choose someone else."),
    "a leaver": (Signer(2, frozenset()), "They have no post in this service now. Choose someone else."),
    "another role": (
        Signer(2, frozenset({"pwp"})),
        "Their role does not let them sign off these competencies. Choose someone whose role does.",
    ),
    "in return": (
        Signer(2, A_LEAD, signed_by_them=True),
        "Two people cannot sign each other off. Choose someone else for one of the two.",
    ),
    "barred": (Signer(2, A_LEAD, barred="Not while you supervise them."), "Not while you supervise them."),
}


@pytest.mark.parametrize(("signer", "why"), CASES.values(), ids=CASES)
def test_who_may_sign(signer, why):
    assert refusal(1, signer, LEADS) == why


WAITED = [
    ("2026-11-20", "2026-11-20", 0),
    ("2026-11-20", "2026-11-22", 0),
    ("2026-11-20", "2026-11-23", 1),
    ("2026-11-16", "2026-11-23", 5),
    ("2026-12-24", "2026-12-29", 1),
    ("2026-12-24", "2027-01-04", 4),
    ("2027-03-25", "2027-03-30", 1),
    ("2022-09-16", "2022-09-20", 1),
]


@pytest.mark.parametrize(("start", "finish", "days"), WAITED)
def test_working_days_leave_out_weekends_and_bank_holidays(start, finish, days):
    assert working_days_between(date.fromisoformat(start), date.fromisoformat(finish)) == days


def test_a_year_has_its_bank_holidays():
    year = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    assert sum(day.weekday() < 5 for day in year) - sum(map(is_working_day, year)) == 8
