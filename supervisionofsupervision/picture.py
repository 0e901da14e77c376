"""The chain as a picture, and as a list that says the same."""

from collections import defaultdict

from nhsuk.charts import Branch, TreeChart
from nhsuk.words import how_many

from . import labels
from .queries import ServicePeople
from .rules.chain import Chain, ChainPlace


def tree_of(service_people: ServicePeople, chain: Chain) -> tuple[TreeChart, list[Branch]]:
    """From the top down: who leads, under them whom they lead, and so on. Whoever hangs under nobody comes first."""
    notes = {person: labels.SHORT[hole.hole] for hole in chain.holes() for person in hole.people}
    below: dict[int | str, list[int]] = defaultdict(list)
    for place in chain.places:
        below[_above(place)].append(place.person)
    rows: list[Branch] = []
    seen: set[int | str] = set()

    def hang(key: int | str, depth: int = 0, under: int | None = None) -> None:
        if key in seen:
            return
        seen.add(key)
        mine = len(rows)
        rows.append(Branch(_name(service_people, key), depth, under, notes.get(key, ""), "red"))
        for one in _by_name(service_people, below[key]):
            hang(one, depth + 1, mine)

    groups = sorted(key for key in below if isinstance(key, str))
    leaders = {key for key in below if key not in groups} - chain.above.keys() - chain.supervisors
    for key in (*_by_name(service_people, leaders), *groups):
        hang(key)
    for key in _by_name(service_people, chain.supervisors - seen):
        hang(key)
    alone = len({person for hole in chain.holes() for person in hole.people})
    gaps = f"{alone} without supervision of supervision" if alone else "all with supervision of supervision"
    said = f"{how_many(len(chain.supervisors), 'supervisor')}, {gaps}. The same is in the list below."
    return TreeChart(rows, said), rows


def _above(place: ChainPlace) -> int | str:
    """The key of who leads, or the words for who does where nobody here does."""
    if place.leader is not None:
        return place.leader
    return f"{place.outside}, from outside" if place.outside else "A group of peers"


def _name(service_people: ServicePeople, key: int | str) -> str:
    if isinstance(key, str):
        return key
    return str(service_people.people[key]) if key in service_people.people else "A person who has left"


def _by_name(service_people: ServicePeople, keys) -> list[int]:
    def order(key: int):
        person = service_people.people.get(key)
        return (person is None, person.last_name if person else "", person.first_name if person else "", key)

    return sorted(set(keys), key=order)
