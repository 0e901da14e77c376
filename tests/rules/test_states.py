"""The person's state (docs/domain/eligibility.md section 5): becoming, staying with and without grace, lapse and return.

Becoming asks for an approval or, provisionally, a course in progress; staying asks for 60 minutes of supervision of
supervision in four months. Each case gives the whole of the states.
"""

import pytest

from .making import absence, approved, career, completion, document, group, registered, session, states, waiver

APPROVED = {"id": "lead", "type": "approval", "kind": "lead"}
COURSE = {"id": "course", "type": "course_completed", "any_of": ["FIVE"], "in_progress": "provisional"}
BECOMING = group("ANY", APPROVED, COURSE, id="become")
SESSIONS = {
    "id": "sos",
    "type": "session_minutes",
    "as": "attendee",
    "kinds": ["supervision_of_supervision"],
    "minutes": 60,
    "months": 4,
}
ONLY_BECOMING = document(BECOMING)
NO_GRACE = document(BECOMING, SESSIONS)
GRACE = document(BECOMING, SESSIONS | {"grace_months": 3})
LONG_GRACE = document(BECOMING, SESSIONS | {"grace_months": 12})


ALONE = {
    "without facts": (career(), []),
    "a fact of another kind": (career(absences=[absence("2019-05-01")]), [("2019-05-01", "not_yet")]),
    "a waiver of something else is a fact": (career(waivers=[waiver("2019-05-01", "2019-05-01")]), [("2019-05-01", "not_yet")]),
    "a disputed session is a fact": (career(sessions=[session("2019-05-01", disputed=True)]), [("2019-05-01", "not_yet")]),
    "eligible from the first fact": (career(approvals=[approved("2020-01-01")]), [("2020-01-01", "eligible")]),
    "eligible later": (
        career(approvals=[approved("2020-01-01")], registrations=[registered("2019-05-01")]),
        [("2019-05-01", "not_yet"), ("2020-01-01", "eligible")]),
    "provisional, then eligible": (
        career(completions=[completion("2020-01-01", "2020-03-01")]),
        [("2020-01-01", "provisional"), ("2020-03-01", "eligible")]),
    "provisional, then not": (
        career(completions=[completion("2020-01-01", None, "2020-03-01")]),
        [("2020-01-01", "provisional"), ("2020-03-01", "not_yet")]),
    "lapsed as soon as becoming fails": (
        career(approvals=[approved("2020-01-01", "2021-01-01")]), [("2020-01-01", "eligible"), ("2021-01-01", "lapsed")]),
    "even in the first month": (
        career(approvals=[approved("2020-01-01", "2020-01-02")]), [("2020-01-01", "eligible"), ("2020-01-02", "lapsed")]),
    "back as soon as it is met again": (
        career(approvals=[approved("2020-01-01", "2021-01-01"), approved("2021-02-01")]),
        [("2020-01-01", "eligible"), ("2021-01-01", "lapsed"), ("2021-02-01", "eligible")]),
    "lapsed is not provisional again": (
        career(approvals=[approved("2020-01-01", "2021-01-01")], completions=[completion("2021-02-01", "2021-06-01")]),
        [("2020-01-01", "eligible"), ("2021-01-01", "lapsed"), ("2021-06-01", "eligible")]),
    "eligible is not provisional again": (
        career(approvals=[approved("2020-01-01", "2021-01-01")], completions=[completion("2020-06-01")]),
        [("2020-01-01", "eligible"), ("2021-01-01", "lapsed")]),
    "eligible by waiver, for as long as it runs": (
        career(waivers=[waiver("2020-01-01", "2020-03-31", "become")]), [("2020-01-01", "eligible"), ("2020-04-01", "lapsed")]),
}  # fmt: skip


def with_sessions(*days, approval=("2020-01-01",)):
    return career(approvals=[approved(*approval)], sessions=[session(day) for day in days])


STAYING = {
    "without grace both are needed to begin": (NO_GRACE, with_sessions("2020-02-01"), [
        ("2020-01-01", "not_yet"), ("2020-02-01", "eligible"), ("2020-06-01", "lapsed")]),
    "grace runs from the day of becoming eligible": (GRACE, with_sessions(),
        [("2020-01-01", "eligible"), ("2020-04-01", "lapsed")]),
    "grace ends at the end of a shorter month": (GRACE, with_sessions(approval=("2020-11-30",)), [
        ("2020-11-30", "eligible"), ("2021-02-28", "lapsed")]),
    "a grace of a month": (document(BECOMING, SESSIONS | {"grace_months": 1}), with_sessions(), [
        ("2020-01-01", "eligible"), ("2020-02-01", "lapsed")]),
    "a session on the last day of grace": (GRACE, with_sessions("2020-03-31"),
        [("2020-01-01", "eligible"), ("2020-07-31", "lapsed")]),
    "a session on the day after the last": (GRACE, with_sessions("2020-04-01"),
        [("2020-01-01", "eligible"), ("2020-08-01", "lapsed")]),
    "a session a day too late brings back": (GRACE, with_sessions("2020-04-02"), [
        ("2020-01-01", "eligible"), ("2020-04-01", "lapsed"), ("2020-04-02", "eligible"), ("2020-08-02", "lapsed")]),
    "what was met during grace does not prolong it": (GRACE, with_sessions("2020-01-01", "2020-05-02"), [
        ("2020-01-01", "eligible"), ("2020-05-01", "lapsed"), ("2020-05-02", "eligible"), ("2020-09-02", "lapsed")]),
    "a new grace from the day of return": (LONG_GRACE, with_sessions("2021-06-01"), [
        ("2020-01-01", "eligible"), ("2021-01-01", "lapsed"), ("2021-06-01", "eligible"), ("2022-06-01", "lapsed")]),
    "grace alone brings nobody back": (GRACE, career(approvals=[approved("2020-01-01"), approved("2020-06-01")]), [
        ("2020-01-01", "eligible"), ("2020-04-01", "lapsed")]),
    "becoming is not asked again": (GRACE, with_sessions("2020-03-01", approval=("2020-01-01", "2020-02-01")), [
        ("2020-01-01", "eligible"), ("2020-07-01", "lapsed")]),
    "but it is asked to come back": (GRACE, with_sessions("2020-05-01", approval=("2020-01-01", "2020-02-01")), [
        ("2020-01-01", "eligible"), ("2020-04-01", "lapsed")]),
    "a waiver of staying keeps": (GRACE,
        career(approvals=[approved("2020-01-01")], waivers=[waiver("2020-03-01", "2020-04-30", "sos")]), [
        ("2020-01-01", "eligible"), ("2020-05-01", "lapsed")]),
    "a waiver of staying brings back": (GRACE,
        career(approvals=[approved("2020-01-01")], waivers=[waiver("2020-06-01", "2020-06-01", "sos")]), [
        ("2020-01-01", "eligible"), ("2020-04-01", "lapsed"), ("2020-06-01", "eligible"), ("2020-09-01", "lapsed")]),
    "staying that is provisional is not met": (document(APPROVED, COURSE | {"grace_months": 1}), career(
        approvals=[approved("2020-01-01")], completions=[completion("2020-01-01")]),
            [("2020-01-01", "eligible"), ("2020-02-01", "lapsed")]),
    "provisional before it is eligible": (NO_GRACE,
        career(completions=[completion("2020-01-01", "2020-03-01")], sessions=[session("2020-04-01")]), [
        ("2020-01-01", "provisional"), ("2020-03-01", "not_yet"), ("2020-04-01", "eligible"), ("2020-08-01", "lapsed")]),
}  # fmt: skip


@pytest.mark.parametrize(("facts", "expected"), ALONE.values(), ids=ALONE)
def test_without_staying_a_person_stays_by_becoming(facts, expected):
    assert states(facts, ONLY_BECOMING) == expected


@pytest.mark.parametrize(("version", "facts", "expected"), STAYING.values(), ids=STAYING)
def test_staying_eligible(version, facts, expected):
    assert states(facts, version) == expected
