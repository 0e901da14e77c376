from .feedback import Feedback, Together
from .gift import Offer, Recognition
from .quarter import PeopleCount
from .record import Record, Reminder, Share, ShareReading
from .sealed import Sealed
from .tool import Tool
from .tool_draft import ToolDraft

__all__ = [
    "Feedback",
    "Offer",
    "PeopleCount",
    "Recognition",
    "Record",
    "Reminder",
    "Sealed",
    "Share",
    "ShareReading",
    "Together",
    "Tool",
    "ToolDraft",
]
