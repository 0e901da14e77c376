from .cases import cases_by_month
from .diary import PlannedSession, diary, planned_of, slot_in, unled, with_any_of
from .dose import around_of, dose_of, held_by, sessions_received, shortfalls
from .free import Time, away_on, free_days, time_of
from .sessions import before, disputed_of, live_session, parties, shown, to_confirm, to_record, unanswered
from .summaries import follow_ups_of, summary_of

__all__ = [
    "PlannedSession",
    "Time",
    "around_of",
    "away_on",
    "before",
    "cases_by_month",
    "diary",
    "disputed_of",
    "dose_of",
    "follow_ups_of",
    "free_days",
    "held_by",
    "live_session",
    "parties",
    "planned_of",
    "sessions_received",
    "shortfalls",
    "shown",
    "slot_in",
    "summary_of",
    "time_of",
    "to_confirm",
    "to_record",
    "unanswered",
    "unled",
    "with_any_of",
]
