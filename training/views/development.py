"""What the reader learned outside courses."""

from django.shortcuts import render
from django.views.decorators.http import require_POST

from governance.answering import answered, carried_out
from governance.policy import Action
from governance.views import governed_view
from nhsuk.components import Link
from people.models import Person

from .. import actions
from ..forms import DevelopmentForm
from ..models import Development


@governed_view(Action.SEND_EVIDENCE, Person, own=True)
def note(request, person):
    form = DevelopmentForm(request.POST or None)
    if done := answered(
        request,
        form,
        lambda given: actions.note_development(person=person, by=request.user, **given),
        said="Other learning added. Only you can see it.",
        then="training:mine",
    ):
        return done
    crumbs = [Link("Home", "/my/"), Link("My training", "/training/")]
    context = {"title": "Add other learning", "crumbs": crumbs, "form": form, "submit": "Add learning"}
    return render(request, "nhsuk/layouts/form.html", context)


@require_POST
@governed_view(Action.KEEP_DEVELOPMENT, Development, key="pk")
def take_back(request, kept):
    return carried_out(
        request,
        lambda: actions.take_back_development(note=kept, by=request.user),
        said="Other learning removed.",
        then="training:mine",
    )
