"""Planning a series, and what becomes of it."""

from datetime import timedelta

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from governance.access import may
from governance.answering import answered, carried_out
from governance.policy import Action, Role
from governance.views import governed_view
from nhsuk.components import Column, Link, Table
from people.labels import on_day
from people.models import Person, Post, Service
from people.models.conditions import covering

from .. import actions, labels
from ..cases import cases_table
from ..forms import CancelSessionForm, EndSeriesForm, MembersForm, MoveForm, SeriesForm
from ..models import Series, Session
from ..queries import PlannedSession, diary, free_days, slot_in
from ..sources import supervisees_of

WEEK = Link("My supervision", "/supervision/")
AHEAD = {"week": timedelta(days=92), "fortnight": timedelta(days=184)}
A_YEAR, BACK = timedelta(days=366), timedelta(days=60)


def colleagues(service: Service, on) -> list[Person]:
    """Everybody with a post in a service on a day, by name."""
    posts = Post.objects.live().filter(covering(on), service=service)
    return list(
        Person.objects.open_on(timezone.localdate())
        .filter(pk__in=posts.values("person"))
        .order_by("last_name", "first_name", "pk")
    )


@governed_view(Action.PLAN_SERIES, Person)
def begin(request, facilitator):
    """Plan a series that somebody leads: the reader, or for a lead anybody of the service."""
    today = timezone.localdate()
    posts = Post.objects.live().filter(covering(today), person=facilitator).select_related("service").order_by("pk")
    if facilitator != request.user:
        posts = posts.filter(service__in=request.user.services_as({Role.LEAD}, today))
    post = posts.first()
    if post is None:
        raise Http404
    known = supervisees_of(facilitator, today)
    here = colleagues(post.service, today)
    if facilitator == request.user:
        others = [person for person in known if person in here]
    else:
        others = [*known, *(person for person in here if person not in known and person != facilitator)]
    if not others:
        return render(request, "supervision/nobody.html", {"title": "You do not supervise anyone yet", "crumbs": [WEEK]})
    asked = {key: request.GET[key] for key in ("kind",) if key in request.GET}
    asked["members"] = request.GET.getlist("with")
    form = SeriesForm(request.POST or None, others, initial={"every": "week", "minutes": 60, "first_on": today, **asked})
    if done := answered(
        request,
        form,
        lambda given: actions.begin_series(
            facilitator=facilitator,
            service=post.service,
            kind=given["kind"],
            members=form.chosen("members"),
            terms=form.terms(),
            name=given["name"],
            by=request.user,
        ),
        said="Sessions planned. Everyone in them has been told.",
        then=lambda series: ("supervision:series", series.public_id),
    ):
        return done
    led = "you lead" if facilitator == request.user else f"{facilitator} leads"
    context = {"title": f"Plan sessions that {led}", "crumbs": [WEEK], "form": form, "submit": "Plan sessions"}
    return render(request, "nhsuk/layouts/form.html", context)


@governed_view(Action.VIEW_SERIES, Series)
def page(request, series):
    """When it takes place, who is in it, and its sessions."""
    today = timezone.localdate()
    sessions = diary(Series.objects.filter(pk=series.pk), today - BACK, today + AHEAD.get(series.every, A_YEAR), today)
    changes = may(request.user, Action.CHANGE_SERIES, series)
    party = request.user in actions.schedule.series_people(series)
    rows = [_row(one, changes, party) for one in sessions]
    columns = [Column(title) for title in ("When", "At", "Led by", "State", "What to do")]
    members = [m.person for m in series.members.running(today).select_related("person").order_by("person__last_name")]
    every = labels.EVERY[series.every].split(",")[0]
    context = {
        "title": series.name or labels.KINDS[series.kind],
        "caption": labels.KINDS[series.kind] if series.name else "",
        "crumbs": [WEEK],
        "series": series,
        "facts": [
            ("Led by", _led_by(series, next((one for one in sessions if one.unled), None))),
            ("Who is supervised", ", ".join(map(str, members)) or "no one now"),
            ("When", f"{every} from {on_day(series.first_on)}{f' to {on_day(series.last_on)}' if series.last_on else ''}"),
            (
                "At",
                f"{labels.at(series.starts_at)}, {labels.lasting(series.minutes)}{f', {series.where}' if series.where else ''}",
            ),
            ("On a bank holiday", labels.ON_HOLIDAY[series.on_holiday]),
        ],
        "table": Table("Sessions", columns, rows, "No session lies in these months."),
        "cases": cases_table(Session.objects.filter(series=series), today) if party else None,
        "changes": changes and (series.last_on is None or series.last_on >= today),
    }
    return render(request, "supervision/series.html", context)


def _led_by(series: Series, unled: PlannedSession | None) -> str:
    """``unled``: the first session after the last day of whoever leads it."""
    until = f", until {on_day(unled.led_until)}. After that these sessions have no supervisor" if unled else ""
    return f"{series.led_by or 'the group itself'}{until}"


def _row(one: PlannedSession, changes: bool, party: bool):
    key = [one.series.public_id, one.slot]
    if one.session:
        act = Link("View record", reverse("supervision:session", args=[one.session.pk])) if party else ""
    elif one.state == labels.TO_RECORD and party:
        act = Link("Record session", reverse("supervision:record", args=key))
    else:
        act = Link("Move or cancel", reverse("supervision:move", args=key)) if changes else ""
    known = changes or party  # why it was cancelled may be somebody's health
    state = (known and labels.CANCELLED.get(one.cancelled)) or labels.STATES[one.state]
    return (
        f"{one.on:%a} {on_day(one.on)}{', moved' if one.moved else ''}",
        labels.at(one.starts_at),
        "no supervisor" if one.unled else one.led_by,
        state,
        act,
    )


@governed_view(Action.CHANGE_SERIES, Series)
def members(request, series):
    today = timezone.localdate()
    now = [m.person for m in series.members.running(today).select_related("person")]
    people = {p.pk: p for p in (*now, *colleagues(series.service, today)) if p.pk != series.facilitator_id}
    initial = {"members": [str(person.public_id) for person in now], "from_on": max(today, series.first_on)}
    form = MembersForm(request.POST or None, people.values(), initial=initial)
    return answered(
        request,
        form,
        lambda given: actions.set_members(
            series=series, members=form.chosen("members"), from_on=given["from_on"], by=request.user
        ),
        said="People in these sessions changed. New people have been told.",
        then=("supervision:series", series.public_id),
    ) or _form(request, series, "Change who is supervised", form, "Save changes")


@governed_view(Action.CHANGE_SERIES, Series)
def end(request, series):
    form = EndSeriesForm(request.POST or None, initial={"last_on": timezone.localdate()})
    return answered(
        request,
        form,
        lambda given: actions.end_series(series=series, last_on=given["last_on"], by=request.user),
        said="Sessions ended. Everyone in them has been told.",
        then=("supervision:series", series.public_id),
    ) or _form(request, series, "End these sessions", form, "End sessions")


@governed_view(Action.CHANGE_SERIES, Series)
def move(request, series, slot):
    """Another day, another time, or somebody else to lead it; or not at all."""
    one = _slot(series, slot)
    form = _move_form(request.POST or None, series, one)
    return answered(
        request,
        form,
        lambda _: actions.move_session(series=series, slot=slot, by=request.user, **form.about()),
        said="Session moved. Everyone in it has been told.",
        then=("supervision:series", series.public_id),
    ) or _move_page(request, series, one, form, CancelSessionForm())


def _move_form(sent, series: Series, one: PlannedSession) -> MoveForm:
    today = timezone.localdate()
    stand_in = one.facilitator if one.facilitator and one.facilitator != series.facilitator else None
    able = [person for person in colleagues(series.service, today) if person == stand_in or person not in one.people()]
    initial = {"to": max(one.on, today), "starts_at": one.starts_at, "stand_in": str(stand_in.public_id) if stand_in else ""}
    return MoveForm(sent, able, initial=initial)


def _move_page(request, series: Series, one: PlannedSession, form: MoveForm, cancelling: CancelSessionForm):
    context = {
        "title": f"Move the session of {on_day(one.on)}",
        "crumbs": [WEEK, Link(one.words, actions.schedule.address(series))],
        "form": form,
        "submit": "Move session",
        "cancel": cancelling,
        "one": one,
        "series": series,
        "at": labels.at(one.starts_at),
        "free": free_days(one, timezone.localdate()),
    }
    return render(request, "supervision/move.html", context)


@require_POST
@governed_view(Action.CHANGE_SERIES, Series)
def cancel(request, series, slot):
    form = CancelSessionForm(request.POST)
    done = answered(
        request,
        form,
        lambda given: actions.cancel_session(series=series, slot=slot, reason=given["reason"], by=request.user),
        said="Session cancelled. Everyone in it has been told.",
        then=("supervision:series", series.public_id),
    )
    if done:
        return done
    one = _slot(series, slot)
    return _move_page(request, series, one, _move_form(None, series, one), form)


@require_POST
@governed_view(Action.CHANGE_SERIES, Series)
def put_back(request, series, slot):
    return carried_out(
        request,
        lambda: actions.put_back(series=series, slot=slot, by=request.user),
        said="Session restored to its plan.",
        then=("supervision:series", series.public_id),
    )


def _slot(series: Series, slot) -> PlannedSession:
    one = slot_in(series, slot, timezone.localdate())
    if one is None:
        raise Http404
    return one


def _form(request, series: Series, title: str, form, submit: str):
    crumbs = [WEEK, Link(series.name or labels.KINDS[series.kind], actions.schedule.address(series))]
    return render(request, "nhsuk/layouts/form.html", {"title": title, "crumbs": crumbs, "form": form, "submit": submit})
