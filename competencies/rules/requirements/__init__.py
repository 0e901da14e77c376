"""The ten types of requirement, one module for each family of evidence."""

from .approval import Approval
from .competency_signoff import CompetencySignoff
from .courses import CourseCompleted, Cpd
from .finding import Account, Finding, Requirement, Weighed
from .in_post import InPost
from .observation import Observation
from .qualification import Qualification
from .registration import Registration
from .session_minutes import SessionMinutes
from .time_in_role import TimeInRole

TYPES: dict[str, type[Requirement]] = {
    "time_in_role": TimeInRole,
    "in_post": InPost,
    "qualification": Qualification,
    "course_completed": CourseCompleted,
    "cpd": Cpd,
    "competency_signoff": CompetencySignoff,
    "registration": Registration,
    "observation": Observation,
    "session_minutes": SessionMinutes,
    "approval": Approval,
}

__all__ = [
    "TYPES", "Account", "CompetencySignoff", "CourseCompleted", "Finding", "Requirement", "SessionMinutes", "TimeInRole", "Weighed",
]  # fmt: skip
