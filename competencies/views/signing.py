"""The chair of whoever wants to be signed off: where each competency stands, asking, and following up."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from governance.access import may, permitted
from governance.converters import key_of
from governance.policy import Action
from governance.views import governed_view, refuse
from nhsuk.components import Link
from people import notices
from people.desk import waiting_for
from people.models import Person
from training.models import Completion, Place, Qualification
from training.queries import asked_back, to_decide, to_verify

from .. import actions
from ..forms import AskForm, PassOnForm, SignOffInErrorForm
from ..models import Seal, SignOffRequest, WaiverProposal
from ..queries.evidence import chosen, signed_before, to_put_forward
from ..queries.queue import returned, titles_of, waiting
from ..queries.signing import frameworks_asked_for, items, newest, signers
from ..queries.waivers import to_agree
from ..rules.signing import KEPT_OPEN
from ..tables import competency_table, signed_table

DESK = Link("My desk", "/my/")


def _framework(request) -> str:
    known = frameworks_asked_for(timezone.localdate())
    asked = request.GET.get("framework") or (known[0] if known else "")
    if asked not in known:
        raise Http404
    return asked


@governed_view(Action.VIEW_PERSON, Person, own=True)
def mine(request, person):
    """Every competency, and which of them to ask for next."""
    framework = _framework(request)
    found = items(person.pk, framework, timezone.localdate())
    open_items = [(i.competency.code, f"{i.competency.code} {i.competency.title}") for i in found if i.open]
    context = {
        "title": "My competencies",
        "crumbs": [DESK],
        "framework": newest(framework),
        "done": sum(item.done for item in found),
        "all": len(found),
        "open": open_items,
        "table": competency_table(found),
    }
    return render(request, "competencies/mine.html", context)


@governed_view(Action.REQUEST_SIGN_OFF, Person, own=True)
def ask(request, person):
    """Rate oneself in the chosen competencies, put evidence forward, and name who should sign."""
    framework, today = _framework(request), timezone.localdate()
    found = [item for item in items(person.pk, framework, today) if item.competency.code in request.GET.getlist("item")]
    if not found:
        refuse(request, "Choose at least one competency.")
        return redirect("my:competencies")
    evidence = [(name, f"{kept['what']}, {kept['when']}") for name, kept in to_put_forward(person.pk).items()]
    form = AskForm(request.POST or None, request.FILES or None, found, evidence, signers(person.pk, framework, today))
    if request.method == "POST" and form.is_valid() and _asked(request, person, framework, form):
        return redirect("my:competencies" if form.only_rates else "my:waiting")
    crumbs = [DESK, Link("My competencies", reverse("my:competencies"))]
    nobody = not form.fields["assessor"].choices
    context = {"title": "Ask for a sign-off", "crumbs": crumbs, "form": form, "weeks": KEPT_OPEN.days // 7, "nobody": nobody}
    return render(request, "competencies/ask.html", context)


def _asked(request, person: Person, framework: str, form: AskForm) -> bool:
    given = form.cleaned_data
    if form.only_rates:
        return _rated(request, person, framework, form)
    assessor = Person.objects.get(public_id=given["assessor"])
    evidence = chosen(person.pk, given.get("evidence", ()), given["link"])
    if given["prior_by"]:
        evidence.append(signed_before(given["prior_by"], given["prior_on"]))
    about = {"person": person, "framework": framework, "assessor": assessor, "by": request.user}
    try:
        actions.request_sign_off(asked=form.asked(partial(chosen, person.pk)), evidence=evidence, file=given["file"], **about)
    except actions.Refused as refused:
        form.refuse(refused)
        return False
    messages.success(request, f"{assessor} has been asked. You see here how long it waits.")
    return True


def _rated(request, person: Person, framework: str, form: AskForm) -> bool:
    try:
        actions.rate_oneself(person=person, framework=framework, ratings=form.asked(), by=request.user)
    except actions.Refused as refused:
        form.refuse(refused)
        return False
    messages.success(request, "Your ratings are kept. Nobody has been asked.")
    return True


@governed_view(Action.VIEW_REQUEST, SignOffRequest)
def page(request, asked):
    """One request: what was asked, what happened to it, and what can be done next."""
    today = timezone.localdate()
    found = waiting(SignOffRequest.objects.filter(pk=asked.pk), today)
    ended = bool(found) and asked.expires_on < today
    context = {
        "title": f"{asked.competency} {titles_of([asked]).get((asked.framework, asked.competency), '')}",
        "caption": f"Sign-off asked for by {asked.person}",
        "crumbs": [DESK, Link("Waiting", reverse("my:waiting"))],
        "asked": asked,
        "waiting": found[0] if found else None,
        "ended": ended,
        "steps": asked.steps.select_related("by", "to"),
        "mine": asked.person_id == request.user.pk,
        "may_answer": bool(found) and not ended and may(request.user, Action.ANSWER_REQUEST, asked),
        "may_withdraw": bool(found) and may(request.user, Action.CORRECT_FACT, asked),
        "may_pass_on": bool(found) and not ended and may(request.user, Action.PASS_ON_REQUEST, asked),
    }
    return render(request, "competencies/request.html", context)


@require_POST
@governed_view(Action.FOLLOW_UP_REQUEST, SignOffRequest)
def nudge(request, asked):
    return _follow_up(request, actions.nudge, asked, f"{asked.assessor} has been reminded.")


@require_POST
@governed_view(Action.FOLLOW_UP_REQUEST, SignOffRequest)
def withdraw(request, asked):
    return _follow_up(request, actions.withdraw, asked, f"You no longer ask for {asked.competency}.")


def _follow_up(request, act, asked: SignOffRequest, said: str):
    try:
        act(request=asked, by=request.user)
        messages.success(request, said)
    except actions.Refused as refused:
        refuse(request, refused)
    return redirect("competencies:request", public_id=asked.public_id)


@governed_view(Action.CORRECT_FACT, SignOffRequest)
def in_error(request, asked):
    """A lead or manager closes a request that should never have been."""
    form = SignOffInErrorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_in_error(request=asked, reason=form.cleaned_data["reason"], by=request.user)
            messages.success(request, f"The request for {asked.competency} is withdrawn. {asked.person} has been told.")
            return redirect("competencies:request", public_id=asked.public_id)
        except actions.Refused as refused:
            form.refuse(refused)
    crumbs = [Link(f"Request for {asked.competency}", reverse("competencies:request", args=[asked.public_id]))]
    context = {
        "title": f"Withdraw a request of {asked.person}",
        "crumbs": crumbs,
        "form": form,
        "submit": "Withdraw this request",
    }
    return render(request, "nhsuk/layouts/form.html", context)


@governed_view(Action.PASS_ON_REQUEST, SignOffRequest)
def pass_on(request, asked):
    """Choose who answers in place of whom it waits on."""
    able = [c for c in signers(asked.person_id, asked.framework, timezone.localdate()) if c.key != asked.assessor_id]
    form = PassOnForm(request.POST or None, able)
    if request.method == "POST" and form.is_valid():
        to = get_object_or_404(Person, public_id=form.cleaned_data["to"])
        try:
            actions.pass_on(request=asked, to=to, why=form.cleaned_data["why"], by=request.user)
            messages.success(request, f"{asked.competency} waits on {to} now. The record keeps both names.")
            return redirect("my:waiting")
        except actions.Refused as refused:
            form.refuse(refused)
    context = {"title": "Choose who answers instead", "crumbs": [Link("Waiting", reverse("my:waiting"))], "form": form}
    return render(request, "competencies/pass_on.html", context | {"asked": asked, "submit": "Pass it on"})


@governed_view(Action.VIEW_PERSON, Person, own=True)
def queue(request, person):
    """What waits for the reader, what they wait for, and, for leads, what waits on others in their services."""
    today = timezone.localdate()
    seen = permitted(SignOffRequest.objects.all(), to=Action.VIEW_REQUEST, by=request.user)
    found = waiting(seen, today)
    for_me = [one for one in found if one.request.assessor_id == person.pk and one.request.expires_on >= today]
    by_me = [one for one in found if one.request.person_id == person.pk]
    others = [one for one in found if person.pk not in (one.request.assessor_id, one.request.person_id)]
    context = {
        "title": "Waiting",
        "crumbs": [DESK],
        "for_me": _by_person(for_me),
        "by_me": by_me,
        "others": others,
        "returned": returned(person.pk),
        "evidence": to_verify(
            permitted(Completion.objects.all(), to=Action.VERIFY_EVIDENCE, by=request.user),
            permitted(Qualification.objects.all(), to=Action.VERIFY_EVIDENCE, by=request.user),
        ),
        "places": to_decide(permitted(Place.objects.all(), to=Action.DECIDE_PLACE, by=request.user), today),
        "asked_back": asked_back(person.pk),
        "waivers": to_agree(permitted(WaiverProposal.objects.all(), to=Action.AGREE_WAIVER, by=request.user), person.pk),
        "notices": notices.unseen(person),
        "also": waiting_for(person, today),
    }
    return render(request, "competencies/queue.html", context)


@governed_view(Action.VIEW_PERSON, Person, own=True)
def signed(request, person):
    """What the reader has signed, the newest first, each leading to its seal."""
    rows = Seal.objects.filter(sign_off__signed_by=person).select_related("sign_off__person").order_by("-pk")
    seals = permitted(rows, to=Action.VIEW_SIGN_OFF, by=request.user)
    context = {"title": "What I have signed", "crumbs": [Link("Waiting", reverse("my:waiting"))], "table": signed_table(seals)}
    return render(request, "competencies/signed.html", context)


@require_POST
@governed_view(Action.VIEW_PERSON, Person, own=True)
def seen(request, person):
    newest = key_of(request.POST.get("newest", ""))
    if newest is not None:
        notices.seen(person, newest)
    return redirect("my:waiting")


def _by_person(found) -> list[tuple[Person, list]]:
    people: dict[Person, list] = {}
    for one in found:
        people.setdefault(one.request.person, []).append(one)
    return list(people.items())
