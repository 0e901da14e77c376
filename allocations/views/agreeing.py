"""What the parties settle in an agreement, page by page: when and where they meet, each clause, and the sessions as agreed."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from governance.answering import answered
from governance.policy import Action
from governance.views import governed_view
from nhsuk.components import Column, Link, Table, Tag
from nhsuk.words import how_many, in_a_list
from people.labels import on_day
from people.models import Person
from supervision.rules.recurrence import FURTHEST_SLOT, Pattern, slots
from supervision.rules.words import SUPPORTING

from .. import actions, labels
from ..agreements import AgreementStatus, Renewal, address, content_of, renewals, standings, with_parties
from ..forms import AgreedSeriesForm, ClauseForm, LeaveForm, MeetingForm
from ..meetings import in_one_line, planned_for, proposed
from ..models import Contract
from ..rules.contract import agreed_meetings, clause_text
from ..rules.meeting import WITHOUT_RHYTHM, MeetingTerms, Upkeep
from ..rules.talking import questions


# The page of an agreement ---------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class ShownClause:
    """A clause as the page of an agreement shows it; ``talk`` leads to where it is talked through, where the reader can."""

    title: str
    text: str
    state: Tag | str
    talk: Link | str


def clauses(contract: Contract, content: dict, open_to_reader: bool) -> list[ShownClause]:
    """The clauses with what was added to each, and whether the parties have talked it through in this version."""
    on = {talk.code: talk.talked_on for talk in contract.talks.all()}
    shown = []
    for number, clause in enumerate(content["clauses"], 1):
        page = reverse("allocations:talk_through", args=[contract.public_id, number])
        day = on.get(clause["code"])
        state = Tag(f"Talked through on {on_day(day)}", "green") if day else ""
        talk = Link("Change this" if day else "Talk this through", page, f": {clause['title']}") if open_to_reader else ""
        shown.append(ShownClause(clause["title"], clause_text(clause), state, talk))
    return shown


def talked(contract: Contract, open_to_reader: bool) -> str:
    """``3 of 12 clauses talked through``; nothing of an agreement that was signed before clauses were talked through."""
    count = sum(talk.talked_on is not None for talk in contract.talks.all())
    if not count and not open_to_reader:
        return ""
    return f"{count} of {how_many(len(contract.template.clauses), 'clause')} talked through"


def next_clause(contract: Contract) -> str:
    """Where the first clause is that the parties have not talked through; nothing once they have all."""
    through = {talk.code for talk in contract.talks.all() if talk.talked_on}
    numbered = enumerate(contract.template.clauses, 1)
    number = next((number for number, clause in numbered if clause["code"] not in through), None)
    return reverse("allocations:talk_through", args=[contract.public_id, number]) if number else ""


@dataclass(frozen=True, slots=True)
class ShownRenewal:
    """What a signed agreement asks for, in a sentence and, where it says otherwise than what is planned, line by line."""

    words: str
    plan: bool
    table: Table | None


def renewal(contract: Contract, standing: AgreementStatus, on: date) -> ShownRenewal | None:
    return next((_shown(asked) for asked in renewals([standing], on)), None)


def _shown(asked: Renewal) -> ShownRenewal:
    if asked.what is Upkeep.PLAN:
        return ShownRenewal("No sessions are planned yet.", True, None)
    agreed, planned = in_one_line(asked.agreed or ()), in_one_line(asked.planned)
    table = Table("Agreed and planned", [Column("Agreed"), Column("Planned")], [(agreed, planned)], caption_hidden=True)
    return ShownRenewal("The sessions that are planned are not the ones you agreed.", False, table)


def may_say_when(contract: Contract) -> bool:
    """Is there something that the parties say about when they meet? Peers and sessions without a rhythm have nothing."""
    return contract.kind not in WITHOUT_RHYTHM and bool(contract.led_by)


def saved(standing: AgreementStatus, reader: Person) -> str:
    """What happens next, with the names of those who do it."""
    contract = standing.contract
    others = in_a_list((str(p.person) for p in contract.parties.all() if p.person_id != reader.pk), "and")
    if standing.ready:
        return f"Saved. {others} will be asked to read and sign the agreement."
    if standing.lacks_when:
        return "Saved. Now add when and where you meet."
    waiting = [p.person for p in contract.supervisees if not p.words] or [
        p.person for p in contract.parties.all() if not p.words
    ]
    return f"Saved. {in_a_list(map(str, waiting), 'and')} will be asked for their part now."


# Pages of their own ---------------------------------------------------------------------------------------------------
def _draft(contract: Contract) -> Contract:
    return with_parties(Contract.objects.filter(pk=contract.pk)).get()


def _standing(contract: Contract) -> AgreementStatus:
    return standings([_draft(contract)], timezone.localdate())[0]


def _crumbs(contract: Contract) -> list[Link]:
    return [Link("My supervision", reverse("allocations:mine")), Link("Agreement", address(contract))]


@governed_view(Action.WRITE_CONTRACT, Contract)
def meeting(request, contract):
    """When and where the parties meet. Where sessions are planned these say so, unless the parties want it otherwise."""
    contract = _draft(contract)
    if contract.text or not may_say_when(contract):
        return redirect(address(contract))
    planned = planned_for([contract], timezone.localdate())[contract.pk]
    differently = "another" in request.GET and contract.kind != SUPPORTING
    form = _meeting_form(request, contract, planned, differently)
    if done := answered(
        request,
        form,
        lambda given: actions.agree_meeting(contract=contract, terms=form.terms(), on_leave=given["on_leave"], by=request.user),
        said=lambda _: saved(_standing(contract), request.user),
        then=address(contract),
    ):
        return done
    context = {
        "title": "When and where you meet",
        "caption": labels.parties(contract.supervisees, contract.led_by),
        "crumbs": _crumbs(contract),
        "form": form,
        "planned": "" if isinstance(form, MeetingForm) else in_one_line(planned),
        "instead": in_one_line(planned) if isinstance(form, MeetingForm) else "",
        "may_differ": contract.kind != SUPPORTING,
        "submit": "Save when and where you meet",
    }
    return render(request, "allocations/agreed_meeting.html", context)


def _meeting_form(request, contract: Contract, planned: tuple[MeetingTerms, ...], differently: bool) -> LeaveForm:
    agreed = getattr(contract, "meeting", None)
    if planned and not differently and not (agreed and agreed.terms):
        return LeaveForm(request.POST or None, initial={"on_leave": agreed.on_leave if agreed else None})
    begins = proposed(contract) if not planned or (agreed and agreed.terms) else as_initial(planned[0])
    return MeetingForm(request.POST or None, initial={"on_holiday": "next_working_day"} | begins)


def as_initial(terms: MeetingTerms) -> dict:
    """The values that a form begins with: the first session is the next one from today on."""
    today = timezone.localdate()
    pattern = Pattern(terms.every, terms.rhythm_from, None, terms.on_holiday, max(terms.first_on, today))
    start = max(today, terms.first_on)
    first = next((slot for slot, _ in slots(pattern, start, start + FURTHEST_SLOT) if slot >= start), terms.first_on)
    about = {name: getattr(terms, name) for name in ("every", "starts_at", "minutes", "where", "on_holiday")}
    return about | {"first_on": first}


@governed_view(Action.WRITE_CONTRACT, Contract)
def talk_through(request, contract, number: int):
    """One clause, questions to talk it through, and what the parties add to it; then the next."""
    contract = _draft(contract)
    if contract.text:
        return redirect(address(contract))
    all_clauses = contract.template.clauses
    if not 1 <= number <= len(all_clauses):
        raise Http404
    clause = all_clauses[number - 1]
    talk = next((talk for talk in contract.talks.all() if talk.code == clause["code"]), None)
    form = ClauseForm(
        request.POST or None, initial={"words": talk.words if talk else "", "talked": bool(talk and talk.talked_on)}
    )
    if done := answered(
        request,
        form,
        lambda given: actions.talk_through(contract=contract, code=clause["code"], by=request.user, **given),
        said=f"Saved: {clause['title']}.",
        then=_clause_after(contract, number),
    ):
        return done
    context = {
        "title": clause["title"],
        "caption": f"Clause {number} of {len(all_clauses)}",
        "crumbs": _crumbs(contract),
        "clause": clause,
        "questions": questions(clause["code"]),
        "form": form,
        "submit": "Save and go to next clause" if number < len(all_clauses) else "Save clause",
    }
    return render(request, "allocations/talk_through.html", context)


def _clause_after(contract: Contract, number: int) -> str:
    if number < len(contract.template.clauses):
        return reverse("allocations:talk_through", args=[contract.public_id, number + 1])
    return address(contract)


@governed_view(Action.WRITE_CONTRACT, Contract)
def plan_sessions(request, contract):
    """The supervisor plans the sessions with the values that all have agreed to."""
    contract = _draft(contract)
    if contract.offers is None or contract.offers.person_id != request.user.pk:
        raise PermissionDenied
    (agreement,) = standings([contract], timezone.localdate())
    asked = next(iter(renewals([agreement], timezone.localdate())), None)
    if asked is None:
        return redirect(address(contract))
    names = in_a_list((str(party.person) for party in contract.supervisees), "and")
    form = AgreedSeriesForm(request.POST or None, initial=_values(contract))
    if done := answered(
        request,
        form,
        lambda _: actions.plan_as_agreed(contract=contract, terms=form.terms(), by=request.user),
        said=f"Sessions with {names} planned. They have been told.",
        then=lambda series: ("supervision:series", series.public_id),
    ):
        return done
    context = {
        "title": f"Plan sessions with {names}",
        "caption": labels.AGREED[contract.kind],
        "crumbs": _crumbs(contract),
        "form": form,
        "agreed": in_one_line(agreed_meetings(content_of(contract)) or ()),
        "replaced": in_one_line(asked.planned),
        "submit": "Plan sessions",
    }
    return render(request, "allocations/plan_as_agreed.html", context)


def _values(contract: Contract) -> dict:
    """What was agreed; of an agreement that names no day, what the pair's time suggests."""
    agreed = agreed_meetings(content_of(contract))
    begins = as_initial(agreed[0]) if agreed else proposed(contract)
    return {"on_holiday": "next_working_day"} | begins
