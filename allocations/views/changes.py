"""Asking for another supervisor, from both chairs."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from governance.access import may
from governance.answering import answered, carried_out
from governance.policy import Action
from governance.views import governed_view
from nhsuk.components import Link
from nhsuk.words import in_a_list
from people.models import Person
from people.models.conditions import covering

from .. import actions, labels
from ..forms import ChangeForm, KeepForm, PairInErrorForm
from ..models import Allocation, ChangeRequest
from ..queries.changes import leads_for

MINE = Link("My supervision", "/allocations/mine/")


@governed_view(Action.ASK_FOR_CHANGE, Person, own=True)
def ask(request, person, kind: str):
    today = timezone.localdate()
    pair = Allocation.objects.live().filter(covering(today), supervisee=person, kind=kind).select_related("supervisor").first()
    if pair is None:
        raise Http404
    form = ChangeForm(request.POST or None)
    if done := answered(
        request,
        form,
        lambda given: actions.ask_for_change(person=person, kind=kind, by=request.user, **given),
        said="You have asked for another supervisor. Your lead has been told. Your supervisor has not.",
        then=lambda asked: ("allocations:change", asked.public_id),
    ):
        return done
    context = {
        "title": "Ask for another supervisor",
        "caption": labels.KINDS[kind],
        "crumbs": [MINE],
        "pair": pair,
        "readers": in_a_list(map(str, leads_for(pair, today)), "and"),
        "form": form,
        "submit": "Ask for another supervisor",
    }
    return render(request, "allocations/ask_for_change.html", context)


@governed_view(Action.VIEW_CHANGE, ChangeRequest)
def page(request, asked):
    """What happened, and what the reader can do about it."""
    mine, decides = asked.person_id == request.user.pk, may(request.user, Action.ANSWER_CHANGE, asked)
    form = KeepForm(request.POST or None) if decides and not asked.closed_at else None
    if request.method == "POST" and form is not None and form.is_valid():
        return _then(
            request,
            asked,
            actions.keep_together,
            f"Request closed. {asked.person} has been told what was agreed.",
            words=form.cleaned_data["words"],
        )
    context = {
        "title": "Your request for another supervisor" if mine else f"{asked.person} asks for another supervisor",
        "caption": labels.KINDS[asked.kind],
        "crumbs": [MINE] if mine else [Link("Allocations", reverse("allocations:index"))],
        "asked": asked,
        "mine": mine,
        "decides": decides,
        "facts": _facts(asked),
        "steps": [(step.at, labels.STEPS[step.step]) for step in asked.steps.all()],
        "has_talked": asked.talked == "yes" or asked.steps.filter(step="talked").exists(),
        "form": form,
    }
    return render(request, "allocations/change.html", context)


def _facts(asked: ChangeRequest) -> list[tuple[str, str]]:
    facts = [
        ("Supervisor now", str(asked.supervisor)),
        ("Talked to their supervisor", labels.TALKED[asked.talked]),
        ("Main reason", labels.CHANGE[asked.reason]),
    ]
    return [*facts, ("Note to the lead", asked.note)] if asked.note else facts


@governed_view(Action.ANSWER_CHANGE, ChangeRequest)
def in_error(request, asked):
    """A lead closes a request that should never have been."""
    form = PairInErrorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _then(
            request,
            asked,
            actions.withdraw_change_in_error,
            f"Request withdrawn. {asked.person} has been told why.",
            reason=form.cleaned_data["reason"],
        )
    crumbs = [Link(f"Request of {asked.person}", reverse("allocations:change", args=[asked.public_id]))]
    context = {
        "title": f"Withdraw the request of {asked.person}",
        "crumbs": crumbs,
        "form": form,
        "submit": "Withdraw request",
    }
    return render(request, "nhsuk/layouts/form.html", context)


@require_POST
@governed_view(Action.VIEW_CHANGE, ChangeRequest)
def read(request, asked):
    """A lead says that they have read it; the person who asked sees that."""
    return _then(request, asked, actions.read_change, f"{asked.person} can now see that you have read this request.")


@require_POST
@governed_view(Action.WITHDRAW_CHANGE, ChangeRequest)
def withdraw(request, asked):
    return _then(request, asked, actions.withdraw_change, "Request withdrawn. Your lead can see that.")


@require_POST
@governed_view(Action.WITHDRAW_CHANGE, ChangeRequest)
def talked(request, asked):
    return _then(request, asked, actions.say_talked, "Saved. Your lead can see that you have talked to your supervisor.")


def _then(request, asked: ChangeRequest, act, done: str, **given):
    return carried_out(
        request, lambda: act(request=asked, by=request.user, **given), said=done, then=("allocations:change", asked.public_id)
    )
