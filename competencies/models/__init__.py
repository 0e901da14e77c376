from .certificate import Certificate
from .draft import StandardDraft
from .evidence import Approval, NotObserved, Observation, SignOff, StrengthSeen, Waiver
from .framework import Competency, Domain, Framework
from .framework_draft import FrameworkDraft
from .signing import RequestState, RequestStep, Seal, SealGrant, SelfRating, SignOffRequest, SignOffRequestGrant
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
    "RequestState",
    "RequestStep",
    "Seal",
    "SealGrant",
    "SelfRating",
    "SignOff",
    "SignOffRequest",
    "SignOffRequestGrant",
    "StandardDraft",
    "StandardVersion",
    "StrengthSeen",
    "Timeline",
    "TimelineRun",
    "Waiver",
    "WaiverProposal",
]
