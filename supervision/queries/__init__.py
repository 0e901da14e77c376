from .diary import Planned, diary, planned_of, running
from .dose import around_of, dose_of, held_by, sessions_received, shortfalls
from .free import away_on, free_days
from .sessions import before, disputed_of, everybody_in, live_session, parties, shown, to_confirm, to_record, unanswered
from .summaries import follow_ups_of, summary_of

__all__ = [
    "Planned",
    "around_of",
    "away_on",
    "before",
    "diary",
    "disputed_of",
    "dose_of",
    "everybody_in",
    "follow_ups_of",
    "free_days",
    "held_by",
    "live_session",
    "parties",
    "planned_of",
    "running",
    "sessions_received",
    "shortfalls",
    "shown",
    "summary_of",
    "to_confirm",
    "to_record",
    "unanswered",
]
