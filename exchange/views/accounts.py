"""Closing somebody's account, and opening it again."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from governance.policy import Action
from governance.views import governed_view
from nhsuk.components import Link
from people.actions import close_account, reopen_account

from ..forms import CloseForm
from ..models import PersonOnRecord


@governed_view(Action.CLOSE_ACCOUNT, PersonOnRecord)
def account(request, person):
    today = timezone.localdate()
    closed = not person.is_open(today)
    form = CloseForm(request.POST or None, initial={"on": today.isoformat()})
    offered = "open" if closed else "close"
    if request.method == "POST" and request.POST.get("does", offered) != offered:
        messages.info(request, "This was done by another person a moment ago. Check the account.")
        return redirect("records:account", public_id=person.public_id)
    if request.method == "POST" and closed:
        reopen_account(person=person, by=request.user)
        messages.success(request, f"The account of {person} is open. They set a new password before they sign in.")
        return redirect("records:account", public_id=person.public_id)
    if request.method == "POST" and form.is_valid():
        done = close_account(person=person, on=form.cleaned_data["on"], by=request.user)
        messages.success(
            request, f"The account of {person} is closed from {done.on:%-d %B %Y} on. What is recorded of them stays."
        )
        return redirect("records:account", public_id=person.public_id)
    context = {
        "title": f"Account of {person}",
        "crumbs": [Link(f"Records of {person}", reverse("records:all", args=[person.public_id]))],
        "person": person,
        "closed": closed,
        "form": form,
    }
    return render(request, "exchange/account.html", context)
