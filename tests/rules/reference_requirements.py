"""The ten requirement types of docs/domain/eligibility.md section 4, each asked about one day at a time.

Slow and literal on purpose: only dates and rows, no intervals, and nothing shared with the engine.
"""

from datetime import date, timedelta
from decimal import Decimal
from functools import cache

DAY = timedelta(days=1)


@cache
def add_months(on: date, months: int) -> date:
    year, month, day = on.year, on.month, on.day
    for _ in range(months):
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    while True:
        try:
            return date(year, month, day)
        except ValueError:
            day -= 1


def valid(since: date, months: int | None, day: date) -> bool:
    return since <= day and (months is None or day < add_months(since, months))


def covers(started: date, finished: date | None, day: date) -> bool:
    return started <= day and (finished is None or day <= finished)


def hundredths(number: float) -> Decimal:
    return Decimal(str(number)) * 100


def in_post(career, need, frameworks, day) -> bool:
    posts = [p for p in career.posts if p.role in need["roles"] and covers(p.started_on, p.finished_on, day)]
    return bool(posts) and sum(p.fte_hundred_thousandths for p in posts) >= Decimal(str(need.get("min_fte", 0))) * 100_000


def qualification(career, need, frameworks, day) -> bool:
    return any(q.verified and q.qualification in need["any_of"] and q.awarded_on <= day for q in career.qualifications)


def is_such_a_course(course, need) -> bool:
    named = course.code in need.get("any_of", [])
    tagged = "tag" in need and need["tag"] in course.tags
    return (named or tagged) and course.days >= need.get("min_days", 0)


def course_completed(career, need, frameworks, day) -> bool:
    return any(
        c.verified
        and c.completed_on
        and is_such_a_course(c.course, need)
        and valid(c.completed_on, need.get("valid_months"), day)
        for c in career.completions
    )


def on_a_course(career, need, day) -> bool:
    return need.get("in_progress") == "provisional" and any(
        is_such_a_course(c.course, need)
        and (c.started_on is not None and c.started_on <= day)
        and (c.completed_on is None or c.completed_on > day)
        and (c.withdrawn_on is None or c.withdrawn_on > day)
        for c in career.completions
    )


def cpd(career, need, frameworks, day) -> bool:
    done = [c for c in career.completions if c.verified and c.completed_on and need["tag"] in c.course.tags]
    return sum(valid(c.completed_on, need["months"], day) for c in done) >= need["count"]


def competency_signoff(career, need, frameworks, day) -> bool:
    codes = frameworks[need["framework"]] if need["set"] == "all" else need["set"]
    return all(is_held(career, need, code, day) for code in codes)


def is_held(career, need, code, day) -> bool:
    signed = [s for s in career.sign_offs if s.framework == need["framework"] and s.competency == code and s.signed_on <= day]
    if not signed:
        return False
    stands = max(signed, key=lambda s: (s.signed_on, s.place))
    return (
        (stands.revoked_on is None or stands.revoked_on > day)
        and valid(stands.signed_on, need.get("valid_months"), day)
        and stands.level >= need.get("critical", {}).get(code, need["min_level"])
        and ("signer_roles" not in need or any(role in need["signer_roles"] for role in stands.signer_roles))
    )


def registration(career, need, frameworks, day) -> bool:
    return any(r.body in need["bodies"] and covers(r.valid_from, r.valid_to, day) for r in career.registrations)


def observation(career, need, frameworks, day) -> bool:
    seen = [o for o in career.observations if o.kind == need["kind"] and valid(o.observed_on, need["months"], day)]
    if "min_score" in need:
        least = hundredths(need["min_score"])
        seen = [o for o in seen if o.score_hundredths is not None and o.score_hundredths >= least]
    if "distinct_by" in need:
        return len({o.intervention for o in seen if o.intervention}) >= need["count"]
    return len(seen) >= need["count"]


def session_minutes(career, need, frameworks, day) -> bool:
    parts = [s for s in career.sessions if s.part == need["as"] and s.kind in need["kinds"] and not s.disputed]
    return sum(s.minutes for s in parts if valid(s.held_on, need["months"], day)) >= need["minutes"]


def approval(career, need, frameworks, day) -> bool:
    return any(
        a.kind == need["kind"]
        and valid(a.approved_on, need.get("valid_months"), day)
        and (a.withdrawn_on is None or a.withdrawn_on > day)
        for a in career.approvals
    )


def time_is_served_on(career, need, last: date) -> date | None:
    """The first day, up to ``last``, on which ``time_in_role`` is met: a walk that adds up the weights of the days before."""
    posts = [p for p in career.posts if p.role in need["roles"]]
    if not need.get("include_training", True):
        posts = [p for p in posts if p.stage != "trainee"]
    pauses = [a for a in career.absences if a.kind in need.get("pause_for", [])]
    first, served = None, 0
    day = min((p.started_on for p in posts), default=last + DAY)
    while day <= last:
        if first and served >= 100_000 * (add_months(first, need["min_months"]) - first).days:
            return day
        held = [p for p in posts if covers(p.started_on, p.finished_on, day)]
        if not held and need.get("continuous", False):
            first, served = None, 0
        if held and not any(covers(a.started_on, a.finished_on, day) for a in pauses):
            first = first or day
            served += min(100_000, sum(p.fte_hundred_thousandths for p in held)) if need.get("pro_rata_fte", False) else 100_000
        day += DAY
    return None
