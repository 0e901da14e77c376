"""People are told once what ends soon."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from competencies.actions import publish_standard, tell_what_ends
from governance.access import CONSOLE
from people.models import Notice
from tests.world import STANDARD, take_in

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 23)
SKILLS = STANDARD["becoming"]["of"][2] | {"valid_months": 12}


def signed(number: str, competency: str, on: str, revoked: str = "") -> dict[str, str]:
    return {"employee_number": number, "framework": "small", "competency": competency, "level": "2", "signed_on": on,
            "signed_by": "L1" if number != "B2" else "L2", "revoked_on": revoked}  # fmt: skip


@pytest.fixture
def ending(world):
    publish_standard(
        document=STANDARD | {"code": "year", "title": "A year", "becoming": {"op": "ALL", "of": [SKILLS]}}, by=CONSOLE
    )
    take_in(
        sign_offs=[
            signed("A1", "A1", "2026-01-05"), signed("A1", "A2", "2026-01-05"),
            signed("C1", "A1", "2025-12-01"), signed("C1", "A2", "2026-03-01"),
            signed("B2", "A1", "2026-01-05", revoked="2026-02-01"),
            signed("M1", "A1", "2025-12-24"), signed("M1", "A1", "2026-11-01"),
        ]
    )  # fmt: skip
    return world


def told(person) -> list[str]:
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("text", flat=True))


def test_each_is_told_once_and_only_of_what_ends(ending):
    assert tell_what_ends(on=ON, by=CONSOLE).messages == 4
    assert told(ending.ada) == [
        "Your sign-off for Title A1 (A1) and Title A2 (A2) counts until 5 January 2027. Ask for it again before then.",
        "You can supervise until 4 January 2027 (A year). See what you need to do to keep supervising.",
    ]
    assert told(ending.colleague) == [
        "Your sign-off for Title A1 (A1) counts until 1 December 2026. Ask for it again before then.",
        "You can supervise until 30 November 2026 (A year). See what you need to do to keep supervising.",
    ]
    assert told(ending.bea_there) == told(ending.manager) == []
    assert tell_what_ends(on=ON, by=CONSOLE).messages == 0


def test_only_the_operator_tells(ending):
    with pytest.raises(PermissionDenied):
        tell_what_ends(on=ON, by=ending.manager)
