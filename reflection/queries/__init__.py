from .given import feedback_by, named_for, supervisors_of, together_for
from .over_time import Curve, curves
from .records import RecordEntry, Written, about_shares, readers_for, records_of, shared_with, tools, written

__all__ = [
    "Curve",
    "RecordEntry",
    "Written",
    "about_shares",
    "curves",
    "feedback_by",
    "named_for",
    "readers_for",
    "records_of",
    "shared_with",
    "supervisors_of",
    "together_for",
    "tools",
    "written",
]
