"""The chain as a picture, and as a list that says the same."""

from collections import defaultdict

from nhsuk.charts import Branch, TreeChart

from . import labels
from .queries import Here
from .rules.chain import Chain


def tree_of(found: Here, chain: Chain) -> tuple[TreeChart, list[Branch]]:
    """From the top down: who leads, under them whom they lead, and so on. Whoever hangs under nobody comes first."""
    notes = {person: labels.SHORT[hole.hole] for hole in chain.holes() for person in hole.people}
    below: dict[str, list[int]] = defaultdict(list)
    tops: dict[str, None] = {}
    for place in chain.places:
        above = _above(place)
        below[above].append(place.person)
        if place.leader is None or (place.leader not in chain.above and place.leader not in chain.supervisors):
            tops[above] = None
    rows: list[Branch] = []
    seen: set[int] = set()

    def hang(key: int, depth: int, under: int | None) -> None:
        if key in seen:
            return
        seen.add(key)
        mine = len(rows)
        rows.append(Branch(name(key), depth, under, notes.get(key, ""), "red"))
        for one in _by_name(found, below[str(key)]):
            hang(one, depth + 1, mine)

    def name(key: int) -> str:
        return str(found.people[key]) if key in found.people else "Somebody who has left"

    for above in sorted(tops):
        if above.isdecimal():
            hang(int(above), 0, None)
        else:
            mine = len(rows)
            rows.append(Branch(above, 0, None))
            for one in _by_name(found, below[above]):
                hang(one, 1, mine)
    for key in _by_name(found, chain.supervisors - seen):
        hang(key, 0, None)
    said = f"{len(chain.supervisors)} supervisors, {len(chain.holes())} holes. The same is in the list below."
    return TreeChart(rows, said), rows


def _above(place) -> str:
    if place.leader is not None:
        return str(place.leader)
    return f"{place.outside}, from outside" if place.outside else "A group of peers"


def _by_name(found: Here, keys) -> list[int]:
    def order(key: int):
        person = found.people.get(key)
        return (person is None, person.last_name if person else "", person.first_name if person else "", key)

    return sorted(set(keys), key=order)
