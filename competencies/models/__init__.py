from .evidence import Approval, Observation, SignOff, Waiver
from .framework import Competency, Domain, Framework
from .standard import StandardVersion
from .timeline import Timeline, TimelineRun

__all__ = [
    "Approval",
    "Competency",
    "Domain",
    "Framework",
    "Observation",
    "SignOff",
    "StandardVersion",
    "Timeline",
    "TimelineRun",
    "Waiver",
]
