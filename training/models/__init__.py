from .completion import Completion, Qualification
from .course import Course

__all__ = ["Completion", "Course", "Qualification"]
