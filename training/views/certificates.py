"""Certificates from both chairs: sending one, and deciding about it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from governance.access import may, may_somewhere, permitted
from governance.answering import answered
from governance.policy import Action
from governance.views import governed_view
from nhsuk.components import Column, Link, Table, Tag
from people.labels import on_day
from people.models import Person

from .. import actions, labels
from ..forms import DecideForm, MoreForm, SendForm
from ..models import Completion, Course, Development, Qualification
from ..queries import KINDS, SentCertificate, my_places, refreshers, sent
from ..queries import mine as sent_by

DESK, MINE = Link("Home", "/my/"), Link("My training", "/training/")


@governed_view(Action.VIEW_PERSON, Person, own=True)
def mine(request, person):
    """What the reader has booked, should refresh, has completed and sent and what became of it, and learned elsewhere."""
    today = timezone.localdate()
    rows = [(Link(one.what, _address(one)), on_day(one.dated), state(one)) for one in reversed(sent_by(person.pk))]
    columns = (Column("What"), Column("Dated"), Column("State"))
    context = {
        "title": "My training",
        "crumbs": [DESK],
        "finds": bool(may_somewhere(request.user, Action.VIEW_EDITION)),
        "table": Table("Certificates", columns, rows, "none recorded yet."),
        "places": [(place, labels.PLACES[place.state], labels.days(place.edition)) for place in my_places(person.pk, today)],
        "refreshers": [(one, one.due <= today) for one in refreshers(person.pk)],
        "development": permitted(Development.objects.live(), to=Action.KEEP_DEVELOPMENT, by=request.user),
    }
    return render(request, "training/mine.html", context)


@governed_view(Action.SEND_EVIDENCE, Person, own=True)
def send(request, person):
    form = SendForm(request.POST or None, request.FILES or None)
    if done := answered(
        request,
        form,
        lambda given: _send(person, given, request.user),
        said="Certificate sent. A lead or manager in your service will verify it.",
        then="training:mine",
    ):
        return done
    context = {"title": "Send a certificate", "crumbs": [DESK, MINE], "form": form, "submit": "Send certificate"}
    return render(request, "training/send.html", context)


def _send(person: Person, given: dict, by) -> None:
    kind, _, code = given["what"].partition(":")
    about = {"person": person, "certificate": given["certificate"], "by": by}
    if kind == "course":
        actions.send_course(course=Course.objects.get(code=code), completed_on=given["on"], **about)
    else:
        actions.send_qualification(qualification=code, awarded_on=given["on"], awarding_body=given["body"], **about)


@governed_view(Action.VIEW_EVIDENCE, Completion, key="pk")
def course(request, fact):
    return _page(request, "course", fact)


@governed_view(Action.VIEW_EVIDENCE, Qualification, key="pk")
def qualification(request, fact):
    return _page(request, "qualification", fact)


def _page(request, kind: str, fact):
    """One certificate: what happened to it, and the form of whoever must do something about it."""
    one = _sent(kind, fact)
    decides = not one.verified and not one.refused and may(request.user, Action.VERIFY_EVIDENCE, fact)
    answers = one.asked_for_more and not one.refused and fact.person_id == request.user.pk
    form = None
    if decides:
        form = DecideForm(request.POST or None)
    elif answers:
        form = MoreForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form is not None and form.is_valid() and _act(request, one, form):
        return redirect("my:waiting") if decides else redirect("training:mine")
    crumbs = [DESK, MINE] if fact.person_id == request.user.pk else [Link("To do", reverse("my:waiting"))]
    steps = [(step, labels.STEPS[step.deed]) for step in one.steps]
    context = {"title": one.what, "crumbs": crumbs, "one": one, "state": state(one), "steps": steps, "form": form}
    context["submit"] = "Save decision" if decides else "Send answer"
    return render(request, "training/certificate.html", context)


def _act(request, one: SentCertificate, form) -> bool:
    given = form.cleaned_data
    try:
        match given.get("decision"):
            case "verify":
                actions.verify(evidence=one.fact, by=request.user)
            case "more":
                actions.ask_for_more(evidence=one.fact, reason=given["reason"], by=request.user)
            case "refuse":
                actions.refuse(evidence=one.fact, reason=given["reason"], by=request.user)
            case _:
                about = {"person": one.person, "kind": one.kind, "key": one.fact.pk, "by": request.user}
                actions.send_more(note=given["note"], certificate=given["certificate"], **about)
    except actions.Refused as refused:
        form.refuse(refused)
        return False
    messages.success(request, _done(one, given))
    return True


DECIDED = {
    "verify": "{what} verified. {person} has been told.",
    "more": "{person} has been asked for more.",
    "refuse": "{what} not accepted. {person} has been told.",
}


def _done(one: SentCertificate, given: dict) -> str:
    """What happened to a certificate, and who knows."""
    return DECIDED.get(given.get("decision", ""), "Your answer has been sent.").format(what=one.what, person=one.person)


def _sent(kind: str, fact) -> SentCertificate:
    rows = {name: model.objects.filter(pk=fact.pk) if name == kind else model.objects.none() for name, model in KINDS.items()}
    certificates = sent(rows["course"], rows["qualification"])
    if not certificates:
        raise Http404
    return certificates[0]


def state(one: SentCertificate) -> Tag:
    if one.verified:
        return Tag("Verified", "green")
    if one.refused:
        return Tag("Not accepted", "red")
    return Tag("More needed", "orange") if one.asked_for_more else Tag("To be verified", "blue")


def _address(one: SentCertificate) -> str:
    return reverse(f"training:{one.kind}", args=[one.fact.pk])
