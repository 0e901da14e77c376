"""The closed list of kinds of supervision session."""

SUPPORTING = "supervision_of_supervision"
SESSION_KINDS = ("case_management", "clinical_skills", SUPPORTING, "live_observation")
