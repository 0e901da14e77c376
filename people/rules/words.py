"""The closed lists of words that spreadsheets and standards use for people, in the order in which pages show them."""

ROLES = (
    "trainee_pwp", "pwp", "senior_pwp", "lead_pwp", "clinical_lead",
    "service_manager", "hi_therapist", "counsellor", "nurse", "other",
)  # fmt: skip
STAGES = ("trainee", "qualified")
ABSENCE_KINDS = ("annual_leave", "sickness", "parental", "career_break", "secondment", "study")
