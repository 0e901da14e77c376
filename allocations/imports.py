"""The files about who supervises whom: allocations and capacity."""

from people.imports import PEOPLE, in_order
from tabular import FileColumn, FileTable, Refusal, known
from tabular.columns import choice, day, whole

from .models import Allocation, Capacity
from .rules.words import ALLOCATION_KINDS


def _check_allocation(row, context) -> None:
    if row["supervisee_id"] == row["supervisor_id"]:
        raise Refusal("oneself", "People cannot supervise themselves. Enter the supervisor.", "supervisor")
    in_order("started_on", "finished_on")(row, context)


PERIOD = (FileColumn("started_on", "started_on", day, required=True), FileColumn("finished_on", "finished_on", day))

ALLOCATION_TABLE = FileTable(
    "allocations.csv",
    ("allocation", "allocations"),
    Allocation,
    (
        FileColumn("supervisee", "supervisee_id", known(PEOPLE), required=True),
        FileColumn("supervisor", "supervisor_id", known(PEOPLE), required=True),
        FileColumn("kind", "kind", choice(*ALLOCATION_KINDS), required=True),
        *PERIOD,
        FileColumn("minutes_per_week", "minutes_per_week", whole()),
    ),
    key=("supervisee_id", "kind", "started_on"),
    check=_check_allocation,
    once=("supervisee_id", "kind"),
)
CAPACITY_TABLE = FileTable(
    "capacity.csv",
    ("capacity", "capacities"),
    Capacity,
    (
        FileColumn("supervisor", "supervisor_id", known(PEOPLE), required=True),
        FileColumn("kind", "kind", choice(*ALLOCATION_KINDS), required=True),
        FileColumn("minutes_per_week", "minutes_per_week", whole(), required=True),
        FileColumn("max_supervisees", "max_supervisees", whole()),
        *PERIOD,
    ),
    key=("supervisor_id", "kind", "started_on"),
    check=in_order("started_on", "finished_on"),
)
