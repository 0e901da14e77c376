"""From a service as it stands to a plan for it, with the reasons: the rules decide, this asks and tells."""

from .choosing import Candidate, Choice, choice
from .planned import Move, Obstacle, Planned, Unplaced, planned
from .planner import SECONDS, Planner

__all__ = ["SECONDS", "Candidate", "Choice", "Move", "Obstacle", "Planned", "Planner", "Unplaced", "choice", "planned"]
