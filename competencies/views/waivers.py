"""Waivers: proposing one, agreeing to one, and the list that an auditor asks for."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from governance.answering import answered
from governance.policy import Action
from governance.views import governed_view
from nhsuk.components import Column, Link, Table, Tag
from nhsuk.paging import ListPage
from people.downloads import download_links, taken_along
from people.models import Person, Service

from .. import actions, labels
from ..forms import DecideWaiverForm, ProposeWaiverForm
from ..models import ProposalState, WaiverProposal
from ..queries.waivers import requirements, waivers_of_service


@governed_view(Action.PROPOSE_WAIVER, Person)
def propose(request, person):
    form = ProposeWaiverForm(request.POST or None)
    if done := answered(
        request,
        form,
        lambda given: actions.propose_waiver(person=person, by=request.user, **given),
        said="Waiver proposed. Another lead or manager has to agree before it starts.",
        then=("people:page", person.public_id),
    ):
        return done
    crumbs = [Link(str(person), reverse("people:page", args=[person.public_id]))]
    context = {"title": f"Propose a waiver for {person}", "crumbs": crumbs, "form": form, "submit": "Propose waiver"}
    return render(request, "competencies/propose_waiver.html", context)


@governed_view(Action.AGREE_WAIVER, WaiverProposal)
def decide(request, proposal):
    form = DecideWaiverForm(request.POST or None)
    if done := answered(
        request,
        form,
        lambda given: _decide(proposal, given, by=request.user),
        said=f"Decision saved. {proposal.person} and {proposal.proposed_by} have been told.",
        then="my:waiting",
    ):
        return done
    context = {
        "title": requirements().get(proposal.requirement, proposal.requirement),
        "caption": f"Waiver for {proposal.person}",
        "crumbs": [Link("To do", reverse("my:waiting"))],
        "proposal": proposal,
        "form": form if proposal.state == ProposalState.WAITING else None,
    }
    return render(request, "competencies/decide_waiver.html", context)


def _decide(proposal: WaiverProposal, given: dict, *, by) -> None:
    if given["decision"] == "agree":
        actions.agree_waiver(proposal=proposal, by=by)
    else:
        actions.decline_waiver(proposal=proposal, reason=given["reason"], by=by)


WAIVER_COLUMNS = ("Name", "What is waived", "From and to", "State", "Agreed by", "Why")


@governed_view(Action.VIEW_REGISTER, Service, key="code")
def index(request, service):
    """Every waiver of a service's people, those that have ended too."""
    today, names = timezone.localdate(), requirements()
    rows = [
        (
            Link(str(w.person), reverse("people:page", args=[w.person.public_id])),
            names.get(w.requirement, w.requirement),
            f"{labels.short_day(w.granted_on)} to {labels.short_day(w.ends_on)}",
            Tag("Current", "aqua-green") if w.granted_on <= today <= w.ends_on else Tag("Ended", "grey"),
            f"{w.granted_by}" + (f", proposed by {w.proposal.proposed_by}" if hasattr(w, "proposal") else ""),
            w.reason,
        )
        for w in waivers_of_service(service, today)
    ]
    if file := taken_along(request, "waivers", WAIVER_COLUMNS, rows):
        return file
    page, columns = ListPage(rows, request.GET, each="waiver"), [Column(title) for title in WAIVER_COLUMNS]
    context = {
        "title": "Waivers",
        "caption": service.name,
        "crumbs": [Link("Register", f"/oversight/{service.code}/register/")],
        "page": page,
        "table": Table("Waivers", columns, page.rows, "Waivers: none in this service.", caption_hidden=True),
        "downloads": download_links(request),
    }
    return render(request, "people/list.html", context)
