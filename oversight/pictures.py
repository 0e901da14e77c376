"""What the pages of a service draw, and what somebody who cannot see it is told."""

from nhsuk.charts import CountChart, Counted
from nhsuk.words import how_many
from people.rules.period import add_months

from .register import Register, ending

MONTHS = 12


def lapses_chart(register: Register) -> CountChart | None:
    """The last days of supervisors over a year from the day, by month; nothing where none is known."""
    first = register.on.replace(day=1)
    days = [row.until for row in register.rows if ending(row, register.on) and row.until]
    months = [add_months(first, number) for number in range(MONTHS)]
    counts = [sum(day.replace(day=1) == month for day in days) for month in months]
    if not any(counts):
        return None
    said = [f"{how_many(n, 'supervisor')} in {month:%B %Y}" for month, n in zip(months, counts, strict=True) if n]
    columns = [Counted(f"{month:%b}", f"{month:%B %Y}", n) for month, n in zip(months, counts, strict=True)]
    return CountChart(columns, f"Last days to supervise, by month: {', '.join(said)}")
