"""Making groups: many at once from a plan that somebody has looked at, or one by hand; and another leader for one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time

from django.utils import timezone

from governance.actions import governed
from governance.locks import one_at_a_time
from governance.policy import Action
from governance.refusal import Refused
from people.labels import on_day
from people.models import Person, Service
from people.notices import notify
from supervision.actions import Terms
from supervision.actions.schedule import WEEK, address, continue_series, planned
from supervision.models import Change, Series
from supervision.rules.recurrence import slots
from supervision.rules.words import SUPPORTING

from ..models import Group
from ..models.group import FORMS
from ..planner import Wanted, asked
from ..queries import ServicePeople, here
from ..rules.grouping import ProposedGroup, faults


@dataclass(frozen=True, slots=True)
class GroupDecision:
    """One group of a plan, as it was looked at."""

    leader: Person
    members: tuple[Person, ...]
    at: time
    days: tuple[date, ...]


NEAR = 20
"""Days between a slot of the rule and the day of the plan that takes its place, at most."""


@dataclass(frozen=True, slots=True)
class Made:
    groups: tuple[Group, ...]

    @property
    def summary(self) -> dict[str, int]:
        return {"groups": len(self.groups), "people": sum(group.series.members.count() for group in self.groups)}


@governed(Action.MAKE_GROUPS, on="service")
def approve_groups(*, service: Service, wanted: Wanted, groups: Sequence[GroupDecision], by) -> Made:
    """Make the groups of a plan, all or none. Every hard rule is looked at again. Raises ``Refused`` where something has
    changed since."""
    one_at_a_time(f"groups {service.pk}")
    if not groups:
        raise Refused("There are no groups to create.")
    _check(service, wanted, groups)
    made = tuple(_made(service, wanted, one) for one in groups)
    for group, one in zip(made, groups, strict=True):
        first = on_day(one.days[0])
        notify(one.members, f"You have supervision of supervision with {one.leader}, from {first}.", address(group.series))
        notify(
            [one.leader],
            f"You lead supervision of supervision for {len(one.members)} supervisors, from {first}.",
            address(group.series),
        )
    return Made(made)


def _check(service: Service, wanted: Wanted, groups: Sequence[GroupDecision]) -> None:
    _found, question, names, calendar = asked(service, wanted)
    if wanted.start < timezone.localdate():
        raise Refused("Choose a day from today on, and plan the groups again.")
    key_of = {key: name for name, key in names.items()}
    people = {person.pk for one in groups for person in (one.leader, *one.members)}
    if people - key_of.keys():
        raise Refused("A person in this plan has left or is now in a group. No groups were created. Plan them again.")
    as_rules = [ProposedGroup(key_of[one.leader.pk], tuple(key_of[person.pk] for person in one.members)) for one in groups]
    if faults(question, as_rules):
        raise Refused("Something has changed since this plan was made. No groups were created. Plan them again.")
    for one in groups:
        keys = [one.leader.pk, *(person.pk for person in one.members)]
        if not calendar.takes(one.days) or any(not calendar.free(keys, day, one.at) for day in one.days):
            raise Refused(f"Some people in the group of {one.leader} can no longer come on these days. Plan the groups again.")
        for day in one.days:
            calendar.take(keys, day, one.at)


def _made(service: Service, wanted: Wanted, one: GroupDecision) -> Group:
    """The series by its rule, with each session that is on another day than the rule's planned for its day."""
    every = {"month": "nth_weekday"}.get(wanted.every, wanted.every)
    terms = Terms(every, one.days[0], one.at, wanted.minutes, one.days[-1], "keep")
    series = planned(service, SUPPORTING, terms, one.members, facilitator=one.leader, name=f"Group of {one.leader}")
    _fit(series, one)
    return Group.objects.create(series=series, form="group", made_at=timezone.now())


def _fit(series: Series, one: GroupDecision) -> None:
    """Plans another day for, or cancels, each slot of the rule, so that the sessions are those of the plan; to these days they
    come back."""
    left, changes = list(one.days), []
    about = {"series": series, "at": timezone.now(), "by": series.facilitator}
    for slot, _ in slots(series.pattern, series.first_on, one.days[-1]):
        near = min(left, key=lambda day: abs((day - slot).days), default=None)
        if near is None or abs((near - slot).days) > NEAR:
            changes.append(Change(slot=slot, cancelled="leave", **about))
            continue
        left.remove(near)
        if near != slot:
            changes.append(Change(slot=slot, moved_to=near, planned_on=near, **about))
    changes += [Change(slot=day, moved_to=day, planned_on=day, **about) for day in left]
    Change.objects.bulk_create(changes)


@governed(Action.MAKE_GROUPS, on="service")
def begin_group(
    *, service: Service, form: str, members: Iterable[Person], terms: Terms, leader: Person | None = None, outside: str = "", by
) -> Group:
    """One group by hand: led by somebody here, by somebody from outside (a name), or among peers. Raises ``Refused``."""
    one_at_a_time(f"groups {service.pk}")
    members = tuple(members)
    if form not in FORMS:
        raise Refused("Choose what type of supervision it is.")
    if form == "peer" and (leader or outside.strip()):
        raise Refused("A group of peers has no leader. Leave the leader blank.")
    if form != "peer" and (leader is None) == (not outside.strip()):
        raise Refused("Choose who leads it, or enter the name of a leader from outside the service.")
    if form == "individual" and len(members) != 1:
        raise Refused("Choose one supervisor for one to one supervision.")
    service_people = here(service, timezone.localdate())
    if any(member.pk not in service_people.people for member in members):
        raise Refused(f"Choose people of {service}.")
    if leader is not None:
        _may_lead(service_people, leader, {member.pk for member in members})
    name = f"Group of {leader}" if leader else "Peers" if form == "peer" else f"Group of {outside.strip()}"
    series = planned(service, SUPPORTING, terms, members, facilitator=leader, outside=outside.strip(), name=name[:100])
    group = Group.objects.create(series=series, form=form, made_at=timezone.now())
    notify(members, f"You have supervision of supervision from {on_day(terms.first_on)}.", address(series))
    return group


def _may_lead(service_people: ServicePeople, leader: Person, members: set[int]) -> None:
    """Refuse (``Refused``) a leader whom the chain does not allow."""
    if leader.pk not in service_people.may_lead:
        raise Refused(f"{leader} cannot lead a group. Choose someone else.")
    if leader.pk in members:
        raise Refused(f"{leader} is in the group and cannot lead it. Choose someone else.")
    if any((member, leader.pk) in service_people.supervises for member in members):
        raise Refused(f"{leader} is supervised by a person in the group. Choose someone else.")


@governed(Action.MAKE_GROUPS, on="group")
def replace_leader(*, group: Group, leader: Person, by) -> Group:
    """Somebody else leads a group from today on: its series ends and goes on in the same rhythm, so that what was led before
    stays with who led it. Raises ``Refused``."""
    one_at_a_time(f"groups {group.series.service_id}")
    today, group = timezone.localdate(), Group.objects.select_for_update().get(pk=group.pk)
    old = Series.objects.select_for_update(of=("self",)).select_related("service", "facilitator").get(pk=group.series_id)
    members = [member.person for member in old.members.running(today).select_related("person")]
    if old.facilitator_id == leader.pk:
        raise Refused(f"{leader} already leads this group.")
    _may_lead(here(old.service, today), leader, {member.pk for member in members})
    new = continue_series(old, today, members, facilitator=leader, name=f"Group of {leader}", by=by)
    if new is None:
        raise Refused("This group has no sessions to come.")
    form = "group" if group.form == "peer" else group.form
    Group.objects.filter(pk=group.pk).update(series=new, form=form)
    notify([*members, leader], f"{leader} leads your supervision of supervision from now on.", address(new))
    if old.facilitator:
        notify([old.facilitator], f"{leader} leads your group of supervision of supervision from now on.", WEEK)
    return group
