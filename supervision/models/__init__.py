from .session import Attendance, Response, Session

__all__ = ["Attendance", "Response", "Session"]
