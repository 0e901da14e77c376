"""From a service as it stands to a plan for it, with the reasons: the rules decide, this asks and tells."""

from .choosing import Candidate, Choice, choice
from .pins import Misfit, Room, without_misfits
from .planned import Move, Obstacle, Planned, Unplaced, planned
from .planner import SECONDS, Planner

__all__ = [
    "SECONDS",
    "Candidate",
    "Choice",
    "Misfit",
    "Move",
    "Obstacle",
    "Planned",
    "Planner",
    "Room",
    "Unplaced",
    "choice",
    "planned",
    "without_misfits",
]
