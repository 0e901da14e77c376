"""What was sealed, and taking it back."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from governance.access import may, permitted
from governance.answering import answered
from governance.policy import Action
from governance.views import governed_view
from nhsuk.components import Link
from nhsuk.paging import ListPage
from people.downloads import download_links, taken_along
from people.models import Person

from .. import actions
from ..forms import RevokeForm
from ..models import Seal
from ..seals.document import SealedDocument
from ..tables import SIGNED, signed_row, signed_table

QUEUE = Link("To do", "/my/waiting/")


@governed_view(Action.VIEW_SIGN_OFF, Seal)
def sealed(request, seal):
    """What was signed, as it was signed; and what has changed since."""
    context = {
        "title": "Sealed sign-off",
        "crumbs": [],
        "seal": seal,
        "sealed": (shown := SealedDocument(seal)),
        "ended_on": shown.ended_on(timezone.localdate()),
        "may_revoke": may(request.user, Action.REVOKE_SIGN_OFF, seal),
    }
    return render(request, "signing/sealed.html", context)


@governed_view(Action.VIEW_SIGN_OFF, Seal)
def sealed_text(request, seal):
    """The very bytes under the seal."""
    return HttpResponse(seal.content.encode(), content_type="application/json; charset=utf-8")


@governed_view(Action.REVOKE_SIGN_OFF, Seal)
def revoke(request, seal):
    form = RevokeForm(request.POST or None)
    if done := answered(
        request,
        form,
        lambda given: actions.revoke(sealed=seal, reason=given["reason"], by=request.user),
        said="The sign-off is revoked from today. Eligibility has been updated.",
        then=("signing:sealed", seal.public_id),
    ):
        return done
    crumbs = [Link("Sealed sign-off", reverse("signing:sealed", args=[seal.public_id]))]
    context = {
        "title": "Revoke a sign-off",
        "crumbs": crumbs,
        "form": form,
        "submit": "Revoke sign-off",
        "sealed": SealedDocument(seal),
    }
    return render(request, "signing/revoke.html", context)


@governed_view(Action.VIEW_PERSON, Person, own=True)
def signed(request, person):
    """What the reader has signed, the newest first, each leading to its seal."""
    rows = Seal.objects.filter(sign_off__signed_by=person).select_related("sign_off__person").order_by("-pk")
    seals = permitted(rows, to=Action.VIEW_SIGN_OFF, by=request.user)
    if file := taken_along(request, "sign-offs", SIGNED, map(signed_row, seals)):
        return file
    page = ListPage(seals, request.GET, each="sign-off")
    context = {"title": "What I have signed", "crumbs": [QUEUE], "page": page, "table": signed_table(page.rows)}
    return render(request, "signing/signed.html", context | {"downloads": download_links(request)})
