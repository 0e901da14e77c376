"""A supervisor's certificate, and the page on which anybody checks one."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from governance.answering import carried_out
from governance.policy import Action
from governance.views import governed_view
from people.models import Person

from .. import actions, documents
from ..forms import CheckForm
from ..models import Certificate
from ..queries import principal, standards
from ..queries.certificates import check as checked


@require_POST
@governed_view(Action.ISSUE_CERTIFICATE, Person, own=True)
def issue(request, person):
    standard = standards().get(request.POST.get("standard") or principal())
    if standard is None:
        raise Http404
    return carried_out(
        request,
        lambda: actions.issue_certificate(person=person, standard=standard, by=request.user),
        then=lambda paper: ("competencies:certificate", paper.public_id) if paper else "my:desk",
    )


@governed_view(Action.VIEW_CERTIFICATE, Certificate)
def certificate(request, paper):
    response = HttpResponse(documents.certificate_pdf(paper), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="supervisor-certificate.pdf"'
    return response


@login_not_required
def check(request):
    """Says of a code and a last name whether the paper is valid, and nothing that is not on the paper.

    It is posted, so that no name stands in an address.
    """
    form = CheckForm(request.POST or None)
    paper = asked = None
    if form.is_bound and form.is_valid():
        asked = form.cleaned_data
        paper = checked(asked["code"], asked["last_name"], timezone.localdate())
    context = {"title": "Check a supervisor certificate", "form": form, "found": paper, "asked": asked}
    return render(request, "competencies/check.html", context | {"today": timezone.localdate()})
