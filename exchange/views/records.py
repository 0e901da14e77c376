"""Putting one person's records right: what is recorded, what a correction would change, and the correction."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from governance.access import may, may_somewhere
from governance.models import Fact
from governance.policy import Action
from governance.views import governed_view
from nhsuk.components import Column, Link, Table
from nhsuk.words import a
from people.models import Person, Post, Service
from people.search import NameSearch

from .. import actions
from ..effects import Effects, colleagues, effects_of
from ..export import cells_of
from ..forms import CorrectForm, PutBackForm, WithdrawForm
from ..models import PersonOnRecord
from ..records import KINDS, about, history, show, stored_of
from ..scope import OneService
from ..telling import tell_about


@dataclass(frozen=True, slots=True)
class Verb:
    """What is done to a record: on the button, and to whoever is told."""

    imperative: str
    past: str


CORRECT = Verb("Correct", "corrected")
WITHDRAW = Verb("Withdraw", "withdrew, as recorded by mistake,")
PUT_BACK = Verb("Put back", "put back")
NOUNS = {kind: table.noun[0] for kind, table in KINDS.items()}
TITLES = {kind: table.noun[1][0].upper() + table.noun[1][1:] for kind, table in KINDS.items()}


@governed_view(Action.VIEW_REGISTER, Service, key="code")
def people(request, service):
    """Everybody who ever had a post in a service: who has left is on no register."""
    posts = Post.objects.live().filter(service=service)
    rows = PersonOnRecord.objects.filter(pk__in=posts.values("person")).order_by("last_name", "first_name", "pk")
    today = timezone.localdate()
    here = set(posts.exclude(finished_on__lt=today).values_list("person", flat=True))
    lines = [
        (Link(str(person), reverse("records:all", args=[person.public_id])), "Works here" if person.pk in here else "Has left")
        for person in rows
        if person != request.user
    ]
    search = NameSearch.of(request)
    page = search.page(search.among(lines, lambda line: line[0].text), each="person", many="people")
    columns = [Column("Name"), Column("Now")]
    table = Table("People", columns, page.rows, "No person has had a post in this service.", caption_hidden=True)
    context = {"title": "Correct records", "caption": service.name, "table": table, "search": search, "page": page}
    return render(request, "exchange/people.html", context)


@governed_view(Action.CORRECT_FACT, PersonOnRecord)
def index(request, person):
    """Every fact of one kind about a person that is here, with what can be done about it."""
    service, kind = service_of(request, person), request.GET.get("kind", "")
    kind = kind if kind in KINDS else "posts"
    works_here = may(request.user, Action.VIEW_PERSON, person.as_person)
    context = {
        "title": f"Records of {person}",
        "crumbs": [_back(person, service, works_here)],
        "person": person,
        "kinds": [(one, TITLES[one], one == kind) for one in KINDS],
        "kind": TITLES[kind],
        "rows": about(person, kind, service, request.user),
        "gone": about(person, kind, service, request.user, gone=True),
        "may_reset": works_here,
        "may_close": may(request.user, Action.CLOSE_ACCOUNT, person),
        "may_correct": kind != "posts" or may(request.user, Action.CORRECT_POST, person),
    }
    return render(request, "exchange/records.html", context)


@governed_view(Action.CORRECT_FACT, PersonOnRecord)
def withdraw(request, person, kind: str, pk: int):
    row, service = _row(request, person, kind, pk), service_of(request, person)
    form = WithdrawForm(request.POST or None, corrects=row.corrects is not None)
    act = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        why = actions.Correction(given["code"], given["because"], given.get("whole") == "yes")
        act = partial(actions.withdraw_fact, person=person, kind=kind, row=row, service=service, why=why, by=request.user)
    return _step(request, person, kind, row, form, act, WITHDRAW)


@governed_view(Action.CORRECT_FACT, PersonOnRecord)
def correct(request, person, kind: str, pk: int):
    row, service = _row(request, person, kind, pk), service_of(request, person)
    table, context = KINDS[kind], OneService(timezone.localdate(), service, request.user)
    form = CorrectForm(
        request.POST or None, table=table, cells=cells_of(table, stored_of(table, row), context), context=context
    )
    act = None
    if request.method == "POST" and form.is_valid():
        why = actions.Correction(form.cleaned_data["code"], form.cleaned_data["because"])
        about_it = {"person": person, "kind": kind, "row": row, "service": service, "cells": form.cells}
        act = partial(actions.correct_fact, **about_it, why=why, by=request.user)
    return _step(request, person, kind, row, form, act, CORRECT)


@governed_view(Action.CORRECT_FACT, PersonOnRecord)
def put_back(request, person, kind: str, pk: int):
    row, service = _row(request, person, kind, pk, gone=True), service_of(request, person)
    form = PutBackForm(request.POST or None)
    act = None
    if request.method == "POST" and form.is_valid():
        about_it = {"person": person, "kind": kind, "row": row, "service": service, "because": form.cleaned_data["because"]}
        act = partial(actions.put_fact_back, **about_it, by=request.user)
    return _step(request, person, kind, row, form, act, PUT_BACK)


def _step(request, person, kind: str, row: Fact, form, act: Callable | None, verb: Verb):
    """The form; then what it would change; then, if that is still so, the deed."""
    shown, effects = show(kind, row), None
    try:
        effects = effects_of(lambda: act().concerned, known=colleagues(service_of(request, person))) if act else None
        if effects is not None and request.POST.get("seen") == _digest(effects, form):
            act()
            tell_about(person, shown, effects, verb.past, by=request.user, service=service_of(request, person))
            messages.success(request, f"Done: {shown.what}. {person} has been told.")
            return redirect(f"{reverse('records:all', args=[person.public_id])}?kind={kind}")
    except actions.NotAccepted as refused:
        form.reject(refused.rejections)
    except actions.Refused as refused:
        form.refuse(refused)
    context = {
        "title": f"{verb.imperative} {a(NOUNS[kind])} of {person}",
        "person": person,
        "crumbs": [Link("Correct records", reverse("records:all", args=[person.public_id]))],
        "shown_words": f"{shown.what}. {shown.when}" if shown.when else shown.what,
        "history": list(history(row)),
        "form": form,
        "effects": effects if not form.errors else None,
        "seen": _digest(effects, form) if effects else "",
        "changed": bool(effects and request.POST.get("seen")),
        "submit": f"{verb.imperative} this {NOUNS[kind]}" if effects and not form.errors else "Show what would change",
    }
    return render(request, "exchange/put_right.html", context)


def _digest(effects: Effects, form) -> str:
    """The digest of what somebody typed, and what they were shown that it would change."""
    return hashlib.sha256(repr((effects.sentences, sorted(form.cleaned_data.items()))).encode()).hexdigest()


def _row(request, person: PersonOnRecord, kind: str, pk: int, *, gone: bool = False) -> Fact:
    """A fact about this person that the reader's service may know of. Raises ``Http404``. Whoever comes second with what they
    typed is told so by the action."""
    table = KINDS.get(kind)
    row = table and table.model.objects.filter(pk=pk).first()
    if row is None or (request.method == "GET" and (row.voided_at is not None) != gone):
        raise Http404
    stored, context = stored_of(table, row), OneService(timezone.localdate(), service_of(request, person), request.user)
    if person.pk not in context.people_in(table, stored) or not context.sees(table, stored):
        raise Http404
    return row


def service_of(request, person: Person) -> Service:
    """The service for which the reader puts records of this person right. Raises ``Http404``."""
    services = may_somewhere(request.user, Action.CORRECT_FACT)
    posts = Post.objects.live().filter(person=person, service__in=services).order_by("-started_on", "pk")
    post = posts.select_related("service").first()
    if post is None:
        raise Http404
    return post.service


def _back(person: PersonOnRecord, service: Service, works_here: bool) -> Link:
    """The way back: to their page, which only those who work here have; else to the list of everybody who did."""
    if works_here:
        return Link(str(person), reverse("people:page", args=[person.public_id]))
    return Link("Correct records", reverse("records:people", args=[service.code]))
