from .completion import Completion, Qualification
from .course import Course
from .development import Development
from .edition import Edition, Place, PlaceState, PlaceStep
from .verification import VerificationStep

__all__ = [
    "Completion", "Course", "Development", "Edition", "Place", "PlaceState", "PlaceStep", "Qualification", "VerificationStep",
]  # fmt: skip
