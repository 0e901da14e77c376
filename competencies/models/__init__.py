from .certificate import Certificate
from .draft import StandardDraft
from .evidence import Approval, NotObserved, Observation, SignOff, StrengthSeen, Waiver
from .framework import Competency, Domain, Framework
from .framework_draft import FrameworkDraft
from .standard import StandardVersion
from .timeline import Timeline, TimelineRun
from .waiver import ProposalState, WaiverProposal

__all__ = [
    "Approval",
    "Certificate",
    "Competency",
    "Domain",
    "Framework",
    "FrameworkDraft",
    "NotObserved",
    "Observation",
    "ProposalState",
    "SignOff",
    "StandardDraft",
    "StandardVersion",
    "StrengthSeen",
    "Timeline",
    "TimelineRun",
    "Waiver",
    "WaiverProposal",
]
