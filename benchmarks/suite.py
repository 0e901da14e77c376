"""What is measured, in what sizes, and what each figure is held against."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from tempfile import TemporaryDirectory

from .children import inside, timed
from .databases import Databases
from .figures import MeasuredFigure
from .imports import LARGE, imports
from .screens import measure

SMALL = (162, 1)
IN_THE_REGISTER, IN_A_SMALL_ONE = 150, 50
MOST_S_SERVICE, MOST_S_REGION = 5, 20
MOST_S_MEDIAN, MOST_S_WORST = 1, 5
MOST_S_PACK, MOST_MIB_PACK = 20, 300
ATTENDED, ATTENDED_IN_A_FILE = 10_000_000, 1_000_000
MOST_KB, MOST_S_PAINT = 100, 1
MOST_TIMES_BARE, LEAST_A_SECOND, MOST_MS = 4, 2_000, 20


def register(databases: Databases, full: bool) -> Iterator[MeasuredFigure]:
    """The page of a service of 150 people against a bare view of its one query, in a small database and in a large one."""

    def measured(size: tuple[int, int], people: int) -> dict:
        return inside(databases.country(*size), "register", people, 300 if full else 80)

    place = f"among {LARGE[0]:,} in {LARGE[1]} services"
    alone, among, fewer = measured(SMALL, IN_THE_REGISTER), measured(LARGE, IN_THE_REGISTER), measured(LARGE, IN_A_SMALL_ONE)
    yield _page(f"Register of {alone['people']} people, alone in the database", alone)
    yield _page(f"Register of {among['people']} people {place}", among)
    yield from _beside(among)
    yield _page(f"Register of {fewer['people']} people {place}", fewer, judged=False)
    counted = {count for found in (alone, among, fewer) for count in found["queries"]}
    numbers = " or ".join(map(str, sorted(counted)))
    yield MeasuredFigure("Register, queries of each of these pages on three days", numbers, "", "constant", len(counted) == 1)


def _page(what: str, found: dict, *, judged: bool = True) -> MeasuredFigure:
    took, ratio = found["took"], found["ratio"]["page"]
    figure = f"{took['page']:.1f} ms, bare view {took['bare']:.1f} ms"
    goal = (f"≤ {MOST_TIMES_BARE} ×", ratio <= MOST_TIMES_BARE) if judged else ("", None)
    return MeasuredFigure(what, figure, _times_bare(found, "page"), *goal)


def _times_bare(found: dict, kind: str) -> str:
    return f"{found['ratio'][kind]:.1f} × bare ({found['worked'][kind]:.1f} × Python's work)"


def _beside(found: dict) -> Iterator[MeasuredFigure]:
    """What else there is to be compared: the register as JSON."""
    yield MeasuredFigure(
        f"– of these {found['people']}, as JSON", f"{found['took']['json']:.1f} ms", _times_bare(found, "json")
    )


def timelines(databases: Databases, full: bool) -> Iterator[MeasuredFigure]:
    found = inside(databases.country(*LARGE), "timelines")
    rates = found["rates"]
    for code, rate in rates.items():
        standards = f"all {len(rates) - 1} standards" if code == "all" else f"“{code}”"
        yield MeasuredFigure(
            f"Timelines of {found['people']:,} people in memory, {standards}", f"{rate:,.0f} people/s",
            f"{rate / LEAST_A_SECOND:.1f} × goal", f"≥ {LEAST_A_SECOND:,}/s", rate >= LEAST_A_SECOND,
        )  # fmt: skip


def fact(databases: Databases, full: bool) -> Iterator[MeasuredFigure]:
    """One changed fact among 20,000 people. A signer's post concerns everybody whom they have signed off, so it has no goal."""
    with databases.scratch_country(*LARGE) as url:
        found = inside(url, "fact", 400 if full else 100)
    for what, spent in found.items():
        worked, judged = spent["worked"], what != "a signer's post"
        yield MeasuredFigure(
            f"One changed fact, {what}", f"{worked:.1f} ms, and {spent['commit']:.1f} ms to commit",
            f"p95 {spent['p95']:.1f} ms", f"< {MOST_MS} ms" if judged else "", worked < MOST_MS if judged else None,
        )  # fmt: skip


def imported(databases: Databases, full: bool) -> Iterator[MeasuredFigure]:
    """The files of a country through ``import_csv``, at two sizes, and how it grows."""
    yield from imports(databases, 3 if full else 1)


def plans(databases: Databases, full: bool) -> Iterator[MeasuredFigure]:
    """Plans of 400 people and 60 supervisors, and of a region; proven the best, or by how much they may be off."""
    measured = inside(databases.country(*SMALL), "plans", 3 if full else 1)
    for name, found in measured["alone"].items():
        most = MOST_S_REGION if name.startswith("region") else MOST_S_SERVICE
        proven = "proven the best" if not found["off_by"] else f"may be off by {found['off_by']}"
        what = f"Plan of {found['people']:,} people and {found['supervisors']:,} supervisors: {name}"
        met = found["took"] < most and not found["off_by"]
        yield MeasuredFigure(what, f"{found['took']:.1f} s, {proven}", f"{found['took'] / most:.2f} × goal", f"< {most} s", met)

    for size, found in measured["many"].items():
        proven = f"{found['not_proven']} not proven" if found["not_proven"] else "all proven the best"
        met = found["median"] <= MOST_S_MEDIAN and found["worst"] <= MOST_S_WORST and not found["not_proven"]
        yield MeasuredFigure(
            f"Plans of {size} by chance, {found['times']} of them",
            f"{found['median']:.2f} s of processor, the slowest {found['worst']:.2f} s, {proven}",
            f"{max(found['median'] / MOST_S_MEDIAN, found['worst'] / MOST_S_WORST):.2f} × goal",
            f"≤ {MOST_S_MEDIAN} s, the slowest {MOST_S_WORST} s", met,
        )  # fmt: skip


def desk(databases: Databases, full: bool) -> Iterator[MeasuredFigure]:
    """Desk and indicators of a service of 150 people, against their own SQL; and its evidence pack of a year."""
    rows = ATTENDED if databases.store.words == "PostgreSQL" else ATTENDED_IN_A_FILE
    url = databases.attended(*LARGE, rows)
    found = inside(url, "desk", IN_THE_REGISTER, 60 if full else 20)
    for name, page in found["pages"].items():
        yield MeasuredFigure(
            f"{name.capitalize()} of {found['people']} people among {rows:,} attendances, {page['queries']} queries",
            f"{page['page']:.0f} ms, its SQL alone {page['bare']:.0f} ms",
            f"{page['ratio']:.1f} × bare",
            f"≤ {MOST_TIMES_BARE} ×",
            page["ratio"] <= MOST_TIMES_BARE,
        )
    yield _pack(url, found["service"])


def _pack(url: str, service: str) -> MeasuredFigure:
    last = date.today() - timedelta(days=1)
    with TemporaryDirectory() as folder:
        words = (
            "--service",
            service,
            "--from",
            (last - timedelta(days=364)).isoformat(),
            "--to",
            last.isoformat(),
            "--out",
            f"{folder}/pack",
        )
        spent = timed(url, "evidence_pack", *words)
    met = spent.wall < MOST_S_PACK and spent.memory < MOST_MIB_PACK
    goal = f"< {MOST_S_PACK} s, {MOST_MIB_PACK} MiB"
    return MeasuredFigure(
        "– its evidence pack of a year",
        f"{spent.wall:.1f} s, {spent.memory:.0f} MiB",
        f"{spent.wall / MOST_S_PACK:.2f} × goal",
        goal,
        met,
    )


def screens(databases: Databases, full: bool) -> Iterator[MeasuredFigure]:
    """Six desks of the demo on a telephone with a slow line, nothing kept from before."""
    with databases.scratch_empty() as url:
        found = measure(url, 5 if full else 3)
    for desk, seen in found.items():
        weight, paint = seen["bytes"] / 1000, seen["paint"] / 1000
        yield MeasuredFigure(
            f"Desk of {desk} on a telephone", f"{weight:.0f} kB, first words after {paint:.2f} s",
            f"{weight / MOST_KB:.2f} and {paint / MOST_S_PAINT:.2f} × goal", f"< {MOST_KB} kB, {MOST_S_PAINT} s",
            weight < MOST_KB and paint < MOST_S_PAINT,
        )  # fmt: skip


BENCHMARKS: dict[str, Callable[[Databases, bool], Iterator[MeasuredFigure]]] = {
    "register": register, "timelines": timelines, "fact": fact, "import": imported,
    "plans": plans, "desk": desk, "screens": screens,
}  # fmt: skip
