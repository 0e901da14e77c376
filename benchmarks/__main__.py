"""``python -m benchmarks [name …] [--full]``"""

import argparse
import os

from .children import Failed, say
from .databases import Databases
from .figures import MeasuredFigure, table, verdict
from .suite import BENCHMARKS


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure what has a goal, and print one table.")
    parser.add_argument("names", nargs="*", metavar="name", help=f"of {', '.join(BENCHMARKS)} (all)")
    parser.add_argument("--full", action="store_true", help="more repetitions, and medians of three imports")
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(BENCHMARKS):
        parser.error(f"There is no {', '.join(sorted(unknown))}. There are {', '.join(BENCHMARKS)}.")
    databases = Databases()
    figures: list[MeasuredFigure] = []
    for name in asked.names or BENCHMARKS:
        say(f"Measuring: {name}")
        try:
            figures += BENCHMARKS[name](databases, asked.full)
        except Failed as failed:
            say(str(failed))
            figures.append(MeasuredFigure(f"{name}: could not be measured, see above", "–", met=False))
    load = "/".join(f"{load:.1f}" for load in os.getloadavg())
    print(f"\n{table(figures)}\n\n{verdict(figures)}")
    print(
        f"On {databases.store.words}, {os.cpu_count()} processors, load {load}. Times are medians; memory is "
        "that of Python alone."
    )


if __name__ == "__main__":
    main()
