"""The reasons for which cases were brought to supervision, over time, as a small table."""

from datetime import date

from django.db.models import QuerySet

from nhsuk.components import Column, Table

from . import labels
from .models import Session
from .queries import cases_by_month


def cases_table(sessions: QuerySet[Session], today: date) -> Table | None:
    """A row a month; nothing where no case was counted."""
    months = cases_by_month(sessions, today)
    if not months:
        return None
    rows = [
        (f"{month:%B %Y}", *(counts[trigger] for trigger in labels.TRIGGERS), counts.total())
        for month, counts in months.items()
    ]
    columns = [Column("Month"), *(Column(title, numeric=True) for title in (*labels.TRIGGERS.values(), "All cases"))]
    return Table("Cases discussed in the last 6 months, by reason", columns, rows)
