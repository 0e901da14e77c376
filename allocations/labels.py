"""The words for who supervises whom: kinds, reasons, and why a pair is not the best or cannot be."""

from datetime import date

from nhsuk.components import Tag
from people.labels import on_day

from .rules.contract import Stage

KINDS = {"case_management": "Case management supervision", "clinical_skills": "Clinical skills supervision"}
STAGES = {
    Stage.WRITING: ("Being written", "grey"),
    Stage.SIGNING: ("Ready to sign", "blue"),
    Stage.LATE: ("Not signed in time", "red"),
    Stage.IN_FORCE: ("In force", "green"),
    Stage.REVIEW_DUE: ("Review is due", "yellow"),
    Stage.REPLACED: ("Replaced by a later version", "grey"),
    Stage.ENDED: ("Ended with the supervision", "grey"),
}


def stage(stage: Stage, review_on: date | None) -> Tag:
    """Where an agreement stands; of one in force, until when it needs no review."""
    words, colour = STAGES[stage]
    return Tag(f"{words}, review by {on_day(review_on)}" if stage is Stage.IN_FORCE else words, colour)


WHY_PLACED = {
    "no_supervisor": "has nobody",
    "supervisor_stops": "their supervisor stops",
    "supervisor_left": "their supervisor has left",
    "supervisor_not_eligible": "their supervisor may not supervise on that day",
    "makes_room": "makes room for somebody else",
    "pinned": "chosen by you",
}
AGAINST = {
    "another_team": "another team",
    "another_site": "another site",
    "line_manager": "is their line manager",
    "eligibility_ends_soon": "eligibility ends within 90 days",
    "broke_down_before": "broke down before",
}
CANNOT = {
    "not_eligible": "may not supervise on that day",
    "no_job_plan": "has no time for it in the job plan",
    "full": "has no room",
    "circle": "is supervised by them",
    "stops": "stops",
    "oneself": "cannot supervise themselves",
    "not_offered": "is not offered for this person",
}
START = {
    "no_supervisor": "Had no supervisor",
    "supervisor_stops": "The supervisor before stops",
    "supervisor_left": "The supervisor before has left",
    "supervisor_not_eligible": "The supervisor before may not supervise any more",
    "new_in_post": "New in post",
    "asked_for_another": "Asked for another supervisor",
    "balance": "To share the work",
}
"""Why a pair begins."""

END = {
    "supervisor_stops": "The supervisor stops",
    "supervisor_left": "The supervisor has left",
    "supervisor_not_eligible": "The supervisor may not supervise any more",
    "supervisee_leaves": "The supervisee leaves or changes role",
    "asked_for_another": "Asked for another supervisor",
    "broke_down": "It did not work",
    "balance": "To share the work",
}
"""Why a pair ends."""

AGAINST_ADVICE = {
    "wish": "Both wish it",
    "knows_the_cases": "Knows the cases",
    "speciality": "Has a speciality that they need",
    "days": "Works on the same days",
    "development": "For the supervisor's own development",
}
"""Why somebody other than the first of the list is chosen."""
