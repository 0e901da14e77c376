"""The page of a person, for those who may open it, and what leads on from there."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from competencies import documents, labels
from competencies.eligible import stand_as_json
from competencies.forms import QuestionForm
from competencies.queries import careers, posts_on
from competencies.rules.answer import answer
from competencies.rules.eligibility import timeline
from competencies.rules.requirements import TimeInRoleRequirement
from competencies.standing import standing
from governance.access import may
from governance.policy import Action
from governance.views import governed_view
from nhsuk.components import Link
from people.models import Person

from ..clock import ClockInWords


def person_page(request: HttpRequest, person: Person, *, me: bool, **more) -> HttpResponse:
    form = QuestionForm(request.GET)
    asked = form.asked()
    records = _records(person, **more) if asked["known_at"] is None else ""
    status = standing(person.pk, **asked, me=me, puts_right=records) if asked["standard"] else None
    crumbs = [Link("Home", "/my/")] if me else [Link("Register", reverse("oversight:index"))]
    return render(
        request,
        "desk/standing.html",
        {
            "title": "Your eligibility to supervise" if me else person.get_full_name(),
            "crumbs": crumbs,
            "person": person,
            "me": me,
            "form": form,
            "standing": status,
            "caption": _caption(person, posts_on(person.pk, asked["on"], asked["known_at"]), me),
            "query": request.GET.urlencode(),
            "records": records,
            **more,
        },
    )


def _caption(person: Person, posts, me: bool) -> str:
    """Who it is, and in which posts: to others also where. ``Ada Byron, PWP, Northmoor, Team A``."""
    said = [person.get_full_name()]
    for post in posts:
        said.append(post.role_words)
        said += [] if me else [post.service.name, *([post.team.name] if post.team else [])]
    return ", ".join(said if posts or me else [*said, "no post on this day"])


def _records(person: Person, *, may_correct: bool = False, **more) -> str:
    """Where the reader puts the person's records right; nowhere where they may not."""
    return reverse("records:all", args=[person.public_id]) if may_correct else ""


@governed_view(Action.VIEW_PERSON, Person)
def page(request, person):
    may_do = {
        "may_waive": may(request.user, Action.PROPOSE_WAIVER, person),
        "may_observe": may(request.user, Action.RECORD_OBSERVATION, person),
        "may_correct": may(request.user, Action.CORRECT_FACT, person),
    }
    return person_page(request, person, me=person == request.user, **may_do)


@governed_view(Action.VIEW_PERSON, Person)
def as_json(request, person):
    asked = _asked(request)
    judged = timeline(careers([person.pk], asked["known_at"])[person.pk], asked["standard"])
    status = answer(judged, asked["standard"], asked["on"].toordinal())
    head = {"employee_number": person.employee_number, "standard": asked["standard"].code, "on": asked["on"].isoformat()}
    return JsonResponse(head | stand_as_json(status), json_dumps_params={"indent": 1})


@governed_view(Action.VIEW_PERSON, Person)
def as_pdf(request, person):
    status = standing(person.pk, **_asked(request), me=False)
    response = HttpResponse(documents.standing_pdf(person, status), content_type="application/pdf")
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
    told = ClockInWords(rule, career, asked["on"])
    return render(
        request,
        "desk/clock.html",
        {
            "title": f"Time in role of {person.get_full_name()}",
            "crumbs": [
                Link(person.get_full_name(), f"{reverse('people:page', args=[person.public_id])}?{request.GET.urlencode()}")
            ],
            "rule": labels.RULES["time_in_role"](rule),
            "clock": told,
            "progress": labels.counted(rule.account(career, asked["on"].toordinal())),
            "on": asked["on"],
            "lines": told.ledger,
            "away": told.leave,
        },
    )


@governed_view(Action.VIEW_PERSON, Person)
def requirement(request, person, requirement: str):
    """One requirement: what it is, the evidence, and what to do."""
    asked, me = _asked(request), person == request.user
    status = standing(person.pk, **asked, me=me)
    shown = next((leaf for leaf in (*status.becoming, *status.staying) if leaf.id == requirement), None)
    if shown is None:
        raise Http404
    home = reverse("my:desk") if me else reverse("people:page", args=[person.public_id])
    context = {
        "title": shown.title,
        "caption": "Becoming a supervisor" if me else person.get_full_name(),
        "crumbs": [Link("Home" if me else person.get_full_name(), home)],
        "person": person,
        "me": me,
        "requirement": shown,
        "do": TO_DO.get(shown.type) if me and shown.next_step else None,
        "query": request.GET.urlencode(),
    }
    return render(request, "desk/requirement_page.html", context)


TO_DO = {
    "course_completed": ("Find a course", "training:dates"),
    "cpd": ("Find a course", "training:dates"),
    "qualification": ("Send a certificate", "training:send"),
    "registration": ("Send a certificate", "training:send"),
    "competency_signoff": ("Ask for sign-offs", "my:competencies"),
    "session_minutes": ("See your sessions", "supervision:week"),
}
"""What one presses to meet a requirement of each type: the words of the button, and the page."""


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
