"""Who needs which supervision, how much of it, and what a pair costs that is not the best one. Data, to be read and changed
here.

Sources: an hour of case management a week (BABCP, PWP registration); clinical skills an hour a fortnight on average (the same);
live supervision: two assessments a year (the same), each with the talk about it two hours.
Nobody pro-rates the weekly hour by default.
"""

NEEDS = {
    "case_management": frozenset({"trainee_pwp", "pwp"}),
    "clinical_skills": frozenset({"trainee_pwp", "pwp"}),
    "live_supervision": frozenset({"trainee_pwp", "pwp"}),
}
"""The roles whose holders are supervised, by kind. Supervisors of other roles have theirs as supervision of supervision."""

MINUTES_PER_WEEK = {"case_management": 60, "clinical_skills": 30, "live_supervision": 5}
"""What one person takes of a supervisor's week where their allocation does not say."""

PENALTIES = {
    "another_team": 4,
    "another_site": 3,
    "line_manager": 3,
    "eligibility_ends_soon": 5,
    "broke_down_before": 10,
}
SOFT = ("line_manager", "broke_down_before", "too_many")
"""What may be set aside for a time and with a reason, and by then is decided again. Other penalties are only weighed."""

ASIDE_DAYS = 90
MOST_ASIDE_DAYS = 365
"""For how many days a soft rule is set aside where nobody says, and at most."""

PEOPLE_PER_FTE = 6
"""More supervisees than this per full-time post of the supervisor are too many; no national ratio was found, so it is
advice."""

JOB_PLAN = {"case_management": 300, "clinical_skills": 120, "live_supervision": 30}
"""Minutes a week for supervising that a full-time supervisor's job plan is begun with, pro rata by posts, until somebody says
otherwise. A starting point of our own, not a rule."""

LONG_ABSENCE_DAYS = 14
"""A supervisor who is away for longer needs a decision: do they keep their supervisees, or is everybody reassigned?"""

SOON_DAYS = 90
"""A supervisor whose eligibility ends within so many days is one who may have to be replaced again."""

IN_GROUPS = frozenset({"clinical_skills"})
"""Kinds in which several people are supervised together, and may have one agreement."""

WITHOUT_CYCLES = frozenset({"case_management"})
"""Kinds in which nobody may, however indirectly, supervise who supervises them."""
