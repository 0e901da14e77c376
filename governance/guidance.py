"""Which page of guidance says what to do, for each thing that somebody can be refused.

The page is named by its slug alone: no refusal pays a query for it. A test asks that every action has a page, and that each is
one that the product comes with.
"""

from nhsuk.components import Link

from .policy import Action

ABOUT: dict[tuple[str, str], tuple[Action, ...]] = {
    ("bringing-in-facts", "Bringing in facts from other systems"): (
        Action.REHEARSE_IMPORT,
        Action.IMPORT_FACTS,
        Action.EXPORT_FACTS,
        Action.OPEN_ACCOUNT,
        Action.GIVE_MEMBERSHIP,
        Action.WITHDRAW_BY_FILE,
        Action.CORRECT_FACT,
        Action.CORRECT_POST,
        Action.CLOSE_ACCOUNT,
        Action.MERGE_PEOPLE,
        Action.RESET_SECOND_FACTOR,
    ),
    ("changing-what-is-asked", "Changing standards, frameworks and clauses"): (
        Action.READ_STANDARD,
        Action.KEEP_REFERENCE_DATA,
        Action.PUBLISH_FRAMEWORK,
        Action.DRAFT_STANDARD,
        Action.PUBLISH_STANDARD,
        Action.EDIT_GUIDANCE,
        Action.EDIT_OWN_GUIDANCE,
    ),
    ("becoming-a-supervisor", "Becoming a supervisor"): (
        Action.SEND_EVIDENCE,
        Action.VIEW_EVIDENCE,
        Action.VERIFY_EVIDENCE,
        Action.KEEP_DEVELOPMENT,
        Action.RATE_ONESELF,
        Action.REQUEST_SIGN_OFF,
        Action.VIEW_REQUEST,
        Action.ANSWER_REQUEST,
        Action.PASS_ON_REQUEST,
        Action.FOLLOW_UP_REQUEST,
        Action.VIEW_SIGN_OFF,
        Action.REVOKE_SIGN_OFF,
        Action.VIEW_ATTACHMENT,
    ),
    ("the-five-day-course", "The five-day course for supervisors"): (
        Action.VIEW_EDITION,
        Action.PLAN_EDITION,
        Action.RUN_EDITION,
        Action.ASK_FOR_PLACE,
        Action.VIEW_PLACE,
        Action.DECIDE_PLACE,
        Action.WITHDRAW_PLACE,
    ),
    ("live-observation", "Live observation: being seen at work"): (Action.RECORD_OBSERVATION,),
    ("when-eligibility-lapses", "Not yet, with a co-supervisor, lapsed: what to do"): (
        Action.VIEW_PERSON,
        Action.TELL_WHAT_ENDS,
        Action.VIEW_WAIVER,
        Action.PROPOSE_WAIVER,
        Action.AGREE_WAIVER,
        Action.ISSUE_CERTIFICATE,
        Action.VIEW_CERTIFICATE,
        Action.VIEW_ARCHIVE,
    ),
    ("running-case-management-supervision", "Running case management supervision"): (
        Action.VIEW_SERIES,
        Action.PLAN_SERIES,
        Action.CHANGE_SERIES,
        Action.VIEW_SESSION,
        Action.RECORD_SESSION,
        Action.READ_SUMMARY,
        Action.CLOSE_FOLLOW_UP,
        Action.KEEP_CALENDAR,
        Action.CHOOSE_MAIL,
        Action.SEND_DIGESTS,
    ),
    ("first-weeks", "Your first weeks of being supervised"): (Action.ANSWER_SESSION, Action.VIEW_DOSE),
    ("supervision-of-supervision", "Supervision of supervision: starting from nothing"): (
        Action.VIEW_GROUP,
        Action.VIEW_CHAIN,
        Action.MAKE_GROUPS,
    ),
    ("leading-allocation-capacity-absence", "Leading: allocations, and what to do when a supervisor is away"): (
        Action.VIEW_REGISTER,
        Action.VIEW_ALLOCATION,
        Action.ALLOCATE,
        Action.MAKE_PLAN,
        Action.SAY_WORKING_DAYS,
        Action.SET_JOB_PLAN,
        Action.DECIDE_ABSENCE,
        Action.TELL_WHAT_WAITS,
    ),
    ("contracting-and-saying-what-you-need", "Contracting, and saying what you need"): (
        Action.VIEW_CONTRACT,
        Action.WRITE_CONTRACT,
        Action.SIGN_CONTRACT,
        Action.DRAFT_CONTRACTS,
        Action.DRAFT_GROUP_CONTRACT,
    ),
    ("asking-for-another-supervisor", "Asking for another supervisor"): (
        Action.KEEP_APART,
        Action.ASK_FOR_CHANGE,
        Action.VIEW_CHANGE,
        Action.ANSWER_CHANGE,
        Action.WITHDRAW_CHANGE,
    ),
    ("what-auditors-ask", "What auditors ask"): (
        Action.OPEN_HISTORY,
        Action.VIEW_HISTORY,
        Action.VIEW_PACK,
        Action.MAKE_PACK,
        Action.READ_LOG,
        Action.VIEW_VISIT,
        Action.INVITE_AUDITOR,
        Action.ACTIVATE_VISIT,
    ),
    ("reflective-tools", "Reflective tools, and when to use which"): (
        Action.KEEP_REFLECTION,
        Action.TAKE_ALONG,
        Action.READ_SHARED,
        Action.READ_FEEDBACK,
        Action.VIEW_COUNTS,
        Action.CLOSE_QUARTER,
        Action.ERASE_REFLECTIONS,
    ),
    ("celebrating-what-went-well", "Celebrating what went well"): (
        Action.RECOGNISE,
        Action.OFFER_RECOGNITION,
        Action.VIEW_OFFER,
    ),
}
"""By page and its title."""


def address(slug: str) -> str:
    """Where a page of guidance is, in whatever part it lies."""
    return f"/guidance/{slug}/"


READ_ON: dict[Action, Link] = {
    action: Link(title, address(slug)) for (slug, title), actions in ABOUT.items() for action in actions
}
WITHOUT_PATIENTS = Link("Using this site without patient details", address("using-this-site-without-patient-details"))
