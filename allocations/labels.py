"""The words for who supervises whom: kinds, reasons, and why a pair is not the best or cannot be."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from nhsuk.components import Tag
from nhsuk.words import how_many, in_a_list
from people.labels import days, on_day
from supervision.rules.words import SUPPORTING

from .rules.contract import Stage

KINDS = {
    "case_management": "Case management supervision",
    "clinical_skills": "Clinical skills supervision",
    "live_supervision": "Live supervision",
}
SUPERVISOR = {
    "case_management": "case management supervisor",
    "clinical_skills": "clinical skills supervisor",
    "live_supervision": "live supervisor",
}


def without(count: int, kind: str) -> str:
    """How many people have no valid supervisor of a kind."""
    return f"{how_many(count, 'person has', 'people have')} no {SUPERVISOR[kind]}"


LISTED = {
    "none": ("No supervisor", "red"),
    "ending": ("Ending", "yellow"),
    "changing": ("Changing", "blue"),
    "current": ("Current", "green"),
}
"""Where the supervision of a person stands: first what needs something."""

AGREED = KINDS | {SUPPORTING: "Supervision of supervision"}
"""The kinds of supervision about which agreements are made."""

SUPERVISOR_AWAY = "When the supervisor is on leave"
ON_LEAVE = {
    "other_day": "We meet on another day of the same week, where we can",
    "covered": "Another supervisor covers the session",
    "left_out": "The session is left out",
}
"""What an agreement says of the supervisor's leave."""

STAGES = {
    Stage.WRITING: ("Being written", "grey"),
    Stage.SIGNING: ("Ready to sign", "blue"),
    Stage.LATE: ("Not signed in time", "red"),
    Stage.IN_FORCE: ("In force", "green"),
    Stage.REVIEW_DUE: ("Review due", "yellow"),
    Stage.REPLACED: ("Replaced by a later version", "grey"),
    Stage.ENDED: ("Ended with the supervision", "grey"),
}


def stage(stage: Stage, review_on: date | None) -> Tag:
    """Where an agreement stands; of one in force, until when it needs no review."""
    words, colour = STAGES[stage]
    return Tag(f"{words}, review by {on_day(review_on)}" if stage is Stage.IN_FORCE else words, colour)


def parties(supervisees: Iterable, led_by: str) -> str:
    """``Pat P1 and Pat P2 with Sue S1``."""
    names = in_a_list((str(party.person) for party in supervisees), "and")
    return f"{names} with {led_by}" if led_by else names


WHY_PLACED = {
    "no_supervisor": "Has no supervisor",
    "supervisor_stops": "Their supervisor stops supervising",
    "supervisor_left": "Their supervisor has left",
    "supervisor_not_eligible": "Their supervisor cannot supervise on that day",
    "supervisor_away": "Their supervisor is away",
    "makes_room": "Makes room for another person",
    "kept_apart": "Should not be paired with their supervisor",
    "pinned": "Chosen by you",
}
GROUPS = {
    "pinned": "Chosen by you",
    "no_supervisor": "No supervisor now",
    "supervisor_stops": "{} stops supervising",
    "supervisor_left": "{} has left",
    "supervisor_not_eligible": "{} cannot supervise on that day",
    "supervisor_away": "{} is away",
    "kept_apart": "Should not be paired",
    "makes_room": "Moved to make room",
}
"""The headings under which a plan lists people, by why they are placed, with the name of their supervisor so far."""

AGAINST = {
    "another_team": "another team",
    "another_site": "another site",
    "line_manager": "their line manager",
    "eligibility_ends_soon": "eligibility ends within 90 days",
    "broke_down_before": "supervision broke down before",
    "too_many": "more than 6 people for a full-time post",
}


def listed(rules) -> str:
    """What is against a pair, in a list."""
    return in_a_list((AGAINST[rule] for rule in rules), "and")


def considered(against: Sequence[str], supervisor) -> str:
    """What is against a pair, in a sentence or two; nothing where nothing is."""
    said = in_a_list((AGAINST[rule] for rule in against if rule != "eligibility_ends_soon"), "and")
    sentences = [f"{said[:1].upper()}{said[1:]}."] if said else []
    if "eligibility_ends_soon" in against:
        sentences.append(f"{supervisor}'s eligibility ends within 90 days.")
    return " ".join(sentences)


CANNOT = {
    "not_eligible": "cannot supervise on that day",
    "no_job_plan": "has no time for this in their job plan",
    "full": "has no room",
    "circle": "is supervised by this person",
    "stops": "stops supervising",
    "away": "is away",
    "oneself": "cannot supervise themselves",
    "not_offered": "cannot be paired with this person",
}


CANNOT_OF_SEVERAL = CANNOT | {
    "no_job_plan": "have no time for this in their job plan",
    "full": "have no room",
    "circle": "are supervised by this person",
    "stops": "stop supervising",
    "away": "are away",
}
"""The same of more than one supervisor."""


def several_cannot(count: int, code: str) -> str:
    """``15 supervisors have no room``, ``1 supervisor has no room``."""
    return f"{how_many(count, 'supervisor')} {(CANNOT if count == 1 else CANNOT_OF_SEVERAL)[code]}"


MISFITS = {
    "full": "{supervisor} has no room for {supervisee}.",
    "no_job_plan": "{supervisor} has no time for {supervisee} in their job plan.",
    "circle": "{supervisee} supervises {supervisor}, directly or through other people.",
    "away": "{supervisor} is away on {day} and cannot supervise {supervisee}.",
    "stops": "{supervisor} stops supervising on {day} and cannot supervise {supervisee}.",
}


def misfit(code: str, supervisor, supervisee, on: date) -> str:
    """Why a supervisor who was chosen cannot be, with the names of both."""
    words = MISFITS.get(code, "{supervisee} cannot be supervised by {supervisor} on {day}.")
    return words.format(supervisor=supervisor, supervisee=supervisee, day=on_day(on))


def sentence(c) -> str:
    """A candidate in a sentence or two: room, eligibility, place, days, and what was before."""
    room = f"Has room: {c.before} → {c.after} of {c.capacity} minutes a week."
    if c.provisional:
        may = "Can supervise with a co-supervisor."
    elif c.until is None:
        may = "Can supervise, no end date."
    else:
        may = f"Can supervise until {on_day(c.until)}{'' if c.lasts else ', within 90 days'}."
    where = " ".join(filter(None, [c.team and f"In {c.team}", c.site and f"at {c.site}"]))
    shared = f"Both work {days(c.shared)}." if c.shared else f"Works {days(c.days)}." if c.days else ""
    before = f"Supervised them until {on_day(c.before_on)}." if c.before_on else ""
    weighed = [rule for rule in c.against if rule != "eligibility_ends_soon"]
    against = f"Consider: {listed(weighed)}." if weighed else ""
    absent = (
        f"Away{f' until {on_day(c.back_after)}' if c.back_after else ''}: decide who supervises their supervisees."
        if c.absent
        else ""
    )
    return " ".join(filter(None, [absent, room, may, where and f"{where}.", shared, before, against]))


START = {
    "no_supervisor": "Had no supervisor",
    "supervisor_stops": "The previous supervisor stops supervising",
    "supervisor_left": "The previous supervisor has left",
    "supervisor_not_eligible": "The previous supervisor can no longer supervise",
    "supervisor_away": "The previous supervisor is away",
    "new_in_post": "New in post",
    "asked_for_another": "Asked for another supervisor",
    "balance": "To share the work",
}
"""Why a pair begins."""

END = {
    "supervisor_stops": "The supervisor stops supervising",
    "supervisor_left": "The supervisor has left",
    "supervisor_not_eligible": "The supervisor can no longer supervise",
    "supervisor_away": "The supervisor is away",
    "supervisee_leaves": "The supervisee leaves or changes role",
    "asked_for_another": "Asked for another supervisor",
    "broke_down": "It did not work",
    "balance": "To share the work",
}
"""Why a pair ends."""

AGAINST_ADVICE = {
    "wish": "Both want this",
    "knows_the_cases": "Knows the cases",
    "speciality": "Has a speciality that they need",
    "days": "Works on the same days",
    "development": "For the supervisor's own development",
}
"""Why somebody other than the first of the list is chosen."""

ASIDE = {
    "nobody_else": "No other supervisor has room",
    "short_time": "Only for a short time",
    "wish": "Both want this and know the reasons against it",
    "settled": "The difficulty has been resolved",
    "plan": "Part of a plan for many",
}
"""Why a soft rule is set aside for a time."""

TALKED = {
    "yes": "Yes, I have talked to them",
    "not_yet": "Not yet",
    "unable": "I do not feel able to",
}
CHANGE = {
    "fit": "We do not work well together",
    "needs": "I need something they cannot offer",
    "times": "The times or the place do not work",
    "dual_role": "They are also my line manager, or close to me in another way",
    "happened": "Something happened between us",
    "development": "I would like to learn from another supervisor",
    "other": "Another reason",
}
"""Why somebody asks for another supervisor."""

STEPS = {
    "talked": "talked to the supervisor",
    "read": "read by the lead",
    "allocated": "new supervisor found",
    "kept": "agreed to continue with the same supervisor",
    "withdrawn": "request withdrawn",
    "in_error": "withdrawn by the lead because it was recorded by mistake",
}
"""What happened to such a request."""

REQUEST_ENDS = {
    "allocated": ("New supervisor", "green"),
    "kept": ("Same supervisor", "grey"),
    "withdrawn": ("Withdrawn", "grey"),
}
"""What a request ended with."""

WHY_NOT = {
    "supervisor_left": "Supervisor has left",
    "supervisor_away": "Supervisor is away",
    "supervisor_not_eligible": "Supervisor cannot supervise",
}
"""What makes a pair that stands invalid."""

NOT_PROVEN = {
    "unplaced": "up to {:g} more people placed",
    "moved": "up to {:g} fewer people changing supervisor",
    "penalty": "pairs that fit better (up to {:g} points)",
    "highest_load": "the fullest supervisor up to {:.0%} of their job plan less full",
}
"""What might be better in a plan, and by how much at most."""


def not_proven(off_by: Mapping[str, float]) -> str:
    """What might be better in a sentence, nothing where all is proven."""
    said = [NOT_PROVEN[aim].format(off_by[aim]) for aim in NOT_PROVEN if aim in off_by]
    return f"A better plan may exist: {in_a_list(said, 'and')}." if said else ""
