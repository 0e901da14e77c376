"""The chair of whoever signs: everything that one person asks of them in one place."""

from collections import defaultdict

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from competencies.queries.asked_for import competencies_of, levels_needed
from governance.policy import Action
from governance.views import governed_list
from nhsuk.components import Link
from nhsuk.words import how_many

from .. import actions
from ..evidence import digests
from ..forms import AnswerForm
from ..models import RequestState, SignOffRequest
from ..queries.assessors import signers
from ..queries.queue import Waiting, waiting
from ..seals.content import wording_of
from ..seals.text import DECLARATION, digest

QUEUE = Link("To do", "/my/waiting/")


@governed_list(Action.ANSWER_REQUEST, SignOffRequest)
def answer(request, requests, person):
    """All that waits on the reader from one person; each is answered by itself, and nothing typed is lost."""
    today = timezone.localdate()
    mine = requests.filter(person__public_id=person, assessor=request.user, expires_on__gte=today)
    tasks = waiting(mine, today)
    if not tasks:
        raise Http404
    wording = {code: competencies_of(code) for code in {task.request.framework for task in tasks}}
    forms = [AnswerForm(request.POST or None, task.request, _digest(wording, task.request), task.title) for task in tasks]
    if request.method == "POST" and not [form for form in forms if not form.is_valid()]:
        refused = _answer(request, forms)
        if not refused:
            return redirect("my:waiting")
        tasks, forms = [task for task, form in zip(tasks, forms, strict=True) if form in refused], refused
    asker = tasks[0].request.person
    context = {
        "title": f"Sign-offs for {asker}",
        "crumbs": [QUEUE],
        "person": asker,
        "refused": _refused(request.user, tasks[0].request),
        "entries": _entries(forms, tasks, wording),
        "declaration": DECLARATION,
    }
    return render(request, "signing/answer.html", context)


def _answered(done: dict[str, int], person) -> str:
    """What was done with the requests of a person."""
    counts = [
        f"{how_many(done[kind], 'competency', 'competencies')} {words}"
        for kind, words in (("sign", "signed off"), ("back", "sent back"))
        if done[kind]
    ]
    return f"{' and '.join(counts)}. {person} has been told."


def _refused(reader, asked: SignOffRequest) -> str:
    """Why the reader may not sign today, though the request waits on them."""
    tasks = signers(asked.person_id, asked.framework, timezone.localdate(), among=[reader.pk])
    return tasks[0].why if tasks else ""


def _entries(forms: list[AnswerForm], tasks: list[Waiting], wording: dict) -> list[dict]:
    """Each request with its wording as it is now, and what was asked and answered before."""
    person = tasks[0].request.person_id
    needed = {code: levels_needed(code, timezone.localdate()) for code in wording}
    now = digests(person)
    history = defaultdict(list)
    before = SignOffRequest.objects.filter(person=person).exclude(state=RequestState.WAITING).select_related("assessor")
    for earlier in before:
        history[earlier.framework, earlier.competency].append(earlier)
    return [
        {
            "form": form,
            "waiting": task,
            "wording": wording[task.request.framework].get(task.request.competency),
            "evidence": [(kept, _changed(kept, now)) for kept in task.request.evidence],
            "needed": needed[task.request.framework].get(task.request.competency),
            "history": history[task.request.framework, task.request.competency],
        }
        for form, task in zip(forms, tasks, strict=True)
    ]


def _digest(wording: dict, asked: SignOffRequest) -> str:
    """The digest of the wording that the signer is about to see."""
    now = wording[asked.framework].get(asked.competency)
    return digest(wording_of(now)) if now else ""


def _changed(kept: dict, now: set[str]) -> bool:
    """Is what was put forward no longer what is known?"""
    return kept["kind"] in ("observation", "course") and kept["digest"] not in now


def _answer(request, forms: list[AnswerForm]) -> list[AnswerForm]:
    """Answer one by one: what cannot be answered any more does not hold up the others, and comes back as it was typed."""
    done, refused = {"sign": 0, "back": 0}, []
    for form in forms:
        decision, _, level = form.cleaned_data["decision"].partition("-")
        try:
            with transaction.atomic():
                if decision == "sign":
                    said = {"comment": form.cleaned_data["comment"], "seen": form.cleaned_data["seen"]}
                    actions.sign_off(request=form.request, level=int(level), **said, by=request.user)
                elif decision == "back":
                    actions.send_back(request=form.request, reason=form.cleaned_data["comment"], by=request.user)
            if decision in done:
                done[decision] += 1
        except (actions.Refused, PermissionDenied) as why:
            said = (
                str(why)
                if isinstance(why, actions.Refused)
                else "You do not need to answer this request now. Nothing was changed."
            )
            form.refuse(why, words=f"{form.title}: {said}")
            refused.append(form)
    if any(done.values()):
        messages.success(request, _answered(done, forms[0].request.person))
    return refused
