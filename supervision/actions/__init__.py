from governance.refusal import Refused

from .answering import confirm, confirm_by_link, dispute
from .calendar import new_address
from .following import agree_follow_up, close_follow_up
from .recording import SessionRecord, correct_session, record_another, record_session
from .schedule import (
    Terms,
    begin_series,
    cancel_session,
    end_series,
    move_session,
    put_back,
    set_members,
)

__all__ = [
    "Refused",
    "SessionRecord",
    "Terms",
    "agree_follow_up",
    "begin_series",
    "cancel_session",
    "close_follow_up",
    "confirm",
    "confirm_by_link",
    "correct_session",
    "dispute",
    "end_series",
    "move_session",
    "new_address",
    "put_back",
    "record_another",
    "record_session",
    "set_members",
]
