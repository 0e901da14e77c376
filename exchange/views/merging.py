"""Two records of one person, or another employee number: proposed by one, agreed by another."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from governance.answering import answered
from governance.policy import Action
from governance.views import governed_view, refuse
from nhsuk.components import Link
from people.models import Person, Post

from .. import actions
from ..forms import MergeForm
from ..models import MergeProposal, PersonOnRecord
from ..trying import merging
from .records import service_of


@governed_view(Action.MERGE_PEOPLE, PersonOnRecord)
def propose(request, person):
    service = service_of(request, person)
    others = Person.objects.filter(pk__in=Post.objects.live().filter(service=service).values("person"))
    others = others.exclude(pk__in=(person.pk, request.user.pk)).order_by("last_name", "first_name", "pk")
    form = MergeForm(request.POST or None, people=others)
    if done := answered(
        request,
        form,
        lambda given: actions.propose_merge(
            kept=person, service=service, gone=form.other, number=given["number"], because=given["because"], by=request.user
        ),
        said="Proposed. Another lead or manager has to agree before anything is done.",
        then=lambda proposal: ("records:merge", proposal.public_id),
    ):
        return done
    context = {
        "title": f"Two records of {person}, or another number",
        "crumbs": [Link(f"Records of {person}", reverse("records:all", args=[person.public_id]))],
        "person": person,
        "form": form,
        "submit": "Propose this",
    }
    return render(request, "exchange/propose_merge.html", context)


@governed_view(Action.MERGE_PEOPLE, MergeProposal)
def decide(request, proposal):
    """What is proposed, what it changes, and for a second person the decision."""
    if request.method == "POST":
        return _decided(request, proposal)
    waits, why = proposal.state == MergeProposal.WAITING, ""
    moved, effects = {}, None
    try:
        if waits and proposal.gone:
            moved, effects = merging(proposal.kept, proposal.gone, proposal.service)
    except actions.Refused as refused:
        why = str(refused)
    context = {
        "title": f"Two records of {proposal.kept}" if proposal.gone else f"Another number of {proposal.kept}",
        "proposal": proposal,
        "waits": waits,
        "own": proposal.proposed_by_id == request.user.pk,
        "moved": sorted(moved.items()),
        "effects": effects,
        "why": why,
    }
    return render(request, "exchange/merge.html", context)


def _decided(request, proposal: MergeProposal):
    try:
        if request.POST.get("decision") == "agree":
            actions.agree_merge(proposal=proposal, by=request.user)
            messages.success(request, f"Done. {proposal.kept} has one record, and both numbers find it.")
        else:
            actions.decline_merge(proposal=proposal, by=request.user)
            messages.success(request, "Declined. Nothing was changed.")
    except actions.Refused as refused:
        refuse(request, refused)
    return redirect("records:merge", public_id=proposal.public_id)
