"""There is none here: make it. A plan of groups is worked out, looked at, changed and worked out again, and kept when it is
approved."""

import json
from datetime import date, time

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from governance.answering import answered
from governance.policy import Action
from governance.views import governed_view, refuse
from nhsuk.components import Link
from nhsuk.days import sent
from nhsuk.words import how_many
from people.models import Person, Service
from supervision.labels import at as clock

from .. import actions, labels
from ..forms import GroupForm, GroupPlanForm, LeaderForm, begun_with
from ..models import Group
from ..planner import GroupPlan, Wanted, plan
from ..queries import groups_of, here
from ..sources import lapses_of

LEAVE_OUT = "-"


def _top(service: Service) -> Link:
    return Link("Supervision of supervision", reverse("supervisionofsupervision:service", args=[service.code]))


@governed_view(Action.MAKE_GROUPS, Service, key="code")
def make(request, service):
    """GET works groups out, POST makes those that were on the page."""
    given = request.POST if request.method == "POST" else request.GET
    asked = sent("start", given)
    form = GroupPlanForm(given if asked else begun_with(timezone.localdate()))
    context = {"title": "Create groups", "caption": service.name, "crumbs": [_top(service)], "service": service, "form": form}
    if form.is_valid():
        wanted = _wanted(form, given, here(service, form.cleaned_data["start"]))
        if request.method == "POST":
            return _approved(request, service, wanted)
        if asked:
            context |= _shown(plan(service, wanted), given)
    return render(request, "supervisionofsupervision/plan.html", context)


def _wanted(form: GroupPlanForm, given, people_here) -> Wanted:
    keys = {str(person.public_id): key for key, person in people_here.people.items()}
    wishes = {name.removeprefix("by-"): value for name, value in given.items() if name.startswith("by-") and value}
    led_by = {keys[who]: keys[by] for who, by in wishes.items() if who in keys and by in keys}
    left_out = frozenset(keys[who] for who, by in wishes.items() if who in keys and by == LEAVE_OUT)
    return Wanted(**form.cleaned_data, led_by=led_by, left_out=left_out)


def _shown(made: GroupPlan, given) -> dict:
    left_out = [made.here.people[key] for key in sorted(made.wanted.left_out & made.here.people.keys())]
    leaders = made.here.named(made.here.may_lead)
    saved = {person.pk for group in made.groups for person in group.members}
    return {
        "made": made,
        "not_proven": labels.not_proven(made.answer.off_by),
        "groups": [
            {
                "group": group,
                "at": clock(group.when.at),
                "people": [(person, *_choice(person, leaders, given)) for person in group.members],
                "value": json.dumps(
                    {
                        "leader": str(group.leader.public_id),
                        "members": [str(person.public_id) for person in group.members],
                        "at": group.when.at.isoformat("minutes"),
                        "days": [day.isoformat() for day in group.when.days],
                    }
                ),
            }
            for group in made.groups
            if group.when.days
        ],
        "left_out": [(person, labels.LEFT_OUT[why], *_choice(person, leaders, given)) for person, why in made.left_out],
        "spared": [(person, *_choice(person, leaders, given)) for person in left_out],
        "lapsing": [
            (made.here.people[lapse.person], lapse.on, lapse.person in saved)
            for lapse in lapses_of(made.here.active - made.here.placed, timezone.localdate())
            if lapse.saved_by is None
        ],
        "running": list(groups_of(made.here.service, timezone.localdate())),
        "nobody": not made.question.members,
        "placed": len(made.here.active & made.here.placed),
    }


def _choice(person: Person, leaders: list[Person], given) -> tuple[str, str, list[dict]]:
    """The field in which it is said who leads somebody: as planned, one by name, or that they are left out."""
    name = f"by-{person.public_id}"
    options = [
        ("", "As planned"),
        *((str(one.public_id), f"Led by {one}") for one in leaders if one != person),
        (LEAVE_OUT, "Leave out of this plan"),
    ]
    chosen = given.get(name, "")
    return name, f"Change the group of {person}", [{"value": v, "text": t, "selected": v == chosen} for v, t in options]


def _approved(request, service: Service, wanted: Wanted):
    try:
        groups = _read(request.POST.getlist("group"))
        made = actions.approve_groups(service=service, wanted=wanted, groups=groups, by=request.user)
        messages.success(
            request,
            f"{how_many(len(made.groups), 'group')} created. Everyone in {'it' if len(made.groups) == 1 else 'them'} has been"
            " told.",
        )
        return redirect("supervisionofsupervision:service", code=service.code)
    except actions.Refused as refused:
        refuse(request, refused)
        return redirect("supervisionofsupervision:plan", code=service.code)


def _read(texts: list[str]) -> list[actions.GroupDecision]:
    """The groups as the page sent them. Raises ``Refused`` where that is nothing that a page would send."""
    try:
        sent = [json.loads(text) for text in texts]
        wanted = {key for one in sent for key in (one["leader"], *one["members"])}
        people = {str(p.public_id): p for p in Person.objects.filter(public_id__in=wanted)}
        return [
            actions.GroupDecision(
                people[one["leader"]],
                tuple(people[key] for key in one["members"]),
                time.fromisoformat(one["at"]).replace(tzinfo=None),
                tuple(map(date.fromisoformat, one["days"])),
            )
            for one in sent
        ]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, ValidationError):
        raise actions.Refused("This plan could not be read. Plan the groups again.") from None


@governed_view(Action.MAKE_GROUPS, Service, key="code")
def begin(request, service):
    """One group by hand: from here, from outside, or peers."""
    today = timezone.localdate()
    service_people = here(service, today)
    form = GroupForm(
        request.POST or None,
        service_people.named(service_people.active or service_people.people),
        service_people.named(service_people.may_lead),
        initial={"first_on": today},
    )
    if done := answered(
        request,
        form,
        lambda _: actions.begin_group(service=service, by=request.user, **form.about()),
        said="Group created. Everyone in it has been told.",
        then=("supervisionofsupervision:service", service.code),
    ):
        return done
    context = {"title": "Create one group", "crumbs": [_top(service)], "form": form, "submit": "Create group"}
    return render(request, "nhsuk/layouts/form.html", context)


@governed_view(Action.MAKE_GROUPS, Group)
def leader(request, group):
    """Somebody else leads a group from now on."""
    service = group.series.service
    today = timezone.localdate()
    service_people = here(service, today)
    inside = set(group.series.members.running(today).values_list("person", flat=True))
    supervised = {b for a, b in service_people.supervises if a in inside}
    able = service_people.named(service_people.may_lead - inside - supervised - {group.series.facilitator_id})
    if not able:
        context = {"title": "No one else can lead this group", "crumbs": [_top(service)], "service": service}
        return render(request, "supervisionofsupervision/no_leader.html", context)
    form = LeaderForm(request.POST or None, able)
    if done := answered(
        request,
        form,
        lambda given: actions.replace_leader(group=group, leader=form.leaders[given["leader"]], by=request.user),
        said="Leader changed. Everyone in the group has been told.",
        then=("supervisionofsupervision:service", service.code),
    ):
        return done
    context = {"title": group.series.name or "A group", "crumbs": [_top(service)], "form": form, "submit": "Change leader"}
    return render(request, "nhsuk/layouts/form.html", context)
