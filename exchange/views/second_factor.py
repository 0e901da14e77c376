"""Taking off the second factor of somebody who has lost it: asked for by one, agreed by another."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from governance.access import permitted
from governance.policy import Action
from governance.views import governed_view, refuse
from nhsuk.components import Link
from people.models import Person

from .. import actions
from ..actions.second_factor import has_second_factor
from ..forms import LostForm
from ..models import FactorReset
from .records import service_of


@governed_view(Action.RESET_SECOND_FACTOR, Person)
def page(request, person):
    """What was asked, and for a second person the decision; else asking for it."""
    asked = FactorReset.objects.filter(person=person, state=FactorReset.WAITING)
    waiting = permitted(asked, to=Action.RESET_SECOND_FACTOR, by=request.user).select_related("asked_by").first()
    form = LostForm(request.POST if request.method == "POST" and waiting is None else None)
    if request.method == "POST" and _done(request, person, waiting, form):
        return redirect("records:second_factor", public_id=person.public_id)
    context = {
        "title": f"Second factor of {person}",
        "crumbs": [Link(f"Records of {person}", reverse("records:all", args=[person.public_id]))],
        "person": person,
        "has_one": has_second_factor(person),
        "waiting": waiting,
        "own": waiting is not None and waiting.asked_by_id == request.user.pk,
        "form": form,
    }
    return render(request, "exchange/second_factor.html", context)


def _done(request, person: Person, waiting: FactorReset | None, form: LostForm) -> bool:
    if waiting is not None:
        return _decided(request, person, waiting)
    if not form.is_valid():
        return False
    try:
        service = service_of(request, person)
        actions.ask_factor_reset(person=person, service=service, because=form.cleaned_data["because"], by=request.user)
        messages.success(request, "Asked. Another lead or manager has to agree before anything is done.")
        return True
    except actions.Refused as refused:
        form.refuse(refused)
        return False


def _decided(request, person: Person, waiting: FactorReset) -> bool:
    try:
        if request.POST.get("decision") == "agree":
            actions.agree_factor_reset(reset=waiting, by=request.user)
            messages.success(request, f"The second factor of {person} is taken off. {person} has been told.")
        else:
            actions.decline_factor_reset(reset=waiting, by=request.user)
            messages.success(request, "Declined. Nothing was changed.")
    except actions.Refused as refused:
        refuse(request, refused)
    return True
