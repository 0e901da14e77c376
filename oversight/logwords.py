"""The audit log in sentences: what each action is called, once it is done, and in which group the log's filter has it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from governance.policy import Action
from nhsuk.words import how_many

GROUPS = {
    "allocations": "Supervisors and agreements",
    "sessions": "Sessions and groups",
    "competence": "Sign-offs, standards and certificates",
    "training": "Courses and evidence",
    "people": "People and accounts",
    "files": "Imports, exports and corrections",
    "audit": "Audits and evidence packs",
    "guidance": "Guidance and shared lists",
    "reflection": "Reflection and recognition",
}


@dataclass(frozen=True, slots=True)
class LogWords:
    """``said`` follows the name of whoever did it; ``whom`` follows that where the record is of others whose names the reader
    may see; ``own`` stands for both where the record is about them alone."""

    group: str
    said: str
    whom: str = ""
    own: str = ""

    def about(self, names: str, *, alone: bool) -> str:
        if alone and self.own:
            return self.own
        return self.said + (self.whom.format(names) if names and self.whom else "")


FOR, OF, FROM, WITH = " for {}", " of {}", " from {}", " with {}"
W = LogWords
SENTENCES: dict[Action, LogWords] = {
    Action.VIEW_PERSON: W("people", "opened a person's page", FOR, "opened their own page"),
    Action.VIEW_REGISTER: W("audit", "opened the register"),
    Action.REHEARSE_IMPORT: W("files", "checked files before an import"),
    Action.IMPORT_FACTS: W("files", "imported files"),
    Action.EXPORT_FACTS: W("files", "exported the service's records"),
    Action.WITHDRAW_BY_FILE: W("files", "withdrew records listed in a file"),
    Action.CORRECT_FACT: W("files", "corrected or withdrew a record", OF, "corrected or withdrew their own record"),
    Action.CORRECT_POST: W("files", "corrected a post", OF, "corrected their own post"),
    Action.CLOSE_ACCOUNT: W("people", "closed or reopened an account", OF, "closed or reopened their own account"),
    Action.MERGE_PEOPLE: W("files", "worked on joining two records of one person", ": {}"),
    Action.RESET_SECOND_FACTOR: W("people", "worked on resetting a second sign-in step", FOR),
    Action.VIEW_ARCHIVE: W("people", "opened the records kept after leaving", OF, "opened their records after leaving"),
    Action.TAKE_ALONG: W("files", "downloaded personal records", OF, "downloaded their own records"),
    Action.READ_STANDARD: W("competence", "read a standard or framework"),
    Action.SEND_EVIDENCE: W("training", "sent evidence to be checked", FOR, "sent evidence to be checked"),
    Action.VIEW_EVIDENCE: W("training", "opened evidence", OF, "opened their own evidence"),
    Action.VERIFY_EVIDENCE: W("training", "checked evidence", FROM),
    Action.VIEW_ATTACHMENT: W("training", "opened an attached file", OF, "opened their own attached file"),
    Action.KEEP_DEVELOPMENT: W(
        "training", "changed a record of other learning", OF, "changed a record of their other learning"
    ),
    Action.VIEW_EDITION: W("training", "looked at course dates"),
    Action.PLAN_EDITION: W("training", "planned course dates"),
    Action.RUN_EDITION: W("training", "changed or cancelled course dates"),
    Action.ASK_FOR_PLACE: W("training", "asked for a place on a course"),
    Action.VIEW_PLACE: W("training", "looked at a course place", OF, "looked at their own course place"),
    Action.DECIDE_PLACE: W("training", "decided about a course place", FOR),
    Action.WITHDRAW_PLACE: W("training", "gave up a course place", OF, "gave up their course place"),
    Action.RATE_ONESELF: W("competence", "rated competencies", OF, "rated their own competencies"),
    Action.REQUEST_SIGN_OFF: W("competence", "asked for sign-offs", FOR, "asked for sign-offs"),
    Action.VIEW_REQUEST: W("competence", "opened a request for a sign-off", FROM, "opened their own request for a sign-off"),
    Action.ANSWER_REQUEST: W("competence", "answered a request for a sign-off", FROM),
    Action.PASS_ON_REQUEST: W(
        "competence", "passed a request for a sign-off to another assessor", FOR, "asked another assessor for a sign-off"
    ),
    Action.FOLLOW_UP_REQUEST: W(
        "competence", "followed up a request for a sign-off", FROM, "reminded an assessor, or withdrew a request for a sign-off"
    ),
    Action.VIEW_SIGN_OFF: W("competence", "opened a sign-off", OF, "opened their own sign-off"),
    Action.REVOKE_SIGN_OFF: W("competence", "revoked a sign-off", OF),
    Action.RECORD_OBSERVATION: W("competence", "recorded an observation", OF),
    Action.TELL_WHAT_ENDS: W("competence", "sent reminders of sign-offs that end soon"),
    Action.VIEW_SERIES: W("sessions", "looked at planned sessions", WITH, "looked at their own planned sessions"),
    Action.PLAN_SERIES: W("sessions", "planned sessions", FOR, "planned sessions"),
    Action.CHANGE_SERIES: W("sessions", "changed planned sessions", WITH, "changed their own planned sessions"),
    Action.VIEW_SESSION: W("sessions", "opened a session record", WITH, "opened their own session record"),
    Action.RECORD_SESSION: W("sessions", "recorded a session", WITH),
    Action.ANSWER_SESSION: W("sessions", "answered a session record", WITH),
    Action.READ_SUMMARY: W("sessions", "read what was agreed in a session"),
    Action.CLOSE_FOLLOW_UP: W("sessions", "closed an action agreed in a session"),
    Action.VIEW_DOSE: W("sessions", "looked at supervision received", " by {}", "looked at supervision they received"),
    Action.KEEP_CALENDAR: W("sessions", "changed a private calendar link", OF, "changed their private calendar link"),
    Action.CHOOSE_MAIL: W("people", "changed mail settings", OF, "changed their mail settings"),
    Action.SEND_DIGESTS: W("people", "sent the mails that were due"),
    Action.VIEW_GROUP: W("sessions", "opened a group for supervision of supervision", WITH),
    Action.VIEW_CHAIN: W("sessions", "looked at who supervises the supervisors"),
    Action.MAKE_GROUPS: W("sessions", "changed groups for supervision of supervision"),
    Action.VIEW_ALLOCATION: W("allocations", "looked at a supervisor", FOR, "looked at their own supervisor"),
    Action.ALLOCATE: W("allocations", "began, changed or ended supervision", OF),
    Action.MAKE_PLAN: W("allocations", "approved a plan"),
    Action.KEEP_APART: W(
        "allocations", "changed who should not be paired", WITH, "changed whom they should not be paired with"
    ),
    Action.VIEW_CONTRACT: W("allocations", "opened an agreement", WITH, "opened their own agreement"),
    Action.WRITE_CONTRACT: W("allocations", "wrote their part of an agreement", WITH),
    Action.SIGN_CONTRACT: W("allocations", "signed an agreement", WITH),
    Action.DRAFT_CONTRACTS: W("allocations", "drafted agreements", FOR, "drafted their own missing agreements"),
    Action.DRAFT_GROUP_CONTRACT: W(
        "allocations", "drafted an agreement for a group", OF, "drafted an agreement for their group"
    ),
    Action.ASK_FOR_CHANGE: W("allocations", "asked for another supervisor", FOR, "asked for another supervisor"),
    Action.VIEW_CHANGE: W("allocations", "read a request for another supervisor", FROM),
    Action.ANSWER_CHANGE: W("allocations", "answered a request for another supervisor", FROM),
    Action.WITHDRAW_CHANGE: W(
        "allocations", "withdrew a request for another supervisor", OF, "withdrew their request for another supervisor"
    ),
    Action.SAY_WORKING_DAYS: W("people", "set working days", OF, "set their own working days"),
    Action.SET_JOB_PLAN: W("allocations", "set the minutes for supervision in a job plan", OF),
    Action.DECIDE_ABSENCE: W("allocations", "recorded an absence and decided who supervises", ": {}"),
    Action.TELL_WHAT_WAITS: W("people", "sent leads their list of things to do"),
    Action.OPEN_HISTORY: W("audit", "let an auditor see days in the past"),
    Action.VIEW_HISTORY: W("audit", "looked at the service on a day in the past"),
    Action.VIEW_WAIVER: W("competence", "opened a waiver", FOR, "opened their own waiver"),
    Action.PROPOSE_WAIVER: W("competence", "proposed a waiver", FOR),
    Action.AGREE_WAIVER: W("competence", "answered a proposed waiver", FOR),
    Action.ISSUE_CERTIFICATE: W("competence", "issued a supervisor certificate", FOR, "issued their supervisor certificate"),
    Action.VIEW_CERTIFICATE: W("competence", "opened a supervisor certificate", OF, "opened their supervisor certificate"),
    Action.KEEP_REFERENCE_DATA: W("guidance", "changed a list that all services share"),
    Action.PUBLISH_FRAMEWORK: W("competence", "published a competency framework"),
    Action.DRAFT_STANDARD: W("competence", "drafted a standard"),
    Action.PUBLISH_STANDARD: W("competence", "published a standard"),
    Action.GIVE_MEMBERSHIP: W("people", "gave a person a role as auditor, editor or steward"),
    Action.OPEN_ACCOUNT: W("people", "opened an account", FOR),
    Action.EDIT_GUIDANCE: W("guidance", "changed guidance for all services"),
    Action.EDIT_OWN_GUIDANCE: W("guidance", "changed guidance of the service"),
    Action.VIEW_PACK: W("audit", "opened an evidence pack"),
    Action.MAKE_PACK: W("audit", "made an evidence pack"),
    Action.READ_LOG: W("audit", "read this log"),
    Action.VIEW_VISIT: W("audit", "looked at an auditor's visit"),
    Action.INVITE_AUDITOR: W("audit", "invited an auditor"),
    Action.ACTIVATE_VISIT: W("audit", "started an auditor's visit"),
    Action.KEEP_REFLECTION: W("reflection", "saved a reflection"),
    Action.READ_SHARED: W("reflection", "read a shared reflection"),
    Action.READ_FEEDBACK: W("reflection", "read feedback"),
    Action.RECOGNISE: W("reflection", "thanked a colleague"),
    Action.OFFER_RECOGNITION: W("reflection", "offered recognition to the service", FOR, "offered recognition to the service"),
    Action.VIEW_OFFER: W("reflection", "opened an offer to the service", FROM),
    Action.VIEW_COUNTS: W("reflection", "looked at counts of reflections"),
    Action.CLOSE_QUARTER: W("reflection", "closed the feedback of a quarter"),
    Action.ERASE_REFLECTIONS: W("reflection", "erased all their reflections", "", "erased all their reflections"),
}

COUNTED: dict[tuple[Action, str], Callable[[Any], str]] = {
    (Action.MAKE_PLAN, "placed"): lambda placed: f"approved a plan for {how_many(len(placed), 'person', 'people')}",
    (Action.MAKE_PLAN, "contracts"): lambda count: f"drafted {how_many(count, 'agreement')} for the service",
    (Action.DRAFT_CONTRACTS, "contracts"): lambda count: f"drafted {how_many(count, 'agreement')}",
    (Action.REQUEST_SIGN_OFF, "requests"): lambda count: f"asked for {how_many(count, 'sign-off')}",
    (Action.MAKE_GROUPS, "groups"): lambda count: f"approved {how_many(count, 'group')} for supervision of supervision",
    (Action.MERGE_PEOPLE, "rows"): lambda count: f"joined two records of one person: {how_many(count, 'record')} moved",
}
"""What is said instead where the entry counted something."""


def in_words(action: str, summary: Any, names: str, *, alone: bool) -> str:
    """What was done, as it follows the name of whoever did it. An action that the product no longer has keeps its own name."""
    if action not in set(Action):
        return action.replace("_", " ")
    known = Action(action)
    for name, value in summary.items() if isinstance(summary, dict) else ():
        if counted := COUNTED.get((known, name)):
            return counted(value)
    return SENTENCES[known].about(names, alone=alone)


def actions_in(group: str) -> list[str]:
    return [action.value for action, words in SENTENCES.items() if words.group == group]
