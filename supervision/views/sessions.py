"""A session that was held, and the other side's word to it."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from governance.answering import carried_out
from governance.guidance import READ_ON
from governance.policy import Action
from governance.views import governed_view
from people.labels import on_day

from .. import actions, labels
from ..forms import DisputeForm, FollowUpForm
from ..links import opened
from ..models import FollowUp, Session
from ..queries import before, follow_ups_of, live_session, parties, shown, summary_of
from ..queries.sessions import ShownSession, whole
from ..rules.depth import crowded
from ..rules.words import SUPPORTING
from .series import WEEK


@governed_view(Action.VIEW_SESSION, Session, key="pk")
def page(request, session):
    """Its facts for whoever may see them; what was agreed for those who were there."""
    if session.voided_at and (now := live_session(session.in_place)):
        return redirect("supervision:session", pk=now.pk)
    initial = {"held_on": session.held_on, "minutes": session.minutes}
    return _page(request, session, DisputeForm(None, initial=initial))


def _page(request, session: Session, form: DisputeForm, todo: FollowUpForm | None = None):
    shown_session = shown(whole(Session.objects.filter(pk=session.pk)).get())
    reader = request.user
    party = reader in shown_session.people
    context = {
        "title": f"{on_day(session.held_on)}, {labels.lasting(session.minutes)}",
        "caption": labels.KINDS[session.kind],
        "crumbs": [WEEK],
        "found": shown_session,
        "record": _record(shown_session),
        "facts": _facts(shown_session),
        "party": party,
        "asked": reader in shown_session.unanswered,
        "disputes": reader in {response.person for response in shown_session.disputed}
        and reader not in shown_session.unanswered,
        "before": before(session) if session.place else (),
        "recorded_by": shown_session.session.recorded_by,
        "summary": summary_of(session, by=reader),
        "summary_title": "Themes" if session.kind == SUPPORTING else "What you agreed",
        "follow_ups": follow_ups_of(session) if party else (),
        "form": form,
        "todo": todo or FollowUpForm(None, shown_session.people),
    }
    return render(request, "supervision/session.html", context)


def _record(shown_session: ShownSession) -> list[tuple[str, bool]]:
    """Who wrote it down and who confirmed it, a sentence each, and whether it matters."""
    session, said = shown_session.session, []
    if session.recorded_by:
        said.append((f"Recorded by {session.recorded_by} on {_day_of(session.recorded_at)}.", False))
    if shown_session.late:
        said.append((f"Entered late: {shown_session.late} days after it was held.", True))
    said += [(f"Confirmed by {one.person} on {_day_of(one.recorded_at)}.", False) for one in shown_session.confirmed]
    if shown_session.unanswered:
        said.append((f"Not confirmed yet by {', '.join(map(str, shown_session.unanswered))}.", False))
    if shown_session.is_unconfirmed(timezone.localdate()):
        said.append(("It counts, but has not been confirmed.", True))
    return said


def _day_of(instant: datetime) -> str:
    return on_day(timezone.localdate(instant))


def _facts(shown_session) -> list[tuple[str, str]]:
    session = shown_session.session
    facts = [("Led by", session.led_by or "the group itself"), ("Who was there", ", ".join(map(str, shown_session.attendees)))]
    if session.cases_discussed is not None:
        an_hour = crowded(session.cases_discussed, session.minutes)
        much = f": {an_hour} an hour, worth a conversation" if an_hour else ""
        facts.append(("Cases discussed", f"{session.cases_discussed}{much}"))
    counts = [f"{labels.TRIGGERS.get(trigger, trigger)}: {count}" for trigger, count in shown_session.counts.items()]
    if counts:
        facts.append(("Why they were discussed", "; ".join(counts)))
    if session.private_room is not None:
        facts.append(("Private room or call", "Yes" if session.private_room else "No"))
    if session.reflection_minutes is not None:
        facts.append(("Time for reflection", labels.lasting(session.reflection_minutes)))
    if session.asked_how_they_are:
        facts.append(("How you are", "Discussed"))
    return facts


@require_POST
@governed_view(Action.ANSWER_SESSION, Session, key="pk")
def confirm(request, session):
    return carried_out(
        request,
        lambda: actions.confirm(session=session, by=request.user),
        said=f"Session on {on_day(session.held_on)} confirmed.",
        then=_back(request, session),
    )


@require_POST
@governed_view(Action.ANSWER_SESSION, Session, key="pk")
def dispute(request, session):
    form = DisputeForm(request.POST)
    if not form.is_valid():
        return _page(request, session, form)
    return carried_out(
        request,
        lambda: actions.dispute(session=session, by=request.user, **form.cleaned_data),
        said="Both versions are saved. The session does not count until you confirm it.",
        then=("supervision:session", session.pk),
    )


@require_POST
@governed_view(Action.ANSWER_SESSION, Session, key="pk")
def agree(request, session):
    """Add an action."""
    form = FollowUpForm(request.POST, parties(session))
    if form.is_valid():
        try:
            actions.agree_follow_up(session=session, by=request.user, **form.about())
            messages.success(request, "Action added.")
            return redirect("supervision:session", pk=session.pk)
        except actions.Refused as refused:
            form.refuse(refused)
    initial = {"held_on": session.held_on, "minutes": session.minutes}
    return _page(request, session, DisputeForm(None, initial=initial), form)


@require_POST
@governed_view(Action.CLOSE_FOLLOW_UP, FollowUp)
def done(request, follow_up):
    return carried_out(
        request,
        lambda: actions.close_follow_up(follow_up=follow_up, by=request.user),
        said="Action done.",
        then=_back(request, None),
    )


def _back(request, session: Session | None) -> str:
    """Where the button was: the desk, the week, or the session's own page."""
    came_from = request.POST.get("from", "")
    if came_from in ("/my/", "/my/waiting/", "/supervision/"):
        return came_from
    return f"/supervision/sessions/{session.pk}/" if session else "/supervision/"


@login_not_required
def by_link(request, secret):
    """Confirm without signing in. Looking does nothing: programs that read mail follow links too."""
    try:
        opened_link = opened(secret, request.user, used=request.method == "POST")
        if request.method == "POST":
            actions.confirm_by_link(session=opened_link.session, secret=secret, by=opened_link.person)
            return render(request, "supervision/by_link.html", {"title": "Session confirmed", "done": True})
    except actions.Refused as refused:
        ended = {"title": "This link no longer works", "said": str(refused), "read_on": READ_ON[Action.ANSWER_SESSION]}
        return render(request, "supervision/by_link.html", ended, status=410)
    session = opened_link.session
    words = f"{labels.KINDS[session.kind]} on {on_day(session.held_on)}, {labels.lasting(session.minutes)}"
    return render(request, "supervision/by_link.html", {"title": "Is this session record correct?", "words": words})


by_link.governed_by = "the person with the link, once"
