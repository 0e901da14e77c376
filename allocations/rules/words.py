"""The closed list of kinds of supervision that a person is allocated for."""

ALLOCATION_KINDS = ("case_management", "clinical_skills", "live_supervision")
