"""The words for people's roles, stages and absences."""

from datetime import date

from nhsuk.words import in_a_sentence as in_a_sentence  # of the labels below, too

ROLES = {
    "trainee_pwp": "Trainee PWP",
    "pwp": "PWP",
    "senior_pwp": "Senior PWP",
    "lead_pwp": "Lead PWP",
    "clinical_lead": "Clinical lead",
    "service_manager": "Service manager",
    "hi_therapist": "High-intensity therapist",
    "counsellor": "Counsellor",
    "nurse": "Nurse",
    "other": "Other role",
}
ABSENCES = {
    "annual_leave": "annual leave",
    "sickness": "sickness",
    "parental": "parental leave",
    "career_break": "a career break",
    "secondment": "a secondment",
    "study": "study leave",
}

DAYS = {1: "Monday", 2: "Tuesday", 3: "Wednesday", 4: "Thursday", 5: "Friday", 6: "Saturday", 7: "Sunday"}


def days(numbers: str) -> str:
    """``Mon, Wed, Fri`` for ``135``."""
    return ", ".join(DAYS[int(number)][:3] for number in numbers)


def role(word: str) -> str:
    return ROLES.get(word, word)


def on_day(day: date | None) -> str:
    """``4 September 2026``, or nothing."""
    return f"{day.day} {day:%B %Y}" if day else ""
