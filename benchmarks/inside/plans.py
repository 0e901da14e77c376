"""Plans for one service and for a region of many, from problems in memory, with the clock of the wall: somebody waits for
them."""

import json
import random
import sys
import time

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


def region(services: int) -> Problem:
    parts = [service(number, 100, 15, (60,), number % 2 == 1) for number in range(services)]
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
}


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


if __name__ == "__main__":
    print(json.dumps(measure([name for name in PROBLEMS if name != "region"], 3) | measure(["region"], int(sys.argv[1]))))
