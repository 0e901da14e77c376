from governance.refusal import Refused

from .gifts import (
    make_offer,
    note_strengths_seen,
    offer_recognition,
    recognise,
    remove_recognition,
    show_offer,
    take_down_offer,
)
from .giving import close_quarter, give_feedback, take_feedback_back
from .leaving import erase_everything
from .records import ChangedElsewhere, drop_change, finish, keep_draft, let_reminder_go, remove
from .sharing import note_reading, share, take_back
from .tools import draft_tool, publish_draft, publish_tool

__all__ = [
    "ChangedElsewhere",
    "Refused",
    "close_quarter",
    "draft_tool",
    "drop_change",
    "erase_everything",
    "finish",
    "give_feedback",
    "keep_draft",
    "let_reminder_go",
    "make_offer",
    "note_reading",
    "note_strengths_seen",
    "offer_recognition",
    "publish_draft",
    "publish_tool",
    "recognise",
    "remove",
    "remove_recognition",
    "share",
    "show_offer",
    "take_back",
    "take_down_offer",
    "take_feedback_back",
]
