"""What supervisees say to their supervisor about the supervision."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from governance.answering import carried_out
from governance.policy import Action
from governance.views import governed_view
from people.models import Person

from .. import actions, labels
from ..forms import FeedbackForm
from ..models import Feedback, Tool
from ..queries import feedback_by, named_for, supervisors_of, together_for
from ..rules.quarters import quarter_of
from .writing import MINE, tool_or_404

CHECK = "session-check"
"""The check of our own whose lines are said to a supervisor."""


@governed_view(Action.KEEP_REFLECTION, Person, own=True)
def give(request, person):
    today, tool = timezone.localdate(), tool_or_404(CHECK)
    said = feedback_by(person, today)
    forms = [
        (supervisor, said.get(supervisor.pk), _form(request, tool, supervisor, said.get(supervisor.pk)))
        for supervisor in supervisors_of(person, today)
    ]
    sent = next(((who, form) for who, _, form in forms if form.is_bound), None)
    if sent and sent[1].is_valid() and _given(request, person, *sent):
        return redirect("reflections:give")
    context = {
        "title": "Give my supervisor feedback", "crumbs": [MINE], "forms": forms, "quarter": labels.quarter(quarter_of(today)),
        "form": sent[1] if sent else None,
    }  # fmt: skip
    return render(request, "reflection/give.html", context)


def _form(request, tool: Tool, supervisor: Person, said) -> FeedbackForm:
    mine = request.method == "POST" and request.POST.get("supervisor") == str(supervisor.public_id)
    initial = {}
    if said:
        row, content = said
        initial = {**content["lines"], "words": content["words"], "how": "named" if row.named else "among"}
    return FeedbackForm(request.POST if mine else None, tool, initial=initial, prefix=str(supervisor.public_id))


def _given(request, person: Person, supervisor: Person, form: FeedbackForm) -> bool:
    try:
        row = actions.give_feedback(person=person, supervisor=supervisor, by=request.user, **form.about())
    except actions.Refused as refused:
        form.refuse(refused)
        return False
    where = f"{supervisor} can read it now." if row.named else "It is only shown together with other people's answers."
    messages.success(request, f"Feedback saved. {where}")
    return True


@require_POST
@governed_view(Action.KEEP_REFLECTION, Feedback)
def take_back(request, feedback):
    return carried_out(
        request,
        lambda: actions.take_feedback_back(feedback=feedback, by=request.user),
        said="Feedback removed.",
        then="reflections:give",
    )


@governed_view(Action.READ_FEEDBACK, Person, own=True)
def received(request, person):
    """What supervisees say: together, or under their name. Where there is nothing, it does not say whether somebody
    answered."""
    lines = {line.code: line.title for line in tool_or_404(CHECK).form.lines}
    together = [
        (labels.quarter(row.quarter), [(lines.get(code, code), labels.BANDS[band]) for code, band in row.bands.items()])
        for row in together_for(person)
    ]
    named = [
        (row, [(lines.get(code, code), f"{value} of 10") for code, value in content["lines"].items()], content["words"])
        for row, content in named_for(person)
    ]
    context = {"title": "What my supervisees say", "crumbs": [MINE], "together": together, "named": named}
    return render(request, "reflection/received.html", context)
