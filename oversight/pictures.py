"""What the pages of a service draw, and what somebody who cannot see it is told."""

from collections.abc import Iterable
from datetime import date, timedelta
from urllib.parse import urlencode

from nhsuk.charts import CountChart, Counted
from nhsuk.words import how_many
from people.rules.period import add_months

from .register import Register, ending
from .rules.gaps import Missing

MONTHS = 12
Months = dict[date, int]
"""How many, by the first day of the month."""


def lapses_chart(register: Register) -> CountChart | None:
    """The last days of supervisors over a year from the day, by month; nothing where none is known."""
    first = register.on.replace(day=1)
    days = [row.until for row in register.rows if ending(row, register.on) and row.until]
    months = [add_months(first, number) for number in range(MONTHS)]
    counts = {month: sum(day.replace(day=1) == month for day in days) for month in months}
    return _chart(counts, "Last days to supervise, by month", "supervisor")


def unsupervised(gaps: Iterable[Missing], first: date, last: date) -> Months:
    """How many people had no supervisor on some day of each month, of the last twelve."""
    month, months = last.replace(day=1), []
    while month >= first.replace(day=1) and len(months) < MONTHS:
        months.append(month)
        month = add_months(month, -1)
    without = [gap for gap in gaps if gap.what == "no_supervisor"]
    return {
        month: len({gap.people[0] for gap in without if gap.first < add_months(month, 1) and gap.last >= month})
        for month in reversed(months)
    }


def unsupervised_chart(counts: Months) -> CountChart | None:
    """The same drawn, where there is more than one month to compare."""
    return (
        _chart(counts, "People with no case management supervisor, by month", "person", "people") if len(counts) > 1 else None
    )


def month_links(counts: Months, last: date) -> list[tuple[str, int, str]]:
    """The same in words, each month with the address that asks for it."""
    return [
        (
            f"{month:%B %Y}",
            count,
            "?"
            + urlencode({"first": month, "last": min(last, add_months(month, 1) - timedelta(days=1)), "kind": "no_supervisor"}),
        )
        for month, count in counts.items()
        if count
    ]


def _chart(counts: Months, title: str, each: str, many: str = "") -> CountChart | None:
    if not any(counts.values()):
        return None
    said = [f"{how_many(count, each, many)} in {month:%B %Y}" for month, count in counts.items() if count]
    columns = [Counted(f"{month:%b}", f"{month:%B %Y}", count) for month, count in counts.items()]
    return CountChart(columns, f"{title}: {', '.join(said)}")
