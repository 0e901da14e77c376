"""For how long what was shared stays shared."""

from datetime import timedelta

AFTER_THE_PAIR = timedelta(days=28)
"""So long after the two are no longer a pair, what one shared with the other can still be read."""

REMINDERS = (3, 6)
"""Months after a measure to be asked whether to look again."""
