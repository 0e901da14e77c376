"""Who needs which supervision, how much of it, and what a pair costs that is not the best one. Data, to be read and changed here.

Sources: an hour of case management a week (BABCP, PWP registration); clinical skills an hour a fortnight on average (the same).
Nobody pro-rates the weekly hour by default.
"""

NEEDS = {
    "case_management": frozenset({"trainee_pwp", "pwp"}),
    "clinical_skills": frozenset({"trainee_pwp", "pwp"}),
}
"""The roles whose holders are supervised, by kind. Supervisors of other roles have theirs as supervision of supervision."""

MINUTES_PER_WEEK = {"case_management": 60, "clinical_skills": 30}
"""What one person takes of a supervisor's week where their allocation does not say."""

PENALTIES = {
    "another_team": 4,
    "another_site": 3,
    "line_manager": 3,
    "eligibility_ends_soon": 5,
    "broke_down_before": 10,
}
SOON_DAYS = 90
"""A supervisor whose eligibility ends within so many days is one who may have to be replaced again."""

WITHOUT_CYCLES = frozenset({"case_management"})
"""Kinds in which nobody may, however indirectly, supervise who supervises them."""
