"""What is measured, in what sizes, and what each figure is held against."""

import tempfile
from collections.abc import Callable, Iterator
from statistics import median

from .children import Spent, inside, manage, say, timed
from .databases import Databases, country
from .figures import Figure

LARGE = (20_000, 200)
MIDDLE = (2_000, 20)
SMALL = (162, 1)
IN_THE_REGISTER, IN_A_SMALL_ONE = 150, 50
MOST_TIMES_BARE, LEAST_A_SECOND, MOST_MS, MOST_SECONDS, MOST_MIB = 4, 2_000, 20, 300, 1024


def register(databases: Databases, full: bool) -> Iterator[Figure]:
    """The page of a service of 150 people against a bare view of its one query, in a small database and in a large one."""
    places = {"1 service": SMALL, f"{LARGE[0]:,} people in {LARGE[1]} services": LARGE}
    counted = set()
    for place, size in places.items():
        for people in (IN_THE_REGISTER, IN_A_SMALL_ONE) if size is LARGE else (IN_THE_REGISTER,):
            found = inside(databases.country(*size), "register", people, 300 if full else 80)
            counted.update(found["queries"])
            yield Figure(
                f"Register of {found['people']}, {place}", f"{found['page']:.1f} ms, bare {found['bare']:.1f} ms",
                f"{found['ratio']:.1f} × bare", f"≤ {MOST_TIMES_BARE} ×" if people == IN_THE_REGISTER else "",
                found["ratio"] <= MOST_TIMES_BARE if people == IN_THE_REGISTER else None,
            )  # fmt: skip
    numbers = " or ".join(map(str, sorted(counted)))
    yield Figure("Register, queries of the page on three days each", numbers, "", "constant", len(counted) == 1)


def timelines(databases: Databases, full: bool) -> Iterator[Figure]:
    found = inside(databases.country(*LARGE), "timelines")
    rates = found["rates"]
    for code, rate in rates.items():
        standards = f"all {len(rates) - 1} standards" if code == "all" else f"“{code}”"
        yield Figure(
            f"Timelines of {found['people']:,} in memory, {standards}", f"{rate:,.0f} people/s",
            f"{rate / LEAST_A_SECOND:.1f} × goal", f"≥ {LEAST_A_SECOND:,}/s", rate >= LEAST_A_SECOND,
        )  # fmt: skip


def fact(databases: Databases, full: bool) -> Iterator[Figure]:
    """One changed fact among 20,000 people. A signer's post concerns everybody whom they have signed off, so it has no goal."""
    with databases.scratch(databases.country(*LARGE)) as url:
        found = inside(url, "fact", 400 if full else 100)
    for what, spent in found.items():
        goal = what != "a signer's post"
        yield Figure(
            f"One changed fact, {what}", f"{spent['done']:.1f} ms, {spent['done'] - spent['worked']:.1f} of it commit",
            f"p95 {spent['p95']:.1f} ms", f"< {MOST_MS} ms" if goal else "", spent["done"] < MOST_MS if goal else None,
        )  # fmt: skip


def imports(databases: Databases, full: bool) -> Iterator[Figure]:
    """The files of a country through ``import_csv``, at two sizes, and how it grows."""
    middle = _imported(databases, MIDDLE, 3 if full else 1)
    yield _import_figure(MIDDLE, *middle, goal=False)
    large = _imported(databases, LARGE, 3 if full else 1)
    yield _import_figure(LARGE, *large, goal=True)
    growth = median(s.cpu for s in large[1]) / median(s.cpu for s in middle[1])
    people = LARGE[0] / MIDDLE[0]
    yield Figure(
        f"Import, growth for {people:.0f} × the people", f"{growth:.1f} × the processor time", f"{growth / people:.2f} × linear"
    )


def _imported(databases: Databases, size: tuple[int, int], times: int) -> tuple[int, list[Spent]]:
    """The rows that were imported, and what each import took."""
    with tempfile.TemporaryDirectory() as folder:
        manage(databases.empty(), *country(*size), "--files", folder)
        rows = _rows(folder)
        spent = []
        for _ in range(times):
            say(f"Importing {size[0]:,} people, {rows:,} rows")
            with databases.scratch(databases.published()) as url:
                spent.append(timed(url, "import_csv", folder))
    return rows, spent


def _rows(folder: str) -> int:
    from pathlib import Path

    return sum(path.read_bytes().count(b"\n") - 1 for path in Path(folder).glob("*.csv"))


def _import_figure(size: tuple[int, int], rows: int, spent: list[Spent], *, goal: bool) -> Figure:
    wall, cpu, memory = (median(getattr(s, name) for s in spent) for name in ("wall", "cpu", "memory"))
    return Figure(
        f"Import of {size[0]:,} people, {rows:,} rows", f"{wall:.0f} s ({cpu:.0f} s of processor), peak {memory:.0f} MiB",
        f"{rows / wall:,.0f} rows/s", f"< {MOST_SECONDS} s, < {MOST_MIB} MiB" if goal else "",
        wall < MOST_SECONDS and memory < MOST_MIB if goal else None,
    )  # fmt: skip


BENCHMARKS: dict[str, Callable[[Databases, bool], Iterator[Figure]]] = {
    "register": register, "timelines": timelines, "fact": fact, "import": imports,
}  # fmt: skip
