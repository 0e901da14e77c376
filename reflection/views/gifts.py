"""Strengths that somebody saw, and what somebody would like to do."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from governance.answering import answered
from governance.policy import Action
from governance.views import governed_view, refuse
from nhsuk.components import Link
from people.models import Person

from .. import actions, labels
from ..forms import OfferForm, StrengthForm
from ..models import Offer, Recognition
from ..queries import readers_for
from ..queries.gifts import opened
from .writing import MINE

STRENGTHS = Link("Strengths", "/my/reflections/strengths/")


@governed_view(Action.KEEP_REFLECTION, Person, own=True)
def strengths(request, person):
    rows = opened(Recognition.objects.filter(person=person).select_related("written_by"))
    if request.method == "GET" and any(row.seen_at is None for row, _ in rows):
        actions.note_strengths_seen(person=person, by=request.user)
    return render(request, "reflection/strengths.html", {"title": "Strengths", "crumbs": [MINE], "rows": rows})


@governed_view(Action.KEEP_REFLECTION, Person, own=True)
def recognise(request, person):
    """About a colleague, who alone will read it, or about oneself."""
    people = [reader.person for reader in readers_for(person, timezone.localdate())]
    form = StrengthForm(request.POST or None, person, people)
    if request.method == "POST" and form.is_valid():
        about = form.about()
        try:
            actions.recognise(on=timezone.localdate(), by=request.user, **about)
            whose = (
                "It is in your strengths." if about["person"] == person else f"Only {about['person'].first_name} can read it."
            )
            messages.success(request, f"Strength saved. {whose}")
            return redirect("reflections:strengths")
        except actions.Refused as refused:
            form.refuse(refused)
    context = {"title": "Add a strength", "crumbs": [MINE, STRENGTHS], "form": form, "submit": "Save strength"}
    return render(request, "reflection/recognise.html", context)


@governed_view(Action.KEEP_REFLECTION, Recognition)
def offer_strength(request, recognition):
    if request.method == "POST":
        try:
            actions.offer_recognition(recognition=recognition, by=request.user)
            messages.success(request, "Strength added to your evidence and your portfolio.")
        except actions.Refused as refused:
            refuse(request, refused)
        return redirect("reflections:strengths")
    rows = opened(Recognition.objects.filter(pk=recognition.pk).select_related("written_by"))
    context = {"title": "Add this to your evidence?", "crumbs": [MINE, STRENGTHS], "one": rows[0]}
    return render(request, "reflection/offer_strength.html", context)


@require_POST
@governed_view(Action.KEEP_REFLECTION, Recognition)
def remove_strength(request, recognition):
    actions.remove_recognition(recognition=recognition, by=request.user)
    messages.success(request, "Deleted.")
    return redirect("reflections:strengths")


@governed_view(Action.KEEP_REFLECTION, Person, own=True)
def offers(request, person):
    form = OfferForm(request.POST or None)
    if done := answered(
        request,
        form,
        lambda given: actions.make_offer(person=person, by=request.user, **given),
        said="Interest or offer saved.",
        then="reflections:offers",
    ):
        return done
    rows = [(row, labels.OFFERS[row.kind], words) for row, words in opened(Offer.objects.filter(person=person))]
    context = {"title": "Interests and offers", "crumbs": [MINE], "rows": rows, "form": form}
    return render(request, "reflection/offers.html", context)


@require_POST
@governed_view(Action.KEEP_REFLECTION, Offer)
def change_offer(request, offer):
    """Show it, show it no longer, or take it down."""
    does = request.POST.get("do", "")
    if does == "remove":
        actions.take_down_offer(offer=offer, by=request.user)
    elif does in ("show", "hide"):
        actions.show_offer(offer=offer, shown=does == "show", by=request.user)
    else:
        raise Http404
    messages.success(
        request, {"remove": "Deleted.", "show": "Your lead can see this now.", "hide": "Only you can see this now."}[does]
    )
    return redirect("reflections:offers")
