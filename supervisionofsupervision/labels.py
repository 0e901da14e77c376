"""The words for supervision of supervision."""

from collections.abc import Mapping

from .rules.chain import Hole
from .rules.grouping import Why

FORMS = {"group": "A group with somebody who leads it", "individual": "One to one", "peer": "Peers, nobody leads"}
HOLES = {
    Hole.NOBODY: "has no supervision of supervision",
    Hole.LEADER_LEFT: "is in a group whose leader has left",
    Hole.LEADER_ALONE: "leads a group and has no supervision of supervision themselves",
    Hole.RING: "lead each other's in a ring: nobody is above them",
}
LEFT_OUT = {
    Why.AWAY: "is away for most of this time, or works on no weekday",
    Why.NO_DAY: "shares no working day with anybody who could lead, or supervises all of them",
    Why.NO_LEADER: "nobody here may lead a group",
    Why.TOO_FEW: "there are too few supervisors for one group of the smallest size",
    Why.NO_ROOM: "no group could be made that breaks no rule",
}
NOT_PROVEN = {
    "left_out": "{} fewer might be left out",
    "groups": "{} fewer might do",
    "clashes": "{} fewer pairs might supervise one another or share a line manager",
    "mixed": "the teams might be mixed better",
    "load": "the groups might be shared out more evenly between those who lead",
}
EVERY = {"month": "Every month", "fortnight": "Every fortnight", "week": "Every week"}
SHORT = {
    Hole.NOBODY: "Has nobody",
    Hole.LEADER_LEFT: "Their leader has left",
    Hole.LEADER_ALONE: "Has nobody themselves",
    Hole.RING: "In a ring",
}


def not_proven(off_by: Mapping[str, int]) -> str:
    """What might be better in a sentence, nothing where all is proven."""
    said = "; ".join(NOT_PROVEN[aim].format(off_by[aim]) for aim in NOT_PROVEN if aim in off_by)
    return f"{said[0].upper()}{said[1:]}." if said else ""
