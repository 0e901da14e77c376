"""Eligibility by stepping through the days: slow, obvious, and independent of the engine.

It takes a career and the JSON of a standard's versions as they are written, and works out docs/domain/eligibility.md
sections 1 to 5 for every day of a window. Outcomes and states are plain words.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from . import reference_requirements as requirements
from .reference_requirements import DAY, add_months

TABLES = {
    "posts": lambda row: row.started_on,
    "absences": lambda row: row.started_on,
    "qualifications": lambda row: row.awarded_on,
    "completions": lambda row: row.started_on if row.started_on else row.completed_on,
    "registrations": lambda row: row.valid_from,
    "sign_offs": lambda row: row.signed_on,
    "observations": lambda row: row.observed_on,
    "approvals": lambda row: row.approved_on,
    "waivers": lambda row: row.granted_on,
    "sessions": lambda row: row.held_on,
}
EVIDENCE = {
    "time_in_role": "posts",
    "in_post": "posts",
    "qualification": "qualifications",
    "course_completed": "completions",
    "cpd": "completions",
    "competency_signoff": "sign_offs",
    "registration": "registrations",
    "observation": "observations",
    "session_minutes": "sessions",
    "approval": "approvals",
}
BEST_FIRST = ("met", "met_by_waiver", "provisional", "not_met", "unknown")
PASSES = ("met", "met_by_waiver")


def first_fact(career) -> date | None:
    return min((dated(row) for table, dated in TABLES.items() for row in getattr(career, table)), default=None)


def leaves(node: dict) -> Iterator[dict]:
    if "op" not in node:
        yield node
    for child in node.get("of", []):
        yield from leaves(child)


def combine(op: str, n: int | None, children: list[str]) -> str:
    """Section 4.4, but for which of the two passing words a group says."""
    if not children:
        return "met"
    if op == "ANY":
        return min(children, key=BEST_FIRST.index)
    passing = sum(child in PASSES for child in children)
    if op == "N_OF":
        if passing >= n:
            return "met"
        return "provisional" if passing + children.count("provisional") >= n else "not_met"
    if passing == len(children):
        return "met"
    return next(word for word in ("not_met", "unknown", "provisional") if word in children)


def judge(node: dict, of_leaf: dict[str, str], waived: set[str]) -> tuple[str, str]:
    """The outcome of a node on one day, and what it would be if no waiver had ever been granted."""
    if "op" not in node:
        bare = outcome = of_leaf[node["id"]]
    else:
        required = [judge(child, of_leaf, waived) for child in node["of"] if child.get("severity") != "advisable"]
        outcome = combine(node["op"], node.get("n"), [word for word, _ in required])
        bare = combine(node["op"], node.get("n"), [word for _, word in required])
        if outcome in PASSES:
            outcome = "met" if bare == "met" else "met_by_waiver"
    return "met_by_waiver" if outcome != "met" and node.get("id") in waived else outcome, bare


@dataclass
class Tree:
    """For each day of the window, in order: the outcome of a tree, and of each of its requirements in the order of the tree."""

    root: list[str]
    leaves: list[tuple[str, list[str]]]


class Reference:
    """``documents``: the versions of one standard, as JSON, put in order of force; ``frameworks``: the codes of each."""

    def __init__(self, career, documents: list[dict], frameworks: dict, start: date, last: date):
        self.career, self.frameworks = career, frameworks
        self.days = [start + n * DAY for n in range((last - start).days + 1)]
        self.documents = sorted(documents, key=lambda document: document["effective_from"])
        self.begins = [date.fromisoformat(document["effective_from"]) for document in self.documents]
        self.first = first_fact(career)
        self.waived = [
            {w.requirement for w in career.waivers if requirements.covers(w.granted_on, w.ends_on, day)} for day in self.days
        ]
        self.becoming = [self.tree(document["becoming"]) for document in self.documents]
        self.staying = [self.tree(document["staying"]) if "staying" in document else None for document in self.documents]
        self.states: list[str] = []
        self.since: list[date | None] = []
        self.walk()

    def leaf(self, leaf: dict) -> list[str]:
        table = EVIDENCE[leaf["type"]]
        dates = [TABLES[table](row) for row in getattr(self.career, table)]
        if leaf["type"] == "time_in_role":
            served = requirements.time_is_served_on(self.career, leaf, self.days[-1])
            met = [served is not None and served <= day for day in self.days]
        else:
            is_met = getattr(requirements, leaf["type"])
            met = [is_met(self.career, leaf, self.frameworks, day) for day in self.days]
        words = []
        for day, is_met in zip(self.days, met, strict=True):
            if is_met:
                words.append("met")
            elif leaf["type"] == "course_completed" and requirements.on_a_course(self.career, leaf, day):
                words.append("provisional")
            else:
                words.append("not_met" if any(dated <= day for dated in dates) else "unknown")
        return words

    def tree(self, root: dict) -> Tree:
        bare = {leaf["id"]: self.leaf(leaf) for leaf in leaves(root)}
        roots, shown = [], {name: [] for name in bare}
        for place, waived in enumerate(self.waived):
            today = {name: words[place] for name, words in bare.items()}
            roots.append(judge(root, today, waived)[0])
            for leaf in leaves(root):
                shown[leaf["id"]].append(judge(leaf, today, waived)[0])
        return Tree(roots, list(shown.items()))

    def in_force(self, day: date) -> int:
        begun = [place for place, begins in enumerate(self.begins) if begins <= day]
        return max(begun, default=0)

    def stays_by(self, day: date, since: date | None) -> int:
        """The place of the version that judges the staying of somebody eligible since a day, or of anybody else."""
        if since is None:
            return self.in_force(day)
        on_entry = self.in_force(since)
        over = [
            place
            for place, begins in enumerate(self.begins)
            if place > on_entry and add_months(begins, self.documents[place].get("transition_months", 0)) <= day
        ]
        return max([on_entry, *over])

    def stays(self, version: int, place: int) -> bool:
        return (self.staying[version] or self.becoming[version]).root[place] in PASSES

    def grace(self, version: int) -> int:
        return self.documents[version].get("staying", {}).get("grace_months", 0)

    def walk(self) -> None:
        """Section 5, from one day to the next. ``since`` is the day from which somebody eligible has been so."""
        state, since = "not_yet", None
        for place, day in enumerate(self.days):
            version = self.in_force(day)
            becoming = self.becoming[version].root[place]
            if self.first is None or day < self.first:
                pass
            elif state == "eligible":
                judge_of_staying = self.stays_by(day, since)
                if not self.stays(judge_of_staying, place) and day >= add_months(since, self.grace(judge_of_staying)):
                    state, since = "lapsed", None
            elif state == "lapsed":
                if becoming in PASSES and self.stays(version, place):
                    state, since = "eligible", day
            elif becoming in PASSES and (self.stays(version, place) or self.grace(version) >= 1):
                state, since = "eligible", day
            else:
                state = "provisional" if becoming == "provisional" else "not_yet"
            self.states.append(state)
            self.since.append(since)
