"""The words for states, outcomes, rules and evidence, and the colours of their tags."""

from datetime import date

from nhsuk.components import Tag
from nhsuk.words import in_a_list
from people.labels import ABSENCES, in_a_sentence, role
from people.labels import on_day as on_day  # days are written alike everywhere, and here are words for all of them
from training.labels import name

from .rules.levels import LEVELS
from .rules.offered import NO_TITLES, Offered
from .rules.outcome import Outcome, State
from .rules.requirements import Account
from .rules.standard import Leaf, Node, RequirementGroup

STATES = {
    State.ELIGIBLE: Tag("Can supervise", "green"),
    State.PROVISIONAL: Tag("With a co-supervisor", "blue"),
    State.NOT_YET: Tag("Not yet", "grey"),
    State.LAPSED: Tag("Lapsed", "red"),
}
OUTCOMES = {
    Outcome.MET: Tag("Met", "green"),
    Outcome.MET_BY_WAIVER: Tag("Waived", "aqua-green"),
    Outcome.PROVISIONAL: Tag("In progress", "blue"),
    Outcome.NOT_MET: Tag("Not met", "red"),
    Outcome.UNKNOWN: Tag("Nothing recorded", "grey"),
}
TITLES = {
    "time_in_role": "Time in role",
    "in_post": "In post",
    "qualification": "Qualification",
    "course_completed": "Course",
    "cpd": "Continuing professional development",
    "competency_signoff": "Competencies signed off",
    "registration": "Professional registration",
    "observation": "Observed sessions",
    "session_minutes": "Supervision sessions",
    "approval": "Approval",
}
SESSIONS = {
    "case_management": "case management supervision",
    "clinical_skills": "clinical skills supervision",
    "supervision_of_supervision": "supervision of supervision",
    "live_observation": "live observation",
}
NEEDS = {
    "time_in_role": "more time in a role that counts",
    "in_post": "a post that counts",
    "qualification": "a qualification",
    "course_completed": "1 course",
    "cpd": "{courses}",
    "competency_signoff": "{sign_offs}",
    "registration": "a professional registration",
    "observation": "{observations}",
    "session_minutes": "{sessions}",
    "approval": "an approval",
}
"""What is needed of each type of requirement, inside a sentence."""
KNOWN_BY_TITLE = frozenset({"qualification", "registration", "approval"})
"""The types of which it is better said by name, where they have one: ``accredited low-intensity training``."""
UNITS = {
    "days": ("day", "days"),
    "minutes": ("minute", "minutes"),
    "competencies": ("competency", "competencies"),
    "courses": ("course", "courses"),
    "observations": ("observation", "observations"),
    "interventions": ("different intervention", "different interventions"),
}
BECAUSE = {
    "counts": "Counts",
    "other_role": "This role does not count",
    "training_not_counted": "Training time does not count here",
    "later": "Dated after this day",
    "ended": "Had ended by this day",
    "not_this_one": "Not a type this requirement counts",
    "not_verified": "To be verified",
    "in_progress": "In progress",
    "withdrawn": "Withdrawn",
    "expired": "No longer valid",
    "too_short": "The course is too short",
    "no_intervention": "No intervention was recorded",
    "no_score": "No score was recorded",
    "score_too_low": "The score is too low",
    "too_long_ago": "Too long ago",
    "disputed": "The record is disputed",
    "revoked": "Revoked",
    "level_too_low": "The level is too low",
    "signer_not_allowed": "The person who signed did not have the right role that day",
}
STEPS = {
    "time_in_role": "Speak to your manager about the role you need",
    "in_post": "Speak to your manager about the post you need",
    "qualification": "Send the certificate of your training",
    "course_completed": "Book and complete a course",
    "cpd": "Book and complete a course",
    "competency_signoff": "Ask for sign-offs",
    "registration": "Register, then ask your service manager to record it",
    "observation": "Ask your supervisor to observe a session",
    "session_minutes": "{Attend} {sessions}",
    "approval": "Ask your clinical lead for the approval",
}
"""What to do next for each requirement, said to the person whose it is."""

STEPS_OF_ANOTHER = {
    "time_in_role": "They need a role that counts",
    "in_post": "They need a post that counts",
    "qualification": "They need to send the certificate of their training",
    "course_completed": "They need to book and complete a course",
    "cpd": "They need to book and complete a course",
    "competency_signoff": "They need to ask for sign-offs",
    "registration": "They need to register, and a service manager to record it",
    "observation": "Their supervisor needs to observe a session",
    "session_minutes": "They need to {attend} {sessions}",
    "approval": "They need the approval",
}
"""The same, said of them to others."""

KEEPS = {
    "time_in_role": "return to a role that counts",
    "in_post": "agree the next post",
    "qualification": "send a new certificate",
    "course_completed": "complete the course again",
    "cpd": "complete a course",
    "competency_signoff": "have the sign-offs renewed",
    "registration": "renew the registration",
    "observation": "have a session observed",
    "session_minutes": "{attend} {sessions}",
    "approval": "have the approval renewed",
}
"""What keeps eligibility, where a requirement of the type ends it."""

TO_VERIFY = "A clinical lead or service manager needs to check the certificate"


def short_day(day: date | None) -> str:
    """``4 Sep 2026``, or nothing: for tables."""
    return f"{day.day} {day:%b %Y}" if day else ""


def months(count: int) -> str:
    if count % 12 == 0:
        return f"{count // 12} year{'s' if count > 12 else ''}"
    return f"{count} month{'s' if count > 1 else ''}"


def title(node: Node, known: Offered = NO_TITLES) -> str:
    if node.notes.title:
        return node.notes.title
    if isinstance(node, RequirementGroup):
        return _group_title(node, known)
    if node.type == "course_completed" and node.rule.any_of:
        return f"Course {courses(node.rule.any_of, known)}"
    if node.type == "session_minutes":
        name = in_a_list(SESSIONS[kind] for kind in sorted(node.rule.kinds))
        return name[0].upper() + name[1:]
    return TITLES[node.type]


def _group_title(group: RequirementGroup, known: Offered) -> str:
    """What a group without a title asks for: its required children by name."""
    names = [title(child, known) for child in group.of if child.asks]
    names = [names[0], *(in_a_sentence(name) for name in names[1:])] if names else ["Nothing"]
    if group.op == "N_OF":
        return f"{group.n} of: {in_a_list(names, 'and')}"
    return in_a_list(names, "or" if group.op == "ANY" else "and")


NOT_NEEDED = Tag("Not needed", "white")
NOT_YET_DUE = Tag("Once supervising", "white")


def codes(words) -> str:
    """Codes of qualifications, bodies, tags and courses, as people write them."""
    return in_a_list(name(word) for word in sorted(words))


def courses(words, known: Offered) -> str:
    """Courses by their titles, where they have one."""
    return in_a_list(f"“{known.courses[word]}”" if word in known.courses else name(word) for word in sorted(words))


def roles(words) -> str:
    return in_a_list(in_a_sentence(role(word)) for word in words)


def hundredths(value: int) -> str:
    """A number kept in whole hundredths, without noughts at its end."""
    return _trimmed(value, 2)


def hundred_thousandths(value: int) -> str:
    """A number kept in whole hundred-thousandths, likewise: ``0.6`` for 60000."""
    return _trimmed(value, 5)


def _trimmed(value: int, places: int) -> str:
    whole, parts = divmod(value, 10**places)
    return f"{whole}.{parts:0{places}}".rstrip("0").rstrip(".")


def _time_in_role(rule, known: Offered = NO_TITLES) -> str:
    said = f"At least {months(rule.min_months)} in post as {roles(sorted(rule.roles))}"
    said += ", training included" if rule.include_training else ", not counting training"
    if rule.continuous:
        said += ", without a gap"
    if rule.pro_rata_fte:
        said += ", part time counted pro rata"
    if rule.pause_for:
        said += f"; {in_a_list((ABSENCES[kind] for kind in sorted(rule.pause_for)), 'and')} not counted"
    return said + "."


def _in_post(rule, known: Offered = NO_TITLES) -> str:
    least = f" of at least {hundred_thousandths(rule.min_fte)} full-time equivalent" if rule.min_fte else ""
    return f"A current post{least} as {roles(sorted(rule.roles))}."


def _course_completed(rule, known: Offered = NO_TITLES) -> str:
    named = [f"the course {courses(rule.any_of, known)}"] if rule.any_of else []
    named += [f"a course that counts as {codes([rule.tag])}"] if rule.tag else []
    said = f"A verified completion of {in_a_list(named)}"
    said += f", of at least {rule.min_days} days" if rule.min_days else ""
    said += f", within {months(rule.valid_months)}" if rule.valid_months else ""
    return said + ("; while on the course, with a co-supervisor." if rule.in_progress else ".")


def _competency_signoff(rule, known: Offered = NO_TITLES) -> str:
    levels = in_brackets(rule.min_level)
    for height in sorted({height for _, height in rule.critical}):
        own = known.titles(rule.framework, [code for code, level in rule.critical if level == height])
        levels += f"; {in_a_list(own, 'and')} at {in_brackets(height)}"
    framework = known.frameworks.get(rule.framework, rule.framework)
    said = f"{len(rule.codes)} competencies of “{framework}” signed off at {levels}"
    said += f", by {roles(sorted(rule.signer_roles))}" if rule.signer_roles else ""
    return said + (f", within {months(rule.valid_months)}." if rule.valid_months else ".")


def _observation(rule, known: Offered = NO_TITLES) -> str:
    what = "observations" if rule.count > 1 else "observation"
    said = (
        f"{rule.count} {what} of {'practice' if rule.kind == 'practice' else 'supervision given'} within {months(rule.months)}"
    )
    said += ", each of a different intervention" if rule.distinct_by else ""
    return said + (f", scored {hundredths(rule.min_score)} or more." if rule.min_score is not None else ".")


def _session_minutes(rule, known: Offered = NO_TITLES) -> str:
    kinds = in_a_list(SESSIONS[kind] for kind in sorted(rule.kinds))
    return (
        f"{rule.minutes} minutes of {kinds} {'attended' if rule.part == 'attendee' else 'given'} within {months(rule.months)}."
    )


RULES = {
    "time_in_role": _time_in_role,
    "in_post": _in_post,
    "qualification": lambda rule, known=NO_TITLES: f"A verified qualification: {codes(rule.any_of)}.",
    "course_completed": _course_completed,
    "cpd": lambda rule, known=NO_TITLES: (
        f"{rule.count} verified {'courses that count' if rule.count > 1 else 'course that counts'} as "
        f"{codes([rule.tag])}, within {months(rule.months)}."
    ),
    "competency_signoff": _competency_signoff,
    "registration": lambda rule, known=NO_TITLES: f"On the register of {codes(rule.bodies)}.",
    "observation": _observation,
    "session_minutes": _session_minutes,
    "approval": lambda rule, known=NO_TITLES: (
        f"An approval by {codes([rule.kind])}{f', within {months(rule.valid_months)}' if rule.valid_months else ''}."
    ),
}


def about(leaf: Leaf) -> dict[str, str]:
    """What the sentences about a requirement put in braces: which sessions, and are they attended or given."""
    kinds = getattr(leaf.rule, "kinds", ())
    verb = "give" if getattr(leaf.rule, "part", "attendee") != "attendee" else "attend"
    sessions = in_a_list((SESSIONS[kind] for kind in sorted(kinds)), "and")
    return {"sessions": sessions, "attend": verb, "Attend": verb.title()}


def in_words(leaf: Leaf, known: Offered = NO_TITLES) -> str:
    """A requirement in plain English, with the titles that are ``known`` in place of codes."""
    return RULES[leaf.type](leaf.rule, known)


def counted(account: Account) -> str:
    """``512 of 731 days``; nothing for what either is there or is not."""
    if account.unit == "fte_hundred_thousandths":
        return f"{hundred_thousandths(account.have)} full-time equivalent"
    if account.unit not in UNITS or not account.need:
        return ""
    one, many = UNITS[account.unit]
    return f"{account.have} of {account.need} {one if account.need == 1 else many}"


def without_words(type_name: str) -> bool:
    """Is there a page that could not say what a requirement of this type is, what it asks for, or on whom it waits?"""
    return not all(type_name in words for words in (TITLES, RULES, NEEDS, STEPS, STEPS_OF_ANOTHER, KEEPS))


def level(number: int) -> str:
    """``level 2, safe with support``."""
    return f"level {number}, {LEVELS[number]}"


def in_brackets(number: int) -> str:
    """``level 2 (safe with support)``, where a list goes on after it."""
    return f"level {number} ({LEVELS[number]})"
