"""The year ahead: carried on from what is known, with what if."""

from datetime import date, timedelta

import pytest

from oversight.rules.forecast import ForecastWhatIf, KnownFacts, forecast

ON = date(2026, 11, 25)
LONG = date(2020, 1, 1)
ALWAYS = [(LONG, None)]
ANN, BEA, SUE, TOM = 1, 2, 10, 11


def known(**more) -> KnownFacts:
    """Sue and Tom supervise, 300 and 120 minutes a week; Ann and Bea are supervised."""
    about = {
        "posts": dict.fromkeys((ANN, BEA, SUE, TOM), ALWAYS),
        "supervised": {ANN: ALWAYS, BEA: ALWAYS},
        "supported": {SUE: ALWAYS, TOM: ALWAYS},
        "planned": {},
        "plans": {SUE: [(LONG, None, 300)], TOM: [(LONG, None, 120)]},
    }
    return KnownFacts(**about | more)


def test_only_what_is_planned_or_all_that_must_be():
    """Sue lapses in February if nothing more is planned with her; Tom in April in any case, because a sign-off runs out."""
    tom = [(LONG, date(2027, 4, 9))]
    about = known(supported={SUE: ALWAYS, TOM: tom}, planned={SUE: [(LONG, date(2027, 2, 9))], TOM: tom})
    assert [month.lapsing for month in forecast(about, ON)][1:6] == [(), (), (), (TOM,), ()]
    found = forecast(about, ON, ForecastWhatIf(supported=False))
    assert [month.lapsing for month in found][1:6] == [(), (SUE,), (), (TOM,), ()]
    assert spare(found) == [300, 300, 0, 0, *[-120] * 8]


def spare(found) -> list[int]:
    return [month.to_spare for month in found]


def test_twelve_months_after_this_one():
    found = forecast(known(), ON)
    assert (len(found), found[0].first, found[0].last, found[-1].last) == (
        12,
        date(2026, 12, 1),
        date(2026, 12, 31),
        date(2027, 11, 30),
    )
    assert spare(found) == [300] * 12


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({"supported": {SUE: [(LONG, date(2027, 2, 27))], TOM: ALWAYS}}, [300, 300, *[0] * 10]),
        ({"supported": {SUE: [(date(2027, 3, 1), None)], TOM: ALWAYS}}, [0, 0, 0, *[300] * 9]),
        ({"posts": {ANN: ALWAYS, BEA: ALWAYS, TOM: ALWAYS, SUE: [(LONG, date(2026, 12, 24))]}}, [0] * 12),
        ({"supervised": {ANN: ALWAYS, BEA: [(LONG, date(2027, 5, 30))]}}, [*[300] * 5, *[360] * 7]),
        ({"away": {SUE: [(ON, date(2027, 2, 27))]}}, [0, 0, *[300] * 10]),
        ({"away": {SUE: [(date(2027, 3, 1), None)]}}, [300, 300, 300, *[0] * 9]),
        ({"away": {BEA: [(date(2027, 3, 1), None)]}}, [300, 300, 300, *[360] * 9]),
        ({"plans": {SUE: [(LONG, date(2027, 1, 15), 300), (date(2027, 1, 16), None, 60)]}}, [180, *[-60] * 11]),
    ],
)
def test_what_is_known_is_carried_on(more, found):
    assert spare(forecast(known(**more), ON)) == found


def test_who_becomes_lapses_leaves_and_is_free_to_leave():
    found = forecast(
        known(
            supported={SUE: [(LONG, date(2027, 1, 31))], TOM: [(date(2027, 1, 1), None)]},
            posts={ANN: [(LONG, date(2027, 2, 28))], BEA: [(LONG, date(2027, 2, 28)), (LONG, None)], SUE: ALWAYS, TOM: ALWAYS},
            qualified={BEA: date(2025, 3, 15), ANN: date(2025, 3, 15)},
        ),
        ON,
    )
    assert [month.becoming for month in found][:4] == [(), (TOM,), (), ()]
    assert [month.lapsing for month in found][:4] == [(), (), (SUE,), ()]
    assert [month.leaving for month in found][:4] == [(), (), (ANN,), ()]
    assert [month.free_to_leave for month in found][:5] == [(), (), (), (BEA,), ()]


@pytest.mark.parametrize(
    ("what_if", "found", "needed"),
    [
        (ForecastWhatIf(trainees=6, trainees_from=3), [300, 300, *[-60] * 10], 1),
        (ForecastWhatIf(trainees=11), [-360] * 12, 2),
        (ForecastWhatIf(trainees=5), [0] * 12, 0),
        (ForecastWhatIf(leaving=1, leaving_from=12), [*[300] * 11, 90], 0),
        (ForecastWhatIf(leaving=9), [-120] * 12, 1),
    ],
)
def test_what_if(what_if, found, needed):
    months = forecast(known(), ON, what_if)
    assert (spare(months), max(month.supervisors_needed for month in months)) == (found, needed)


def test_a_day_later_nothing_jumps():
    assert spare(forecast(known(), ON)) == spare(forecast(known(), ON + timedelta(days=1)))
