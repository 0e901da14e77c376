"""From a service as it stands to a plan for it, with the reasons: the rules decide, this asks and tells."""

from .choosing import SupervisorCandidate, SupervisorChoice, choice
from .pins import Misfit, Room, without_misfits
from .planned import Move, Obstacle, PlanForPeople, Unplaced, planned
from .planner import SECONDS, Planner

__all__ = [
    "SECONDS",
    "Misfit",
    "Move",
    "Obstacle",
    "PlanForPeople",
    "Planner",
    "Room",
    "SupervisorCandidate",
    "SupervisorChoice",
    "Unplaced",
    "choice",
    "planned",
    "without_misfits",
]
