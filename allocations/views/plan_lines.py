"""The lines of a plan as its page shows them: a line a person, in groups, those that ask for a look first."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.forms.boundfield import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString

from nhsuk.charts import BarsChart, FilledBar
from nhsuk.components import Column, Table
from nhsuk.paging import PER_PAGE
from nhsuk.words import how_many, in_a_list
from people.labels import on_day
from people.models import Person

from .. import labels
from ..forms import LEAVE_OUT, AllocationPlanForm
from ..planning import Move, PlanForPeople, Room, Unplaced
from ..rules.policy import SOFT

BARS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One person in a plan: who supervises them now (``before``) and would (``after``), why, and the field in which that is
    changed. ``aside``: what would not count for a time; ``obstacles``: why each supervisor cannot take them."""

    person: Person
    field: BoundField | None
    before: str = ""
    after: str = ""
    why: str = ""
    aside: str = ""
    obstacles: Table | None = None

    @property
    def summary(self) -> SafeString:
        """What opens the field, with whose it is for whoever hears the page."""
        return format_html('Change<span class="nhsuk-u-visually-hidden"> the supervisor of {}</span>', self.person)

    @property
    def why_not(self) -> str:
        return f"Why no supervisor is available for {self.person}"

    @property
    def opened(self) -> bool:
        return bool(self.field and self.field.errors)


@dataclass(frozen=True, slots=True)
class PlanGroup:
    """Rows under a title, at most a page of them; ``opened`` is shown without asking."""

    title: str
    rows: list[PlanRow]
    opened: bool


class PlanLists:
    """The rows of a plan. ``wrong`` is what is wrong with a choice, by the key of the person; ``before`` whom the plan that was
    on the page before proposed, both by their public ids."""

    def __init__(self, form: AllocationPlanForm, plan_made: PlanForPeople, wrong: Mapping[int, str], before: Mapping[str, str]):
        self.form, self.plan_made, self.wrong, self.before = form, plan_made, wrong, before
        self.here, self.planner = plan_made.planner.here, plan_made.planner
        self.room = Room(self.planner, self.planner.pins)

    def groups(self) -> list[PlanGroup]:
        """The groups in the order in which they are read; after the first page of rows they are folded."""
        shown, groups = 0, []
        for title, rows in self._titled():
            for first in range(0, len(rows), PER_PAGE):
                part = rows[first : first + PER_PAGE]
                opened = title == WRONG or (shown + len(part) <= PER_PAGE and title != UNCHANGED)
                shown += len(part) if opened else 0
                groups.append(PlanGroup(_counted(title, first, len(part), len(rows)), part, opened))
        return groups

    def _titled(self) -> Iterable[tuple[str, list[PlanRow]]]:
        by_title: dict[str, list[PlanRow]] = defaultdict(list)
        for move in self.plan_made.moves:
            by_title[self._title(move)].append(self._move(move))
        for unplaced in self.plan_made.unplaced:
            by_title[WRONG if unplaced.supervisee.pk in self.wrong else UNPLACED].append(self._unplaced(unplaced))
        in_it = {row.person.pk for rows in by_title.values() for row in rows}
        for key in self._others(in_it):
            title = WRONG if key in self.wrong else LEFT_OUT if key in self.planner.left_out else UNCHANGED
            by_title[title].append(PlanRow(self._person(key), self._field(key), self._supervisor(key)))
        first, last = [WRONG, CHANGED, *labels.GROUPS.values()], [UNPLACED, LEFT_OUT, UNCHANGED]
        titles = dict.fromkeys([*first, *(title for title in by_title if title not in last), *last])
        return [(title, by_title[title]) for title in titles if title in by_title]

    def _others(self, in_it: set[int]) -> list[int]:
        """Those whom the plan leaves where they are, and whom it was told to leave out."""
        keys = (set(self.planner.people) | self.planner.left_out | self.wrong.keys()) & self.here.members.keys() - in_it
        return sorted(keys, key=lambda key: (self._person(key).last_name, key))

    def _title(self, move: Move) -> str:
        public_id = str(move.supervisee.public_id)
        if move.supervisee.pk in self.wrong:
            return WRONG
        if self.before and self.before.get(public_id) != str(move.after.public_id):
            return CHANGED
        return self._reason(move)

    def _reason(self, move: Move) -> str:
        """Why somebody is placed, as the heading of all for whom it is the same."""
        return labels.GROUPS[move.reasons[0]].format(self._supervisor(move.supervisee.pk))

    def _move(self, move: Move) -> PlanRow:
        begins, *against = move.reasons
        soft = [rule for rule in against if rule in SOFT]
        why = "" if self._title(move) == self._reason(move) else f"{labels.WHY_PLACED[begins]}."
        return PlanRow(
            move.supervisee, self._field(move.supervisee.pk), self._supervisor(move.supervisee.pk) or "No supervisor",
            str(move.after), f"{why} {labels.considered(against, move.after)}".strip(), labels.listed(soft) if soft else "",
        )  # fmt: skip

    def _unplaced(self, unplaced: Unplaced) -> PlanRow:
        key = unplaced.supervisee.pk
        field = self._field(key) if key in self.wrong or self._able(key) else None
        return PlanRow(
            unplaced.supervisee, field, self._supervisor(unplaced.supervisee.pk), "no supervisor",
            _obstacles_said(unplaced), obstacles=_obstacles(unplaced),
        )  # fmt: skip

    def _person(self, key: int) -> Person:
        return self.here.members[key].person

    def _supervisor(self, key: int) -> str:
        pair = self.here.pairs.get(key)
        return self.here.supervisor_in(pair) if pair else ""

    def _field(self, key: int) -> BoundField:
        """The field with “as planned”, each supervisor who has room beside those who stay and who were chosen, or nobody."""
        able = sorted(self._able(key), key=lambda other: (self._person(other).last_name, other))
        options = [(str(self._person(other).public_id), self._named(key, other)) for other in able]
        choices = [("", "As planned"), *options, (LEAVE_OUT, "Leave out of this plan")]
        return self.form.choice_for(self._person(key), choices, self.wrong.get(key, ""))

    def _able(self, key: int) -> list[int]:
        return [other for other in self.planner.supervisors if not self.room.obstacle(key, other)]

    def _named(self, key: int, other: int) -> str:
        return f"{self._person(other)}, room for {self.room.minutes(key, other)} minutes a week"


WRONG, CHANGED = "Choose someone else", "Different from the plan before"
UNPLACED, LEFT_OUT, UNCHANGED = "No supervisor available", "Left out of this plan", "Stay with their supervisor"


def _counted(title: str, first: int, count: int, total: int) -> str:
    people = how_many(total, "person", "people")
    return f"{title}: {people}" if count == total else f"{title}: {first + 1} to {first + count} of {people}"


def _obstacles_said(unplaced: Unplaced) -> str:
    """How many supervisors cannot, by why, and the first day that is known on which one could."""
    counts = Counter(obstacle.code for obstacle in unplaced.obstacles)
    said = in_a_list((labels.several_cannot(count, code) for code, count in counts.most_common()), "and")
    clearing = [(obstacle.clears_on, str(obstacle.supervisor)) for obstacle in unplaced.obstacles if obstacle.clears_on]
    first = f". First available: {min(clearing)[1]} from {on_day(min(clearing)[0])}" if clearing else ""
    return f"{said}{first}" if said else "No one supervises in this service"


def _obstacles(unplaced: Unplaced) -> Table | None:
    rows: list[tuple[Any, ...]] = [
        (str(obstacle.supervisor), labels.CANNOT[obstacle.code], on_day(obstacle.clears_on) or "not known")
        for obstacle in unplaced.obstacles
    ]
    columns = [Column(title) for title in ("Supervisor", "Why not", "Available from")]
    return Table(f"Why not, for {unplaced.supervisee}", columns, rows, caption_hidden=True) if rows else None


def loads_chart(plan_made: PlanForPeople) -> list[BarsChart]:
    """The supervisors whose minutes a week the plan changes, before and after: first those that fit on a screen, then the
    others."""
    bars = [
        FilledBar(str(person), after, capacity, f"{before} → {after} of {capacity} minutes a week", before)
        for person, before, after, capacity in plan_made.loads
        if before != after
    ]
    key = "Blue: with this plan. Black line: today. White: free."
    return [BarsChart(part, key) for part in (bars[:BARS_SHOWN], bars[BARS_SHOWN:]) if part]
