"""The sixty-second record."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone

from governance.answering import answered
from governance.policy import Action
from governance.views import governed_view
from nhsuk.components import Link
from nhsuk.words import in_a_list
from people.labels import on_day
from people.models import Person

from .. import actions, labels
from ..forms import AnotherForm, RecordForm, begun_from
from ..models import Series, Session
from ..queries import parties, shown, summary_of
from ..queries.sessions import whole
from ..sources import supervisees_of
from .series import WEEK, _slot


@governed_view(Action.RECORD_SESSION, Series)
def record(request, series, slot):
    """A planned session: what the schedule knows stands there already."""
    one = _slot(series, slot)
    if one.session:
        return redirect("supervision:session", pk=one.session.pk)
    if request.user not in one.people():
        raise PermissionDenied
    form = RecordForm(request.POST or None, series.kind, one.facilitator, one.members, initial=begun_from(one))
    if done := answered(
        request,
        form,
        lambda _: actions.record_session(series=series, slot=slot, record=form.record(), by=request.user),
        said=_recorded,
        then=lambda session: ("supervision:session", session.pk),
    ):
        return done
    context = {
        "title": f"{one.words}, {on_day(one.on)}",
        "crumbs": [WEEK],
        "form": form,
        "one": one,
        "move": one.session is None,
    }
    return render(request, "supervision/record.html", context)


@governed_view(Action.RECORD_SESSION, Person, own=True)
def another(request, person):
    """A session that the reader led and that was not planned."""
    today = timezone.localdate()
    others = supervisees_of(person, today)
    if not others:
        return render(request, "supervision/nobody.html", {"title": "You do not supervise anyone yet", "crumbs": [WEEK]})
    form = AnotherForm(request.POST or None, "case_management", person, others, initial={"held_on": today})
    return answered(
        request,
        form,
        lambda given: actions.record_another(facilitator=person, kind=given["kind"], record=form.record(), by=request.user),
        said=_recorded,
        then=lambda session: ("supervision:session", session.pk),
    ) or render(request, "supervision/record.html", {"title": "A session that was not planned", "crumbs": [WEEK], "form": form})


@governed_view(Action.ANSWER_SESSION, Session, key="pk")
def correct(request, session):
    shown_session = shown(whole(Session.objects.filter(pk=session.pk)).get())
    if request.user not in parties(session):
        raise PermissionDenied
    led, own = session.facilitator, summary_of(session, by=request.user)
    people = {person.pk: person for person in shown_session.attendees}
    if session.series:
        people |= {m.person_id: m.person for m in session.series.members.select_related("person") if m.person != led}
    initial = {
        "held_on": session.held_on, "minutes": session.minutes, "reflection_minutes": session.reflection_minutes,
        "attendees": [str(person.public_id) for person in shown_session.attendees], "asked": session.asked_how_they_are,
        "private_room": {True: "yes", False: "no"}.get(session.private_room), "summary": own.words if own else "",
        **{f"count_{trigger}": count for trigger, count in shown_session.counts.items()},
    }  # fmt: skip
    kind = "case_management" if shown_session.counts else session.kind
    form = RecordForm(request.POST or None, kind, led, people.values(), initial=initial)
    if done := answered(
        request,
        form,
        lambda _: actions.correct_session(session=session, record=form.record(), by=request.user),
        said="Session record corrected. The earlier version is saved. The other people have been asked to check it.",
        then=lambda new: ("supervision:session", new.pk),
    ):
        return done
    crumbs = [WEEK, Link(labels.KINDS[session.kind], f"/supervision/sessions/{session.pk}/")]
    context = {"title": f"Correct the session of {on_day(session.held_on)}", "crumbs": crumbs, "form": form}
    return render(request, "supervision/record.html", context)


def _recorded(session: Session) -> str:
    others = [str(person) for person in parties(session) if person != session.recorded_by]
    asked = f" {in_a_list(others, 'and')} {'has' if len(others) == 1 else 'have'} been asked to check it." if others else ""
    return f"Session on {on_day(session.held_on)} recorded.{asked}"
