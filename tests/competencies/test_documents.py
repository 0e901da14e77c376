"""What the judgement looks like on paper: long lists of little meaning are counted, and every day is still there."""

from datetime import date

from competencies.documents.portfolio import by_month
from competencies.documents.standing import without_noise
from competencies.evidence import ShownEvidence
from competencies.labels import BECAUSE
from nhsuk.components import Column, Table

GIVEN = "Case management supervision given, 60 minutes"
OTHER = BECAUSE["not_this_one"]


def shown(day: date, what: str = GIVEN) -> ShownEvidence:
    return ShownEvidence(what, str(day), day)


def test_sessions_are_a_line_for_each_month_the_latest_first():
    sessions = [
        (shown(date(2026, 10, 30)), ""),
        (shown(date(2026, 11, 6)), ""),
        (shown(date(2026, 11, 6)), ""),
        (shown(date(2026, 11, 4)), ""),
        (shown(date(2026, 11, 18)), "disputed"),
        (shown(date(2025, 11, 5), "Supervision of supervision attended, 75 minutes"), ""),
    ]

    assert by_month(sessions) == [
        (GIVEN, "November 2026", "4, 6 (2)", ""),
        (GIVEN, "November 2026", "18", "disputed"),
        (GIVEN, "October 2026", "30", ""),
        ("Supervision of supervision attended, 75 minutes", "November 2025", "5", ""),
    ]


def test_evidence_of_another_kind_is_shown_three_times_and_then_counted():
    counts = [("Supervision of supervision attended", "23 October 2026", "Counts until 22 February 2027")] * 5
    others = [(GIVEN, f"{day} October 2026", OTHER) for day in range(1, 9)]
    missing = [(f"G{number}", "", "Not signed off yet") for number in range(1, 9)]
    table = Table("Evidence", [Column("Evidence"), Column("When"), Column("Does it count?")], [*counts, *others, *missing])

    assert without_noise(table).rows == [*counts, *others[:3], *missing, ("5 more", "", OTHER)]
