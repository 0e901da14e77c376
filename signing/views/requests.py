"""One request, and what can be done about it while it waits."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from governance.access import may
from governance.answering import answered, carried_out
from governance.policy import Action
from governance.views import governed_view
from nhsuk.components import Link
from people.models import Person

from .. import actions
from ..forms import PassOnForm, SignOffInErrorForm
from ..labels import step_in_words
from ..models import SignOffRequest
from ..queries.assessors import signers
from ..queries.queue import name_of, waiting


@governed_view(Action.VIEW_REQUEST, SignOffRequest)
def page(request, asked):
    """One request: what was asked, what happened to it, and what can be done next."""
    today = timezone.localdate()
    tasks = waiting(SignOffRequest.objects.filter(pk=asked.pk), today)
    ended = bool(tasks) and asked.expires_on < today
    context = {
        "title": name_of(asked),
        "caption": f"Sign-off for {asked.person}",
        "crumbs": [Link("Home", "/my/"), Link("To do", reverse("my:waiting"))],
        "asked": asked,
        "waiting": tasks[0] if tasks else None,
        "ended": ended,
        "steps": [(step, step_in_words(step)) for step in asked.steps.select_related("by", "to")],
        "mine": asked.person_id == request.user.pk,
        "may_answer": bool(tasks) and not ended and may(request.user, Action.ANSWER_REQUEST, asked),
        "may_withdraw": bool(tasks) and may(request.user, Action.CORRECT_FACT, asked),
        "may_pass_on": bool(tasks) and not ended and may(request.user, Action.PASS_ON_REQUEST, asked),
    }
    return render(request, "signing/request.html", context)


@require_POST
@governed_view(Action.FOLLOW_UP_REQUEST, SignOffRequest)
def nudge(request, asked):
    return _follow_up(request, actions.nudge, asked, f"{asked.assessor} has been reminded.")


@require_POST
@governed_view(Action.FOLLOW_UP_REQUEST, SignOffRequest)
def withdraw(request, asked):
    return _follow_up(request, actions.withdraw, asked, f"Your request for {name_of(asked)} is withdrawn.")


def _follow_up(request, act, asked: SignOffRequest, said: str):
    return carried_out(
        request, lambda: act(request=asked, by=request.user), said=said, then=("signing:request", asked.public_id)
    )


@governed_view(Action.CORRECT_FACT, SignOffRequest)
def in_error(request, asked):
    """A lead or manager closes a request that should never have been."""
    form = SignOffInErrorForm(request.POST or None)
    if done := answered(
        request,
        form,
        lambda given: actions.withdraw_in_error(request=asked, reason=given["reason"], by=request.user),
        said=f"The request for {name_of(asked)} is withdrawn. {asked.person} has been told.",
        then=("signing:request", asked.public_id),
    ):
        return done
    crumbs = [Link(f"Request for {name_of(asked)}", reverse("signing:request", args=[asked.public_id]))]
    context = {
        "title": f"Withdraw {asked.person}’s request",
        "crumbs": crumbs,
        "form": form,
        "submit": "Withdraw request",
    }
    return render(request, "nhsuk/layouts/form.html", context)


@governed_view(Action.PASS_ON_REQUEST, SignOffRequest)
def pass_on(request, asked):
    """Choose who answers in place of whom it waits on."""
    able = [c for c in signers(asked.person_id, asked.framework, timezone.localdate()) if c.key != asked.assessor_id]
    form = PassOnForm(request.POST or None, able)
    if done := answered(
        request,
        form,
        lambda given: actions.pass_on(
            request=asked, to=get_object_or_404(Person, public_id=given["to"]), why=given["why"], by=request.user
        ),
        said=lambda passed: f"{passed.assessor} has been asked to answer the request for {name_of(passed)}.",
        then="my:waiting",
    ):
        return done
    context = {"title": "Choose who answers instead", "crumbs": [Link("To do", reverse("my:waiting"))], "form": form}
    return render(
        request, "signing/pass_on.html", context | {"asked": asked, "competency": name_of(asked), "submit": "Pass on request"}
    )
