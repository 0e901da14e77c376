"""The ten types of requirement, one module for each family of evidence."""

from .approval import ApprovalRequirement
from .competency_signoff import CompetencySignOffRequirement
from .courses import CourseRequirement, DevelopmentRequirement
from .finding import Account, Finding, Requirement, Weighed
from .in_post import InPostRequirement
from .observation import ObservationRequirement
from .qualification import QualificationRequirement
from .registration import RegistrationRequirement
from .session_minutes import SessionMinutesRequirement
from .time_in_role import TimeInRoleRequirement

TYPES: dict[str, type[Requirement]] = {
    "time_in_role": TimeInRoleRequirement,
    "in_post": InPostRequirement,
    "qualification": QualificationRequirement,
    "course_completed": CourseRequirement,
    "cpd": DevelopmentRequirement,
    "competency_signoff": CompetencySignOffRequirement,
    "registration": RegistrationRequirement,
    "observation": ObservationRequirement,
    "session_minutes": SessionMinutesRequirement,
    "approval": ApprovalRequirement,
}

__all__ = [
    "TYPES",
    "Account",
    "CompetencySignOffRequirement",
    "CourseRequirement",
    "Finding",
    "Requirement",
    "SessionMinutesRequirement",
    "TimeInRoleRequirement",
    "Weighed",
]
