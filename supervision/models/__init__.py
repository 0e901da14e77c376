from .between import ConfirmationLink, Feed, FollowUp, Summary
from .schedule import Change, Series, SeriesMember
from .session import Attendance, CaseCount, Response, Session, of_person

__all__ = [
    "Attendance",
    "CaseCount",
    "Change",
    "ConfirmationLink",
    "Feed",
    "FollowUp",
    "Response",
    "Series",
    "SeriesMember",
    "Session",
    "Summary",
    "of_person",
]
