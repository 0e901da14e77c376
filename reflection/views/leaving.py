"""Taking everything along, and erasing it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from governance.policy import Action
from governance.views import governed_view
from people.models import Person

from .. import actions
from ..belongings import packed
from ..forms import EraseForm
from .writing import MINE


@governed_view(Action.TAKE_ALONG, Person, own=True)
def take_along(request, person):
    response = HttpResponse(packed(person), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="mine-alone.zip"'
    return response


@governed_view(Action.ERASE_REFLECTIONS, Person, own=True)
def erase(request, person):
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.erase_everything(person=person, by=request.user)
        messages.success(request, "Your reflections and their key have been erased. They cannot be restored.")
        return redirect("reflections:all")
    context = {"title": "Erase everything in My reflections", "crumbs": [MINE], "form": form, "submit": "Erase everything"}
    return render(request, "reflection/erase.html", context)
