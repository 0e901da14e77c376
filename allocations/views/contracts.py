"""An agreement: all parties write, talk its clauses through and sign, and all see what is different from before."""

import json

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from governance.access import may
from governance.answering import carried_out
from governance.policy import Action
from governance.views import governed_view
from nhsuk.components import Column, Lines, Link, Table
from nhsuk.words import how_many, in_a_list
from people.models import Person, Service
from supervision.models import Series

from .. import actions, labels
from ..agreements import (
    SIGNED_BY_ALL,
    AgreementStatus,
    address,
    content_of,
    last_of_series,
    planning_address,
    standings,
    text_of,
    with_parties,
    written_last,
)
from ..documents import contract_pdf
from ..forms import NeedsForm, OffersForm, SignForm
from ..models import Contract, Party
from ..rules.contract import Stage, arrangement_lines, differences, own_words
from ..rules.needs import elsewhere
from .agreeing import clauses, may_say_when, next_clause, renewal, saved, talked


@governed_view(Action.VIEW_CONTRACT, Contract)
def page(request, contract):
    """The text, what the reader has to do about it, and who has signed."""
    contract = with_parties(Contract.objects.filter(pk=contract.pk)).get()
    today = timezone.localdate()
    (standing,) = standings([contract], today)
    text, digest = text_of(contract)
    form = _form(request, standing, digest)
    if request.method == "POST" and form is not None and form.is_valid() and _written(request, contract, form):
        return redirect(_next(request, contract))
    content, mine = json.loads(text), _part(request, contract)
    writes = may(request.user, Action.WRITE_CONTRACT, contract)
    open_to_reader = bool(mine) and not contract.text and standing.stage is not Stage.ENDED
    context = {
        "title": content["title"],
        "caption": f"{labels.AGREED[contract.kind]}, version {contract.version}",
        "crumbs": [Link("My supervision", reverse("allocations:mine"))],
        "contract": contract,
        "content": content,
        "standing": standing,
        "state": labels.stage(standing.stage, contract.review_on),
        "people": labels.parties(contract.supervisees, contract.led_by),
        "arrangement": arrangement_lines(content),
        "own_words": own_words(content),
        "clauses": clauses(contract, content, open_to_reader),
        "talked": talked(contract, open_to_reader),
        "next_clause": next_clause(contract) if open_to_reader else "",
        "unwritten": [party.person for party in contract.parties.all() if not party.words],
        "elsewhere": elsewhere(contract.offers.needs if contract.offers else ()),
        "form": form,
        "writing": not isinstance(form, SignForm),
        "changes": _changes(contract.before, content) if contract.before else None,
        "renewal": renewal(contract, standing, today) if mine else None,
        "leads": bool(mine) and mine.supervises,
        "asks_when": open_to_reader and may_say_when(contract),
        "may_draft": writes and standing.stage in SIGNED_BY_ALL and not hasattr(contract, "after"),
        "may_write_again": bool(mine and mine.words) and not contract.text and "write" not in request.GET,
        "may_carry": isinstance(form, NeedsForm) and not form.initial["words"] and written_last(request.user, contract),
    }
    return render(request, "allocations/contract.html", context)


def _part(request, contract: Contract) -> Party | None:
    """The reader's own part, if they have one."""
    return next((party for party in contract.parties.all() if party.person_id == request.user.pk), None)


def _form(request, standing: AgreementStatus, digest: str):
    """What the reader can do now: the supervisees write first, then the supervisor, then all sign."""
    contract = standing.contract
    mine = _part(request, contract)
    if mine is None or standing.stage is Stage.ENDED:
        return None
    sent, again = request.POST or None, "write" in request.GET and not contract.text
    if contract.written and not again:
        return SignForm(sent, digest) if standing.ready and mine.person in standing.unsigned else None
    if mine.words and not again:
        return None
    about = {"words": mine.words, "goals": mine.goals, "needs": mine.needs, "more": mine.more, "not_offered": mine.needs}
    if not mine.supervises:
        return NeedsForm(sent, initial=about)
    supervisees = contract.supervisees
    if not all(party.words for party in supervisees):
        return None
    return OffersForm(sent, asked={need for party in supervisees for need in party.needs}, initial=about)


def _written(request, contract: Contract, form) -> bool:
    about, given = {"contract": contract, "by": request.user}, form.cleaned_data
    act = {NeedsForm: actions.write_needs, OffersForm: actions.write_offers, SignForm: actions.sign_contract}[type(form)]
    try:
        act(**given, **about)
    except actions.Refused as refused:
        form.refuse(refused)
        return False
    messages.success(request, _said(request.user, contract, form))
    return True


def _said(reader: Person, contract: Contract, form) -> str:
    """What was saved or signed, and who does what next."""
    (standing,) = standings(with_parties(Contract.objects.filter(pk=contract.pk)), timezone.localdate())
    if isinstance(form, SignForm):
        waits = in_a_list(map(str, standing.unsigned), "and")
        return f"Agreement signed. {waits} will be asked to sign it." if waits else "Agreement signed. All have signed it now."
    return saved(standing, reader)


def _next(request, contract: Contract) -> str:
    """Where the reader goes on: to what only the supervisor can add, or to the agreement."""
    (standing,) = standings(with_parties(Contract.objects.filter(pk=contract.pk)), timezone.localdate())
    mine, fresh = _part(request, standing.contract), standing.contract
    if not (mine and mine.supervises):
        return address(contract)
    if not fresh.text and fresh.written and may_say_when(fresh) and not hasattr(fresh, "meeting"):
        return reverse("allocations:agreed_meeting", args=[contract.public_id])
    asked = renewal(fresh, standing, timezone.localdate())
    return planning_address(contract) if asked and asked.plan else address(contract)


def _changes(before: Contract, content: dict) -> Table:
    columns = [Column(title) for title in ("Section", "Before", "Now")]
    before = with_parties(Contract.objects.filter(pk=before.pk)).get()
    changed = [(title, _lines(old), _lines(new)) for title, old, new in differences(content_of(before), content)]
    return Table(f"What is different from version {before.version}", columns, changed, "Nothing is different.")


def _lines(text: str) -> Lines | str:
    lines = tuple(filter(None, text.split("\n")))
    return Lines(lines) if len(lines) > 1 else text


@require_POST
@governed_view(Action.WRITE_CONTRACT, Contract)
def again(request, contract):
    return _then(
        request,
        contract,
        actions.draft_again,
        "New version created. The version before stays in force until all have signed the new one.",
    )


@require_POST
@governed_view(Action.WRITE_CONTRACT, Contract)
def bring(request, contract):
    return _then(request, contract, actions.carry_over, "Your earlier words are copied. Change what no longer fits.", "?write")


def _then(request, contract: Contract, act, done: str, more: str = ""):
    return carried_out(
        request,
        lambda: act(contract=contract, by=request.user),
        said=done,
        then=lambda now: address(now or contract) + more,
    )


@require_POST
@governed_view(Action.DRAFT_CONTRACTS, Person, own=True)
def draft(request, person):
    """Every agreement of the reader's that is missing."""
    return _drafted(request, "allocations:mine", actions.draft_contracts, person=person)


@require_POST
@governed_view(Action.MAKE_PLAN, Service, key="code")
def draft_all(request, service):
    """Every agreement that is missing in a service."""
    return _drafted(request, ("allocations:service", service.code), actions.draft_all_contracts, service=service)


def _agreements(count: int) -> str:
    return how_many(count, "agreement")


def _drafted(request, then: str | tuple, act, **given):
    return carried_out(
        request,
        lambda: act(by=request.user, **given),
        said=lambda drafted: f"{_agreements(len(drafted.contracts))} created. Supervisees have been asked to write their part.",
        then=then,
    )


@require_POST
@governed_view(Action.DRAFT_GROUP_CONTRACT, Person, own=True)
def group(request, person, kind: str):
    return carried_out(
        request,
        lambda: actions.draft_group(supervisor=person, kind=kind, by=request.user),
        then=lambda drafted: address(drafted) if drafted else "allocations:mine",
    )


@governed_view(Action.CHANGE_SERIES, Series)
def of_series(request, series):
    """Lead on to the agreement of a group of supervision of supervision; a POST drafts it, or its next version."""
    last = last_of_series(series)
    if request.method == "POST":
        return carried_out(
            request,
            lambda: actions.draft_for_series(series=series, by=request.user),
            then=lambda drafted: address(drafted) if drafted else ("supervision:series", series.public_id),
        )
    if last is not None and may(request.user, Action.VIEW_CONTRACT, last):
        return redirect(address(last))
    crumbs = [Link(series.name or "The group", reverse("supervision:series", args=[series.public_id]))]
    context = {"title": "Agreement of the group", "crumbs": crumbs, "series": series, "last": last}
    return render(request, "allocations/series_agreement.html", context)


@governed_view(Action.VIEW_CONTRACT, Contract)
def paper(request, contract):
    contract = with_parties(Contract.objects.filter(pk=contract.pk)).get()
    name = {"Content-Disposition": 'attachment; filename="agreement.pdf"'}
    return HttpResponse(contract_pdf(contract), content_type="application/pdf", headers=name)
