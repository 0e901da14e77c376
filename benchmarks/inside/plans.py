"""Plans for one service and for a region of many, from problems in memory, with the clock of the wall: somebody waits for
them."""

import json
import random
import sys
import time
from statistics import median

from allocations.rules.matching import plan
from allocations.rules.problem import Problem, Supervisee, Supervisor

TEAMS, SITES = 6, 3
PATIENCE = 60.0


def service(number: int, people: int, supervisors: int, minutes: tuple[int, ...], standing: bool) -> Problem:
    """Six teams at three sites, half of the people with a line manager among the supervisors, one pair in five hundred that may
    not be; with ``standing``, two thirds have a supervisor with whom they could stay."""
    pick = random.Random(number)
    some = tuple(
        Supervisor(f"S{number:03}-{n:03}", pick.choice((300, 360, 480)), 0, pick.choice((None, 6, 8)))
        for n in range(supervisors)
    )

    def against(n: int, place: int, manager: int) -> tuple[str, ...]:
        team, other = n % TEAMS, place % TEAMS
        found = [*(["another_team"] * (team != other)), *(["another_site"] * (team % SITES != other % SITES))]
        return (*found, *(["line_manager"] * (place == manager)), *(["eligibility_ends_soon"] * (place % 10 == 9)))

    def one(n: int) -> Supervisee:
        manager = pick.randrange(supervisors) if pick.random() < 0.5 else -1
        costs = {s.key: against(n, place, manager) for place, s in enumerate(some) if pick.random() > 0.002}
        stays = pick.choice(sorted(costs)) if standing and pick.random() < 0.67 else ""
        return Supervisee(f"E{number:03}-{n:04}", pick.choice(minutes), costs, stays)

    return Problem(some, tuple(one(n) for n in range(people)))


def any_service(people: int, supervisors: int, number: int) -> Problem:
    """Everybody may have every supervisor, at a cost by chance; six in ten have one already."""
    pick = random.Random(number)
    some = tuple(Supervisor(f"S{n:04}", pick.choice((300, 420, 240)), 0, pick.choice((None, 8, 6))) for n in range(supervisors))

    def one(n: int) -> Supervisee:
        costs = {s.key: tuple(why for why in ("another_team", "another_site") if pick.random() < 0.4) for s in some}
        return Supervisee(f"E{n:05}", (60, 30)[n % 2], costs, pick.choice(some).key if pick.random() < 0.6 else "")

    return Problem(some, tuple(one(n) for n in range(people)), {}, False)


def region(services: int, minutes: tuple[int, ...] = (60,)) -> Problem:
    parts = [service(number, 100, 15, minutes, number % 2 == 1) for number in range(services)]
    return Problem(
        tuple(s for part in parts for s in part.supervisors), tuple(one for part in parts for one in part.supervisees)
    )


PROBLEMS = {
    "everybody takes an hour": lambda: service(1, 400, 60, (60,), False),
    "some take half an hour": lambda: service(2, 400, 60, (30, 60), False),
    "some take half an hour, harder": lambda: service(5, 400, 60, (30, 60), False),
    "two thirds could stay": lambda: service(3, 400, 60, (60,), True),
    "some take half an hour, two thirds could stay": lambda: service(6, 400, 60, (30, 60), True),
    "region": lambda: region(200),
    "region, some take half an hour": lambda: region(200, (30, 60)),
}
SIZES = ((150, 22), (200, 30), (400, 60))


def measure(names: list[str], times: int) -> dict:
    found = {}
    for name in names:
        problem, took = PROBLEMS[name](), []
        for _ in range(times):
            until = (began := time.perf_counter()) + PATIENCE
            made = plan(problem, lambda until=until: until - time.perf_counter())
            took.append(time.perf_counter() - began)
        found[name] = {
            "took": sorted(took)[len(took) // 2], "off_by": dict(made.off_by), "unplaced": made.unplaced,
            "people": len(problem.supervisees), "supervisors": len(problem.supervisors),
        }  # fmt: skip
    return found


def measure_many(times: int) -> dict:
    """Seconds of processor for services by chance: how long the middle one took, and the slowest."""
    found = {}
    for people, supervisors in SIZES:
        took, off_by, unplaced = [], 0, 0
        for number in range(times):
            problem = any_service(people, supervisors, number)
            until, began = time.perf_counter() + PATIENCE, time.process_time()
            made = plan(problem, lambda until=until: until - time.perf_counter())
            took.append(time.process_time() - began)
            off_by, unplaced = off_by + bool(made.off_by), unplaced + made.unplaced
        found[f"{people} and {supervisors}"] = {
            "median": median(took), "worst": max(took), "not_proven": off_by, "unplaced": unplaced, "times": times,
        }  # fmt: skip
    return found


if __name__ == "__main__":
    times = int(sys.argv[1])
    regions = [name for name in PROBLEMS if name.startswith("region")]
    alone = measure([name for name in PROBLEMS if name not in regions], 3) | measure(regions, times)
    print(json.dumps({"alone": alone, "many": measure_many(20 if times > 1 else 5)}))
