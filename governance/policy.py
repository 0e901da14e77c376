"""Who may do what: the one table to read, and the one table to change. Nothing here imports Django.

A rule allows an action on a record to the person it is about (``own``), to somebody named on it (``named``; where ``named_as``
says so, only while they hold that role), to those who hold a role in its service on the day (``in_service``), to those who hold
a role for the whole country (``anywhere``), to anybody signed in (``everyone``), or to the operator of the server
(``console``). ``not_own`` overrules them all: never one's own record.

All of it is for people who hold some role on the day. Whoever has left, or is between two posts, may do only what is their own
and holds ``after_leaving``, for a time (``people/leaving.py``).
"""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person is to a service on a day. The first three follow from posts, the others are memberships."""

    STAFF = "staff"
    LEAD = "lead"
    MANAGER = "manager"
    AUDITOR = "auditor"
    EDITOR = "editor"
    STEWARD = "steward"


class Action(StrEnum):
    VIEW_PERSON = "view_person"
    VIEW_REGISTER = "view_register"
    REHEARSE_IMPORT = "rehearse_import"
    IMPORT_FACTS = "import_facts"
    EXPORT_FACTS = "export_facts"
    WITHDRAW_BY_FILE = "withdraw_by_file"
    CORRECT_FACT = "correct_fact"
    CORRECT_POST = "correct_post"
    CLOSE_ACCOUNT = "close_account"
    MERGE_PEOPLE = "merge_people"
    RESET_SECOND_FACTOR = "reset_second_factor"
    VIEW_ARCHIVE = "view_archive"
    TAKE_ALONG = "take_along"
    READ_STANDARD = "read_standard"
    SEND_EVIDENCE = "send_evidence"
    VIEW_EVIDENCE = "view_evidence"
    VERIFY_EVIDENCE = "verify_evidence"
    VIEW_ATTACHMENT = "view_attachment"
    KEEP_DEVELOPMENT = "keep_development"
    VIEW_EDITION = "view_edition"
    PLAN_EDITION = "plan_edition"
    RUN_EDITION = "run_edition"
    ASK_FOR_PLACE = "ask_for_place"
    VIEW_PLACE = "view_place"
    DECIDE_PLACE = "decide_place"
    WITHDRAW_PLACE = "withdraw_place"
    RATE_ONESELF = "rate_oneself"
    REQUEST_SIGN_OFF = "request_sign_off"
    VIEW_REQUEST = "view_request"
    ANSWER_REQUEST = "answer_request"
    PASS_ON_REQUEST = "pass_on_request"
    FOLLOW_UP_REQUEST = "follow_up_request"
    VIEW_SIGN_OFF = "view_sign_off"
    REVOKE_SIGN_OFF = "revoke_sign_off"
    RECORD_OBSERVATION = "record_observation"
    TELL_WHAT_ENDS = "tell_what_ends"
    VIEW_SERIES = "view_series"
    PLAN_SERIES = "plan_series"
    CHANGE_SERIES = "change_series"
    VIEW_SESSION = "view_session"
    RECORD_SESSION = "record_session"
    ANSWER_SESSION = "answer_session"
    READ_SUMMARY = "read_summary"
    CLOSE_FOLLOW_UP = "close_follow_up"
    VIEW_DOSE = "view_dose"
    KEEP_CALENDAR = "keep_calendar"
    CHOOSE_MAIL = "choose_mail"
    SEND_DIGESTS = "send_digests"
    VIEW_GROUP = "view_group"
    VIEW_CHAIN = "view_chain"
    MAKE_GROUPS = "make_groups"
    VIEW_ALLOCATION = "view_allocation"
    ALLOCATE = "allocate"
    MAKE_PLAN = "make_plan"
    KEEP_APART = "keep_apart"
    VIEW_CONTRACT = "view_contract"
    WRITE_CONTRACT = "write_contract"
    SIGN_CONTRACT = "sign_contract"
    DRAFT_CONTRACTS = "draft_contracts"
    DRAFT_GROUP_CONTRACT = "draft_group_contract"
    ASK_FOR_CHANGE = "ask_for_change"
    VIEW_CHANGE = "view_change"
    ANSWER_CHANGE = "answer_change"
    WITHDRAW_CHANGE = "withdraw_change"
    SAY_WORKING_DAYS = "say_working_days"
    SET_JOB_PLAN = "set_job_plan"
    DECIDE_ABSENCE = "decide_absence"
    TELL_WHAT_WAITS = "tell_what_waits"
    OPEN_HISTORY = "open_history"
    VIEW_HISTORY = "view_history"
    VIEW_WAIVER = "view_waiver"
    PROPOSE_WAIVER = "propose_waiver"
    AGREE_WAIVER = "agree_waiver"
    ISSUE_CERTIFICATE = "issue_certificate"
    VIEW_CERTIFICATE = "view_certificate"
    KEEP_REFERENCE_DATA = "keep_reference_data"
    PUBLISH_FRAMEWORK = "publish_framework"
    DRAFT_STANDARD = "draft_standard"
    PUBLISH_STANDARD = "publish_standard"
    GIVE_MEMBERSHIP = "give_membership"
    OPEN_ACCOUNT = "open_account"
    EDIT_GUIDANCE = "edit_guidance"
    EDIT_OWN_GUIDANCE = "edit_own_guidance"
    VIEW_PACK = "view_pack"
    MAKE_PACK = "make_pack"
    READ_LOG = "read_log"
    VIEW_VISIT = "view_visit"
    INVITE_AUDITOR = "invite_auditor"
    ACTIVATE_VISIT = "activate_visit"
    KEEP_REFLECTION = "keep_reflection"
    READ_SHARED = "read_shared"
    READ_FEEDBACK = "read_feedback"
    RECOGNISE = "recognise"
    OFFER_RECOGNITION = "offer_recognition"
    VIEW_OFFER = "view_offer"
    VIEW_COUNTS = "view_counts"
    CLOSE_QUARTER = "close_quarter"
    ERASE_REFLECTIONS = "erase_reflections"


@dataclass(frozen=True, slots=True)
class Rule:
    """``means``: what the action is, as a sentence for whoever reads ``docs/permissions.md``."""

    means: str
    own: bool = False
    named: bool = False
    named_as: frozenset[Role] = frozenset(Role)
    in_service: frozenset[Role] = frozenset()
    anywhere: frozenset[Role] = frozenset()
    everyone: bool = False
    console: bool = False
    not_own: bool = False
    after_leaving: bool = False


def roles(*names: Role) -> frozenset[Role]:
    return frozenset(names)


POLICY: dict[Action, Rule] = {
    Action.VIEW_PERSON: Rule(
        "Open the page of a person: their career, requirements and dates.", own=True, in_service=roles(Role.LEAD, Role.MANAGER)
    ),
    Action.VIEW_REGISTER: Rule(
        "Open the register of a service: who can supervise on a day.", in_service=roles(Role.LEAD, Role.MANAGER)
    ),
    Action.REHEARSE_IMPORT: Rule("Send files and see what they would change.", in_service=roles(Role.MANAGER)),
    Action.IMPORT_FACTS: Rule("Apply files that have been looked through.", in_service=roles(Role.MANAGER), console=True),
    Action.EXPORT_FACTS: Rule("Take all facts of a service as files.", in_service=roles(Role.MANAGER), console=True),
    Action.WITHDRAW_BY_FILE: Rule(
        "Withdraw the records that a file names, as recorded in error.", in_service=roles(Role.MANAGER), console=True
    ),
    Action.CORRECT_FACT: Rule("Correct or withdraw one record.", in_service=roles(Role.LEAD, Role.MANAGER), not_own=True),
    Action.CORRECT_POST: Rule("Correct a post, which may give rights.", in_service=roles(Role.MANAGER), not_own=True),
    Action.CLOSE_ACCOUNT: Rule(
        "Close the account of a person who has left.", in_service=roles(Role.MANAGER), console=True, not_own=True
    ),
    Action.MERGE_PEOPLE: Rule(
        "Propose or agree that two records are one person.",
        in_service=roles(Role.MANAGER, Role.LEAD),
        console=True,
        not_own=True,
    ),
    Action.RESET_SECOND_FACTOR: Rule(
        "Ask for, or agree to, taking off a second factor that was lost.",
        in_service=roles(Role.MANAGER, Role.LEAD),
        console=True,
        not_own=True,
    ),
    Action.VIEW_ARCHIVE: Rule("See one's own records after leaving.", own=True, after_leaving=True),
    Action.TAKE_ALONG: Rule("Take one's own records as a file.", own=True, after_leaving=True),
    Action.READ_STANDARD: Rule("Read a published standard or framework.", everyone=True),
    Action.SEND_EVIDENCE: Rule("Send a certificate to be verified.", own=True),
    Action.VIEW_EVIDENCE: Rule("See the certificates that a person sent.", own=True, in_service=roles(Role.LEAD, Role.MANAGER)),
    Action.VERIFY_EVIDENCE: Rule(
        "Verify a certificate or send it back.", in_service=roles(Role.LEAD, Role.MANAGER), not_own=True
    ),
    Action.VIEW_ATTACHMENT: Rule("Open an attached file.", own=True, named=True, in_service=roles(Role.LEAD, Role.MANAGER)),
    Action.KEEP_DEVELOPMENT: Rule("Record one's own learning.", own=True),
    Action.VIEW_EDITION: Rule("See the dates and places of a course.", in_service=roles(Role.STAFF)),
    Action.PLAN_EDITION: Rule("Plan dates of a course for a service.", in_service=roles(Role.LEAD, Role.MANAGER)),
    Action.RUN_EDITION: Rule(
        "Change or cancel dates of a course and record who came.", in_service=roles(Role.LEAD, Role.MANAGER)
    ),
    Action.ASK_FOR_PLACE: Rule("Ask for a place on a course.", in_service=roles(Role.STAFF)),
    Action.VIEW_PLACE: Rule("See a place on a course.", own=True, in_service=roles(Role.LEAD, Role.MANAGER)),
    Action.DECIDE_PLACE: Rule("Give or refuse a place on a course.", in_service=roles(Role.LEAD, Role.MANAGER), not_own=True),
    Action.WITHDRAW_PLACE: Rule("Give up a place on a course.", own=True, in_service=roles(Role.LEAD, Role.MANAGER)),
    Action.RATE_ONESELF: Rule("Rate one's own competencies.", own=True),
    Action.REQUEST_SIGN_OFF: Rule("Ask an assessor for sign-offs.", own=True),
    Action.VIEW_REQUEST: Rule("See a request for sign-offs.", own=True, named=True, in_service=roles(Role.LEAD)),
    Action.ANSWER_REQUEST: Rule("Sign off a competency or send it back.", named=True, not_own=True),
    Action.PASS_ON_REQUEST: Rule("Ask another assessor instead.", own=True, named=True, in_service=roles(Role.LEAD)),
    Action.FOLLOW_UP_REQUEST: Rule("Remind the assessor, or withdraw a request.", own=True),
    Action.VIEW_SIGN_OFF: Rule("See a sign-off and its seal.", own=True, named=True, in_service=roles(Role.LEAD, Role.MANAGER)),
    Action.REVOKE_SIGN_OFF: Rule("Revoke a sign-off.", in_service=roles(Role.LEAD), not_own=True),
    Action.RECORD_OBSERVATION: Rule("Record an observed session of a person.", in_service=roles(Role.LEAD), not_own=True),
    Action.TELL_WHAT_ENDS: Rule("Tell people by mail of sign-offs that end soon.", console=True),
    Action.VIEW_SERIES: Rule("See a series of sessions.", own=True, in_service=roles(Role.LEAD, Role.MANAGER)),
    Action.PLAN_SERIES: Rule("Plan a series of sessions.", own=True, in_service=roles(Role.LEAD)),
    Action.CHANGE_SERIES: Rule("Move or cancel a session, or end a series.", own=True, in_service=roles(Role.LEAD)),
    Action.VIEW_SESSION: Rule("See the facts of a session.", own=True, in_service=roles(Role.LEAD)),
    Action.RECORD_SESSION: Rule("Record a session that one led or attended.", own=True),
    Action.ANSWER_SESSION: Rule("Confirm the record of a session or say that it is not right.", own=True),
    Action.READ_SUMMARY: Rule("Read what was agreed in a session that one was in.", own=True),
    Action.CLOSE_FOLLOW_UP: Rule("Close something that was agreed.", own=True),
    Action.VIEW_DOSE: Rule("See how much supervision a person received.", own=True, in_service=roles(Role.LEAD, Role.MANAGER)),
    Action.KEEP_CALENDAR: Rule("Make or end one's private calendar link.", own=True),
    Action.CHOOSE_MAIL: Rule("Choose which mails one gets.", own=True),
    Action.SEND_DIGESTS: Rule("Send the mails that are due.", console=True),
    Action.VIEW_GROUP: Rule("See a group for supervision of supervision.", own=True, in_service=roles(Role.LEAD, Role.MANAGER)),
    Action.VIEW_CHAIN: Rule("See who supervises the supervisors of a service.", in_service=roles(Role.LEAD, Role.MANAGER)),
    Action.MAKE_GROUPS: Rule("Plan and approve groups for supervision of supervision.", in_service=roles(Role.LEAD)),
    Action.VIEW_ALLOCATION: Rule("See who supervises a person.", own=True, in_service=roles(Role.LEAD, Role.MANAGER)),
    Action.ALLOCATE: Rule("Begin, change or end the supervision of a person.", in_service=roles(Role.LEAD), not_own=True),
    Action.MAKE_PLAN: Rule("Make and approve a plan for many.", in_service=roles(Role.LEAD)),
    Action.KEEP_APART: Rule("Say with whom one should not be paired.", own=True),
    Action.VIEW_CONTRACT: Rule("See an agreement.", named=True, in_service=roles(Role.LEAD)),
    Action.WRITE_CONTRACT: Rule("Write one's part of an agreement.", named=True),
    Action.SIGN_CONTRACT: Rule("Sign an agreement.", named=True),
    Action.DRAFT_CONTRACTS: Rule("Draft the agreements that are missing.", own=True),
    Action.DRAFT_GROUP_CONTRACT: Rule("Draft the agreement of a group.", own=True),
    Action.ASK_FOR_CHANGE: Rule("Ask for another supervisor.", own=True),
    Action.VIEW_CHANGE: Rule("See a request for another supervisor.", own=True, in_service=roles(Role.LEAD)),
    Action.ANSWER_CHANGE: Rule("Answer a request for another supervisor.", in_service=roles(Role.LEAD), not_own=True),
    Action.WITHDRAW_CHANGE: Rule("Withdraw one's request for another supervisor.", own=True),
    Action.SAY_WORKING_DAYS: Rule("Say on which days a person works.", own=True, in_service=roles(Role.LEAD, Role.MANAGER)),
    Action.SET_JOB_PLAN: Rule(
        "Set how much a supervisor's job plan gives to supervision.", in_service=roles(Role.LEAD, Role.MANAGER)
    ),
    Action.DECIDE_ABSENCE: Rule("Record an absence and decide who supervises meanwhile.", in_service=roles(Role.LEAD)),
    Action.TELL_WHAT_WAITS: Rule("Tell leads by mail what they have to do.", console=True),
    Action.OPEN_HISTORY: Rule("Give an auditor days of the past to look at.", in_service=roles(Role.LEAD, Role.MANAGER)),
    Action.VIEW_HISTORY: Rule(
        "See a service as it was on a day.", named=True, named_as=roles(Role.AUDITOR), in_service=roles(Role.LEAD, Role.MANAGER)
    ),
    Action.VIEW_WAIVER: Rule("See a waiver.", own=True, in_service=roles(Role.LEAD, Role.MANAGER)),
    Action.PROPOSE_WAIVER: Rule(
        "Propose to waive a requirement for a person.", in_service=roles(Role.LEAD, Role.MANAGER), not_own=True
    ),
    Action.AGREE_WAIVER: Rule(
        "Agree to a waiver that another lead or manager proposed.", in_service=roles(Role.LEAD, Role.MANAGER), not_own=True
    ),
    Action.ISSUE_CERTIFICATE: Rule("Issue one's own supervisor certificate.", own=True),
    Action.VIEW_CERTIFICATE: Rule(
        "See a supervisor certificate.", own=True, after_leaving=True, in_service=roles(Role.LEAD, Role.MANAGER)
    ),
    Action.KEEP_REFERENCE_DATA: Rule(
        "Change courses, reasons and other lists that all services share.", anywhere=roles(Role.STEWARD), console=True
    ),
    Action.PUBLISH_FRAMEWORK: Rule("Publish a version of a competency framework.", anywhere=roles(Role.STEWARD), console=True),
    Action.DRAFT_STANDARD: Rule("Draft a version of a standard and try it out.", anywhere=roles(Role.STEWARD)),
    Action.PUBLISH_STANDARD: Rule("Publish a version of a standard.", anywhere=roles(Role.STEWARD), console=True),
    Action.GIVE_MEMBERSHIP: Rule("Make a person an auditor, editor or steward.", console=True),
    Action.OPEN_ACCOUNT: Rule("Open an account for a person.", console=True),
    Action.EDIT_GUIDANCE: Rule("Write guidance for all services.", anywhere=roles(Role.EDITOR)),
    Action.EDIT_OWN_GUIDANCE: Rule("Write guidance for one's own service.", in_service=roles(Role.EDITOR)),
    Action.VIEW_PACK: Rule("See and fetch evidence packs.", in_service=roles(Role.LEAD, Role.MANAGER)),
    Action.MAKE_PACK: Rule("Make an evidence pack.", in_service=roles(Role.LEAD, Role.MANAGER)),
    Action.READ_LOG: Rule("Read who did what.", in_service=roles(Role.MANAGER)),
    Action.VIEW_VISIT: Rule("See an auditor's visit.", own=True, in_service=roles(Role.LEAD, Role.MANAGER)),
    Action.INVITE_AUDITOR: Rule("Invite an auditor for a visit.", in_service=roles(Role.LEAD, Role.MANAGER)),
    Action.ACTIVATE_VISIT: Rule(
        "Start a visit that another lead or manager prepared.", in_service=roles(Role.LEAD, Role.MANAGER), not_own=True
    ),
    Action.KEEP_REFLECTION: Rule("Write and keep one's own reflections.", own=True),
    Action.READ_SHARED: Rule("Read a reflection that was shared with one.", own=True),
    Action.READ_FEEDBACK: Rule("Read feedback that was given to one.", own=True),
    Action.RECOGNISE: Rule("Thank a colleague.", own=True, in_service=roles(Role.STAFF)),
    Action.OFFER_RECOGNITION: Rule("Offer a special interest, or something for the service.", own=True),
    Action.VIEW_OFFER: Rule("See what a colleague offers.", own=True, in_service=roles(Role.LEAD)),
    Action.VIEW_COUNTS: Rule("See counts of reflections, never their words.", in_service=roles(Role.LEAD, Role.MANAGER)),
    Action.CLOSE_QUARTER: Rule("Close the feedback of a quarter.", console=True),
    Action.ERASE_REFLECTIONS: Rule("Erase all of one's own reflections.", own=True, after_leaving=True),
}

COLUMNS = (
    "Action",
    "What it is",
    "Own record",
    "Own, after leaving",
    "Named on it",
    "In the same service",
    "Anywhere",
    "Anybody signed in",
    "Operator",
)


def as_rows() -> list[tuple[str, ...]]:
    """The table in words, one row an action, in the order of ``COLUMNS``."""

    def tick(value: bool) -> str:
        return "yes" if value else ""

    def names(value: frozenset[Role]) -> str:
        return ", ".join(sorted(value))

    return [
        (
            action.value,
            rule.means,
            "never" if rule.not_own else tick(rule.own),
            tick(rule.after_leaving),
            names(rule.named_as) if rule.named and rule.named_as != frozenset(Role) else tick(rule.named),
            names(rule.in_service),
            names(rule.anywhere),
            tick(rule.everyone),
            tick(rule.console),
        )
        for action, rule in POLICY.items()
    ]
