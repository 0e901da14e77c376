"""So many rows of attendance in a country: every pair meets every week, back from today, week after week until there are
enough.

In plain SQL: what is measured reads them, and ten million through the doors of the product would take a day.
"""

import json
import sys
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from allocations.models import Allocation
from governance.progress import say

SESSIONS = """
INSERT INTO supervision_session
  (recorded_at, void_reason, reference, kind, held_on, minutes, facilitator_id, outside, recorded_by_id, private_room)
SELECT %(at)s, '', %(week)s || a.id, a.kind, %(day)s, 60, a.supervisor_id, '', a.supervisor_id, %(yes)s
FROM allocations_allocation a
WHERE a.voided_at IS NULL AND a.finished_on IS NULL
"""
ATTENDANCES = """
INSERT INTO supervision_attendance (recorded_at, void_reason, session_id, person_id, recorded_by_id)
SELECT %(at)s, '', s.id, a.supervisee_id, a.supervisor_id
FROM allocations_allocation a JOIN supervision_session s ON s.reference = %(week)s || a.id
WHERE a.voided_at IS NULL AND a.finished_on IS NULL
"""
RESPONSES = """
INSERT INTO supervision_response (recorded_at, void_reason, session_id, person_id, recorded_by_id, answer, words, carried)
SELECT %(at)s, '', s.id, a.supervisee_id, a.supervisee_id, 'confirmed', '', %(no)s FROM allocations_allocation a
JOIN supervision_session s ON s.reference = %(week)s || a.id
WHERE a.voided_at IS NULL AND a.finished_on IS NULL AND a.id %% 10 > 0
"""
CONFIRMED = 60
"""Weeks back in which nine of ten are confirmed."""


def fill(rows: int) -> dict[str, int]:
    """Whole weeks, until there are ``rows`` of attendance."""
    pairs = Allocation.objects.live().filter(finished_on=None).count()
    weeks, today = -(-rows // pairs), timezone.localdate()
    with connection.cursor() as cursor:
        for week in range(weeks):
            day = today - timedelta(days=7 * week + 1)
            about = {"week": f"B{week}-", "day": day, "at": f"{day} 17:00:00+00:00", "yes": True, "no": False}
            for statement in (SESSIONS, ATTENDANCES, *((RESPONSES,) if week < CONFIRMED else ())):
                cursor.execute(statement, about)
            say("Weeks of sessions", week + 1, weeks)
    return {"attendances": weeks * pairs}


if __name__ == "__main__":
    print(json.dumps(fill(int(sys.argv[1]))))
