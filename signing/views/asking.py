"""The chair of whoever wants to be signed off: where each competency stands, and asking."""

from functools import partial

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from competencies.queries.asked_for import frameworks_asked_for, newest
from competencies.queries.strengths import strengths_of
from governance.answering import answered
from governance.policy import Action
from governance.views import governed_view, refuse
from nhsuk.components import Link
from nhsuk.words import how_many
from people.models import Person

from .. import actions
from ..evidence import chosen, signed_before, to_put_forward
from ..forms import AskForm
from ..queries.assessors import signers
from ..queries.lines import items
from ..rules.waiting import KEPT_OPEN
from ..tables import competency_table

DESK = Link("Home", "/my/")


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
    lines = items(person.pk, framework, timezone.localdate())
    open_items = [(i.competency.code, i.competency.named) for i in lines if i.open]
    context = {
        "title": "My competencies",
        "crumbs": [DESK],
        "framework": newest(framework),
        "done": sum(item.done for item in lines),
        "all": len(lines),
        "open": open_items,
        "table": competency_table(lines),
    }
    return render(request, "signing/mine.html", context)


@governed_view(Action.REQUEST_SIGN_OFF, Person, own=True)
def ask(request, person):
    """Rate oneself in the chosen competencies, put evidence forward, and name who should sign."""
    framework, today = _framework(request), timezone.localdate()
    lines = [item for item in items(person.pk, framework, today) if item.competency.code in request.GET.getlist("item")]
    if not lines:
        refuse(request, "Choose at least one competency.")
        return redirect("my:competencies")
    evidence = [(name, f"{kept['what']}, {kept['when']}") for name, kept in to_put_forward(person.pk).items()]
    form = AskForm(request.POST or None, request.FILES or None, lines, evidence, signers(person.pk, framework, today))
    if done := answered(
        request,
        form,
        lambda given: _ask(person, framework, form, by=request.user),
        said=str,
        then="my:competencies" if form.only_rates else "my:waiting",
    ):
        return done
    crumbs = [DESK, Link("My competencies", reverse("my:competencies"))]
    no_one = not form.fields["assessor"].choices
    context = {"title": "Ask for a sign-off", "crumbs": crumbs, "form": form, "weeks": KEPT_OPEN.days // 7}
    return render(request, "signing/ask.html", context | {"no_one_signs": no_one})


def _ask(person: Person, framework: str, form: AskForm, *, by) -> str:
    """Ask for the sign-offs, or only save the ratings; what is said of it."""
    given = form.cleaned_data
    if form.only_rates:
        actions.rate_oneself(person=person, framework=framework, ratings=form.asked(), by=by)
        return "Your ratings are saved. You have not asked for a sign-off."
    assessor = Person.objects.get(public_id=given["assessor"])
    evidence = chosen(person.pk, given.get("evidence", ()), given["link"])
    if given["prior_by"]:
        evidence.append(signed_before(given["prior_by"], given["prior_on"]))
    asked = form.asked(partial(chosen, person.pk))
    about = {"person": person, "framework": framework, "assessor": assessor, "by": by}
    actions.request_sign_off(asked=asked, evidence=evidence, file=given["file"], **about)
    return f"You have asked {assessor} for {how_many(len(asked), 'sign-off')}. You can follow them here."


@governed_view(Action.VIEW_PERSON, Person)
def of_person(request, person):
    """Every competency of a person, leading to what was sealed."""
    today = timezone.localdate()
    tables = [(newest(code), competency_table(items(person.pk, code, today))) for code in frameworks_asked_for(today)]
    crumbs = [Link(str(person), reverse("people:page", args=[person.public_id]))]
    about = {"tables": tables, "strengths": strengths_of(person.pk)}
    context = {"title": f"Competencies of {person}", "crumbs": crumbs, **about}
    return render(request, "signing/of_person.html", context)
