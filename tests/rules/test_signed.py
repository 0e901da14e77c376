"""The sign-off that stands: the latest one, unless it is revoked, and never what that one superseded (ELIGIBILITY 4.2)."""

from dataclasses import dataclass
from datetime import date

import pytest

from competencies.rules.signed import latest_on, standing_on


@dataclass(frozen=True)
class Given:
    name: str
    signed_on: date
    revoked_on: date | None = None


JANUARY = Given("january", date(2024, 1, 10))
MAY = Given("may", date(2024, 5, 10), date(2024, 9, 1))


@pytest.mark.parametrize(
    ("on", "latest", "stands"),
    [
        (date(2024, 1, 9), [], []),
        (date(2024, 1, 10), ["january"], ["january"]),
        (date(2024, 5, 10), ["may"], ["may"]),
        (date(2024, 8, 31), ["may"], ["may"]),
        (date(2024, 9, 1), ["may"], []),
        (date(2026, 1, 1), ["may"], []),
    ],
)
def test_what_a_revoked_one_superseded_does_not_come_back(on, latest, stands):
    signed = [JANUARY, MAY]
    assert [one.name for one in latest_on(signed, on, lambda one: "A1").values()] == latest
    assert [one.name for one in standing_on(signed, on, lambda one: "A1").values()] == stands
