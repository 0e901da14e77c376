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
        said="Kept. Only you see it.",
        then="training:mine",
    ):
        return done
    crumbs = [Link("My desk", "/my/"), Link("My training", "/training/")]
    context = {"title": "Note something you learned", "crumbs": crumbs, "form": form, "submit": "Keep it"}
    return render(request, "nhsuk/layouts/form.html", context)


@require_POST
@governed_view(Action.KEEP_DEVELOPMENT, Development, key="pk")
def take_back(request, kept):
    return carried_out(
        request,
        lambda: actions.take_back_development(note=kept, by=request.user),
        said="It is taken out.",
        then="training:mine",
    )
