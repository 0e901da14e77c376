"""The calendar that other programs read, and how often one is written to."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from governance.policy import Action
from governance.views import governed_view, refuse
from people.actions import choose_mail
from people.models import MailChoice, Person

from .. import actions
from ..feed import calendar_of
from ..forms import MailForm
from ..links import digest
from ..models import Feed
from .series import WEEK


@governed_view(Action.KEEP_CALENDAR, Person, own=True)
def settings(request, person):
    feed = Feed.objects.filter(person=person).first()
    choice = MailChoice.objects.filter(person=person).first()
    context = {
        "title": "Calendar and email",
        "crumbs": [WEEK],
        "feed": feed,
        "form": MailForm(None, initial={"digest": choice.digest if choice else MailChoice.WEEKLY}),
    }
    return render(request, "supervision/calendar.html", context)


@require_POST
@governed_view(Action.KEEP_CALENDAR, Person, own=True)
def renew(request, person):
    """A new address, shown this once."""
    made = actions.new_address(person=person, by=request.user)
    address = request.build_absolute_uri(reverse("supervision:feed", args=[made.secret]))
    return render(
        request, "supervision/address.html", {"title": "Your private calendar link", "crumbs": [WEEK], "address": address}
    )


@require_POST
@governed_view(Action.CHOOSE_MAIL, Person, own=True)
def mail(request, person):
    form = MailForm(request.POST)
    if form.is_valid():
        choose_mail(person=person, digest=form.cleaned_data["digest"], by=request.user)
        messages.success(request, "Email choice saved.")
    else:
        refuse(request, "Choose how often.")
    return redirect("supervision:calendar")


@login_not_required
def feed(request, secret):
    """What a calendar program fetches. The address is the permission, while its person works here and may sign in."""
    feed_found, today = Feed.objects.filter(digest=digest(secret)).select_related("person").first(), timezone.localdate()
    if feed_found is None or not (feed_found.person.is_open(today) and feed_found.person.belongs(today)):
        raise Http404
    headers = {"Content-Disposition": 'inline; filename="supervision.ics"', "X-Robots-Tag": "noindex"}
    body = calendar_of(feed_found.person, today)
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)


feed.governed_by = "anyone with the link"
