"""Everybody's timeline under each standard, from facts in memory, on one core. Reading the facts is not timed."""

import json
import time
from statistics import median

from competencies.queries import careers, standards
from competencies.rules.eligibility import timeline
from competencies.timelines import chunks, everybody


def seconds(known, standard) -> float:
    """Seconds of processor time, which is what one core would take if it had nothing else to do."""
    began = time.process_time()
    for career in known:
        timeline(career, standard)
    return time.process_time() - began


def measure() -> dict:
    published = standards()
    people = everybody()
    rates: dict[str, list[float]] = {code: [] for code in (*published, "all")}
    for some in chunks(people):
        known = careers(some).values()
        spent = {code: seconds(known, standard) for code, standard in published.items()}
        for code, took in (*spent.items(), ("all", sum(spent.values()))):
            rates[code].append(len(known) / took)
    return {"people": len(people), "rates": {code: median(found) for code, found in rates.items()}}


if __name__ == "__main__":
    print(json.dumps(measure()))
