"""The import of a country's files by ``import_csv``, in a process of its own, at two sizes: time, memory, and how both grow."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from .children import Spent, manage, say, timed
from .databases import Databases, seeding
from .figures import MeasuredFigure

LARGE = (20_000, 200)
MIDDLE = (2_000, 20)
MOST_SECONDS, MOST_MIB = 300, 1024
LAST_STEP = "Working out the timelines"


@dataclass(frozen=True, slots=True)
class Imported:
    """So many people and rows, and what each of several imports of them took."""

    people: int
    rows: int
    spent: list[Spent]

    def middle(self, of: str) -> float:
        return median(getattr(spent, of) for spent in self.spent)

    def of_timelines(self) -> float:
        """Seconds from when the facts are written to the end."""
        return median(s.wall - next((at for at, line in s.progress if line.startswith(LAST_STEP)), s.wall) for s in self.spent)


def imports(databases: Databases, times: int) -> Iterator[MeasuredFigure]:
    small, large = _imported(databases, MIDDLE, times), _imported(databases, LARGE, times)
    yield _figure(small, judged=False)
    yield _figure(large, judged=True)
    yield _growth(small, large)


def _imported(databases: Databases, size: tuple[int, int], times: int) -> Imported:
    with tempfile.TemporaryDirectory() as folder:
        manage(databases.empty(), *seeding(*size), "--files", folder)
        rows = sum(path.read_bytes().count(b"\n") - 1 for path in Path(folder).iterdir())
        return Imported(size[0], rows, [_once(databases, size[0], rows, folder) for _ in range(times)])


def _once(databases: Databases, people: int, rows: int, folder: str) -> Spent:
    say(f"Importing {people:,} people, {rows:,} rows")
    with databases.scratch_published() as url:
        return timed(url, "import_csv", folder)


def _figure(found: Imported, *, judged: bool) -> MeasuredFigure:
    wall, cpu, memory = (found.middle(of) for of in ("wall", "cpu", "memory"))
    goal = (f"< {MOST_SECONDS} s, < {MOST_MIB} MiB", wall < MOST_SECONDS and memory < MOST_MIB) if judged else ("", None)
    figure = f"{wall:.0f} s, {found.of_timelines():.0f} of it timelines ({cpu:.0f} s of processor); peak {memory:.0f} MiB"
    return MeasuredFigure(
        f"Import of {found.people:,} people, {found.rows:,} rows", figure, f"{found.rows / wall:,.0f} rows/s", *goal
    )


def _growth(small: Imported, large: Imported) -> MeasuredFigure:
    """Processor time grows with the work; the clock also with whatever else the machine has to do."""
    people = large.people / small.people
    wall, cpu, memory = (large.middle(of) / small.middle(of) for of in ("wall", "cpu", "memory"))
    figure = f"{cpu:.1f} × the processor time, {wall:.1f} × on the clock, {memory:.1f} × the memory"
    return MeasuredFigure(f"Import, growth for {people:.0f} × the people", figure, f"{cpu / people:.2f} × linear")
