"""What the reader learned outside courses."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from governance.policy import Action
from governance.views import governed_view, refuse
from nhsuk.components import Link
from people.models import Person

from .. import actions
from ..forms import DevelopmentForm
from ..models import Development


@governed_view(Action.SEND_EVIDENCE, Person, own=True)
def note(request, person):
    form = DevelopmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.note_development(person=person, by=request.user, **form.cleaned_data)
            messages.success(request, "Kept. Only you see it.")
            return redirect("training:mine")
        except actions.Refused as refused:
            form.refuse(refused)
    crumbs = [Link("My desk", "/my/"), Link("My training", "/training/")]
    context = {"title": "Note something you learned", "crumbs": crumbs, "form": form, "submit": "Keep it"}
    return render(request, "nhsuk/layouts/form.html", context)


@require_POST
@governed_view(Action.KEEP_DEVELOPMENT, Development, key="pk")
def take_back(request, kept):
    try:
        actions.take_back_development(note=kept, by=request.user)
        messages.success(request, "It is taken out.")
    except actions.Refused as refused:
        refuse(request, refused)
    return redirect("training:mine")
