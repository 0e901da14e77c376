"""The closed list of kinds of supervision session."""

SESSION_KINDS = ("case_management", "clinical_skills", "supervision_of_supervision", "live_observation")
