"""How long a request waits, in days."""

from datetime import timedelta

NUDGE_AFTER = 5
"""Working days after which the person who waits may remind the assessor."""

DEPUTY_AFTER = 10
"""Working days after which the request is shown to the service's leads as stuck."""

KEPT_OPEN = timedelta(days=84)
"""How long a request can be answered. What somebody could do twelve weeks ago is not signed today as if it were now."""
