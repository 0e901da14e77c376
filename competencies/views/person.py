"""Where a person stands: their own desk, and their page for those who may open it."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from governance.access import may, permitted
from governance.policy import Action, Role
from governance.views import governed_view
from nhsuk.components import Column, Link, Table
from people import notices
from people.desk import waiting_for
from people.models import Person
from people.rules.tenure import ledger
from training.models import Completion, Place, Qualification
from training.queries import to_decide, to_verify

from .. import documents, labels
from ..eligible import stand_as_json
from ..forms import QuestionForm
from ..models import SignOffRequest, WaiverProposal
from ..queries import careers, posts_on
from ..queries.evidence import strengths_of
from ..queries.queue import returned, waiting
from ..queries.signing import frameworks_asked_for, items, newest
from ..queries.waivers import to_agree
from ..rules.answer import answer
from ..rules.eligibility import timeline
from ..rules.requirements import TimeInRoleRequirement
from ..standing import standing
from ..tables import competency_table


def _page(request: HttpRequest, person: Person, *, me: bool, **more) -> HttpResponse:
    form = QuestionForm(request.GET)
    asked = form.asked()
    records = _records(person, **more) if asked["known_at"] is None else ""
    found = standing(person.pk, **asked, me=me, puts_right=records) if asked["standard"] else None
    crumbs = [] if me else [Link("Register", reverse("oversight:index"))]
    return render(
        request,
        "competencies/standing.html",
        {
            "title": "My desk" if me else person.get_full_name(),
            "crumbs": crumbs,
            "person": person,
            "me": me,
            "form": form,
            "standing": found,
            "posts": posts_on(person.pk, asked["on"], asked["known_at"]),
            "query": request.GET.urlencode(),
            "records": records,
            **more,
        },
    )


def _records(person: Person, *, may_correct: bool = False, **more) -> str:
    """Where the reader puts the person's records right; nowhere where they may not."""
    return reverse("records:all", args=[person.public_id]) if may_correct else ""


FOR_OTHERS = frozenset({Role.LEAD, Role.MANAGER, Role.AUDITOR, Role.EDITOR})
"""Whose desk begins with what they do for others; their own eligibility is one step away."""


@governed_view(Action.VIEW_PERSON, Person, own=True)
def desk(request, person):
    requests = permitted(SignOffRequest.objects.all(), to=Action.VIEW_REQUEST, by=request.user)
    today = timezone.localdate()
    found = waiting(requests, today)
    by_me = [one for one in found if one.request.person_id == person.pk]
    for_me = [one for one in found if one.request.assessor_id == person.pk and one.request.expires_on >= today]
    stuck = [one for one in found if one.stuck and person.pk not in (one.request.person_id, one.request.assessor_id)]
    evidence = to_verify(
        permitted(Completion.objects.all(), to=Action.VERIFY_EVIDENCE, by=request.user),
        permitted(Qualification.objects.all(), to=Action.VERIFY_EVIDENCE, by=request.user),
    )
    places = permitted(Place.objects.all(), to=Action.DECIDE_PLACE, by=request.user)
    mine = {
        "evidence": len(evidence),
        "places": len(to_decide(places, today)),
        "waivers": len(to_agree(permitted(WaiverProposal.objects.all(), to=Action.AGREE_WAIVER, by=request.user), person.pk)),
        "by_me": by_me,
        "for_me": len(for_me),
        "stuck": len(stuck),
        "returned": returned(person.pk),
        "notices": notices.unseen(person),
        "also": waiting_for(person, today),
    }
    held = person.held_roles(today)
    if held & FOR_OTHERS and not request.GET:
        about = {"title": f"Today, {person.first_name}", "person": person, "me": True, "staff": Role.STAFF in held}
        return render(request, "competencies/desk.html", about | mine)
    return _page(request, person, me=True, **mine)


@governed_view(Action.VIEW_PERSON, Person)
def page(request, person):
    may_do = {
        "may_waive": may(request.user, Action.PROPOSE_WAIVER, person),
        "may_observe": may(request.user, Action.RECORD_OBSERVATION, person),
        "may_correct": may(request.user, Action.CORRECT_FACT, person),
    }
    return _page(request, person, me=person == request.user, **may_do)


@governed_view(Action.VIEW_PERSON, Person)
def competencies(request, person):
    """Every competency of a person, leading to what was sealed."""
    today = timezone.localdate()
    tables = [(newest(code), competency_table(items(person.pk, code, today))) for code in frameworks_asked_for(today)]
    crumbs = [Link(str(person), reverse("people:page", args=[person.public_id]))]
    about = {"tables": tables, "strengths": strengths_of(person.pk)}
    context = {"title": f"Competencies of {person}", "crumbs": crumbs, **about}
    return render(request, "competencies/of_person.html", context)


@governed_view(Action.VIEW_PERSON, Person)
def as_json(request, person):
    asked = _asked(request)
    judged = timeline(careers([person.pk], asked["known_at"])[person.pk], asked["standard"])
    found = answer(judged, asked["standard"], asked["on"].toordinal())
    head = {"employee_number": person.employee_number, "standard": asked["standard"].code, "on": asked["on"].isoformat()}
    return JsonResponse(head | stand_as_json(found), json_dumps_params={"indent": 1})


@governed_view(Action.VIEW_PERSON, Person)
def as_pdf(request, person):
    found = standing(person.pk, **_asked(request), me=False)
    response = HttpResponse(documents.standing_pdf(person, found), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="eligibility.pdf"'
    return response


@governed_view(Action.VIEW_PERSON, Person)
def portfolio(request, person):
    asked = _asked(request)
    career = careers([person.pk], asked["known_at"])[person.pk]
    content = documents.portfolio_pdf(person, career, standing(person.pk, **asked, me=False))
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="portfolio.pdf"'
    return response


@governed_view(Action.VIEW_PERSON, Person)
def clock(request, person, requirement: str):
    """The day-by-day ledger of a clock of time in role."""
    asked = _asked(request)
    rule = _clock_rule(asked["standard"], asked["on"], requirement)
    career = careers([person.pk], asked["known_at"])[person.pk]
    account = rule.account(career, asked["on"].toordinal())
    return render(
        request,
        "competencies/clock.html",
        {
            "title": f"Time in role of {person.get_full_name()}",
            "crumbs": [
                Link(person.get_full_name(), f"{reverse('people:page', args=[person.public_id])}?{request.GET.urlencode()}")
            ],
            "rule": labels.RULES["time_in_role"](rule),
            "progress": labels.counted(account),
            "on": asked["on"],
            "lines": _ledger_table(ledger(career.posts, career.absences, rule.clock, on=asked["on"])),
        },
    )


def _asked(request: HttpRequest) -> dict:
    asked = QuestionForm(request.GET).asked()
    if asked["standard"] is None:
        raise Http404
    return asked


def _clock_rule(standard, on: date, requirement: str) -> TimeInRoleRequirement:
    version = standard.versions[standard.in_force(on.toordinal())]
    rule = next((leaf.rule for leaf in version.leaves() if leaf.id == requirement), None)
    if not isinstance(rule, TimeInRoleRequirement):
        raise Http404
    return rule


def _ledger_table(lines) -> Table:
    rows = [
        (
            labels.on_day(line.started_on),
            labels.on_day(line.last_day),
            line.days,
            "paused" if line.paused else labels.hundred_thousandths(line.weight),
            labels.hundred_thousandths(line.served_after),
        )
        for line in lines
    ]
    columns = (
        Column("From"),
        Column("To"),
        Column("Days", numeric=True),
        Column("Each counts as", numeric=True),
        Column("Days served by then", numeric=True),
    )
    return Table("Every stretch that counts", columns, rows, "No post in one of these roles has begun by this day.")
