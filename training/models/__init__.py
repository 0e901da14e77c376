from .completion import Completion, Qualification
from .course import Course
from .verification import VerificationStep

__all__ = ["Completion", "Course", "Qualification", "VerificationStep"]
