"""Recording that somebody's work was observed, or why it could not be."""

from django.shortcuts import render
from django.urls import reverse

from governance.answering import answered
from governance.policy import Action
from governance.views import governed_view
from nhsuk.components import Link
from people.models import Person

from .. import actions
from ..forms import ObservationForm


@governed_view(Action.RECORD_OBSERVATION, Person)
def observe(request, person):
    form = ObservationForm(request.POST or None)
    if done := answered(
        request,
        form,
        lambda given: _record(person, form, by=request.user),
        said=str,
        then=("people:page", person.public_id),
    ):
        return done
    crumbs = [Link(str(person), reverse("people:page", args=[person.public_id]))]
    context = {
        "title": "Record an observation",
        "crumbs": crumbs,
        "form": form,
        "submit": "Record observation",
        "person": person,
    }
    return render(request, "competencies/observe.html", context)


def _record(person: Person, form: ObservationForm, *, by) -> str:
    """What is said of it."""
    given = form.cleaned_data
    if given["took_place"] == "yes":
        actions.record_observation(person=person, seen=form.seen(), by=by)
        return f"Observation of {person} recorded. It counts from that day."
    actions.note_not_observed(person=person, kind=given["kind"], planned_on=given["on"], because=given["because"], by=by)
    return "Recorded that the observation was not possible. It does not count as an observation."
