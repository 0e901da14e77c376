"""Recording that somebody's work was observed, or why it could not be."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from governance.policy import Action
from governance.views import governed_view
from nhsuk.components import Link
from people.models import Person

from .. import actions
from ..forms import ObservationForm


@governed_view(Action.RECORD_OBSERVATION, Person)
def observe(request, person):
    form = ObservationForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _recorded(request, person, form):
        return redirect("people:page", public_id=person.public_id)
    crumbs = [Link(str(person), reverse("people:page", args=[person.public_id]))]
    context = {"title": "Record an observation", "crumbs": crumbs, "form": form, "submit": "Record it", "person": person}
    return render(request, "competencies/observe.html", context)


def _recorded(request, person: Person, form: ObservationForm) -> bool:
    given, about = form.cleaned_data, {"person": person, "by": request.user}
    try:
        if given["took_place"] == "yes":
            actions.record_observation(seen=form.seen(), **about)
            messages.success(request, "Recorded. It counts from that day.")
        else:
            actions.note_not_observed(kind=given["kind"], planned_on=given["on"], because=given["because"], **about)
            messages.success(request, "Noted. It counts for nothing, and is reported with its reason.")
    except actions.Refused as refused:
        form.refuse(refused)
        return False
    return True
