"""The words for supervision of supervision."""

from collections.abc import Mapping

from .rules.chain import Hole
from .rules.grouping import Why

FORMS = {"group": "A group with a leader", "individual": "One to one", "peer": "Peers, without a leader"}
HOLES = {
    Hole.NOBODY: "has no supervision of supervision",
    Hole.LEADER_LEFT: "is in a group whose leader has left",
    Hole.LEADER_ALONE: "leads a group but has no supervision of supervision",
    Hole.RING: "lead each other in a ring, so no one outside the ring leads them",
}
LEFT_OUT = {
    Why.AWAY: "is away for most of this time, or works on no weekday",
    Why.NO_DAY: "shares no working day with a possible leader, or supervises all of them",
    Why.NO_LEADER: "no one in this service can lead a group",
    Why.TOO_FEW: "there are too few supervisors for one group of the smallest size",
    Why.NO_ROOM: "no group keeps all the rules",
}
NOT_PROVEN = {
    "left_out": "up to {} fewer people may be left out",
    "groups": "up to {} fewer groups may be enough",
    "clashes": "up to {} fewer pairs may supervise each other or share a line manager",
    "mixed": "teams may be mixed better",
    "load": "leaders may share the groups more evenly",
}
EVERY = {"month": "Every month", "fortnight": "Every fortnight", "week": "Every week"}
SHORT = {
    Hole.NOBODY: "No supervision of supervision",
    Hole.LEADER_LEFT: "Leader has left",
    Hole.LEADER_ALONE: "No supervision of supervision",
    Hole.RING: "In a ring",
}


def not_proven(off_by: Mapping[str, int]) -> str:
    """What might be better in a sentence, nothing where all is proven."""
    said = "; ".join(NOT_PROVEN[aim].format(off_by[aim]) for aim in NOT_PROVEN if aim in off_by)
    return f"{said[0].upper()}{said[1:]}." if said else ""
