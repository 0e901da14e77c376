"""One's own eligibility on the front page: on the way to it, newly there, or a supervisor who has to keep it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from competencies.models import SignOff, TimelineRun
from competencies.queries import principal, standards
from competencies.rules.outcome import State
from competencies.rules.standard import Standard
from competencies.standing import EligibilityStatus, RequirementStatus, standing
from nhsuk.components import render
from people.desk import FrontPart, FrontPlace, on_the_front_page
from people.models import Person, Post
from people.models.conditions import covering
from signing.models import SelfRating, SignOffRequest
from training.models import Completion
from training.models import Place as CoursePlace

from .tasks import FOR_A_SERVICE

ENDING = timedelta(days=120)
"""Somebody whose eligibility ends within so many days reads it first."""


@dataclass(frozen=True, slots=True)
class OwnEligibility:
    """``tasks``: the requirements as task lists, each under its heading."""

    status: EligibilityStatus
    tasks: tuple[tuple[str, str], ...]


@on_the_front_page
def your_eligibility(person: Person, on: date) -> Iterable[FrontPart]:
    """Nothing for people without a post; a closed line for those who have not begun."""
    code = principal()
    posts = Post.objects.live().filter(covering(on), person=person)
    if not code or not posts.exists():
        return
    if not _has_begun(person, on, code):
        if person.held_roles(on) & FOR_A_SERVICE:
            return
        yield FrontPart(FrontPlace.ELIGIBILITY, "", "desk/parts/thinking.html", None)
        return
    status = standing(person.pk, standards()[code], on, me=True)
    yield from _parts(OwnEligibility(status, task_lists(person, status)))


def _parts(own: OwnEligibility) -> Iterable[FrontPart]:
    status = own.status
    if status.state is not State.ELIGIBLE:
        with_another = status.state is State.PROVISIONAL
        title = f"Becoming a supervisor: {'with a co-supervisor' if with_another else 'not yet'}"
        yield FrontPart(FrontPlace.BECOMING, title, "desk/parts/becoming.html", own)
        yield FrontPart(FrontPlace.TIMELINE, "Your timeline", "desk/parts/timeline.html", status)
    elif status.new:
        yield FrontPart(FrontPlace.VISIT, status.headline, "desk/parts/newly.html", own)
    else:
        if status.until is not None and status.until <= status.on + ENDING:
            yield FrontPart(FrontPlace.BANNER, "", "desk/parts/ending.html", own)
        yield FrontPart(FrontPlace.ELIGIBILITY, "Your eligibility", "desk/parts/eligible.html", own)


def _has_begun(person: Person, on: date, code: str) -> bool:
    """Have they ever been able to supervise, or done something towards it: a course, a self-rating, a request, a sign-off?"""
    states = TimelineRun.objects.filter(person=person, standard=code, started_on__lte=on).exclude(state=State.NOT_YET)
    return (
        states.exists()
        or SignOff.objects.live().filter(person=person).exists()
        or SelfRating.objects.filter(person=person).exists()
        or SignOffRequest.objects.filter(person=person).exists()
        or CoursePlace.objects.filter(person=person).exists()
        or _has_taken(person, standards()[code])
    )


def _has_taken(person: Person, standard: Standard) -> bool:
    """Did they begin a course that the standard asks for?"""
    rules = [leaf.rule for version in standard.versions for leaf in version.leaves() if leaf.type == "course_completed"]
    courses = Completion.objects.live().filter(person=person).values_list("course__code", "course__tags")
    return any(code in rule.any_of or rule.tag in tags for code, tags in courses for rule in rules)


def task_lists(person: Person, status: EligibilityStatus) -> tuple[tuple[str, str], ...]:
    """What they need, what is advisable, and what keeps it, apart."""
    needed = [requirement for requirement in status.becoming if not requirement.advisable]
    advisable = [requirement for requirement in (*status.becoming, *status.staying) if requirement.advisable]
    staying = [requirement for requirement in status.staying if not requirement.advisable]
    lists = (("What you need", needed), ("To stay a supervisor", staying), ("Advisable", advisable))
    return tuple((title, _task_list(person, requirements, title)) for title, requirements in lists if requirements)


def _task_list(person: Person, requirements: list[RequirementStatus], title: str) -> str:
    items = [_task(person, requirement) for requirement in requirements]
    return render("task-list", items=items, idPrefix=title.lower().replace(" ", "-"))


def _task(person: Person, requirement: RequirementStatus) -> dict:
    said = [requirement.progress, requirement.next_step or requirement.when.rstrip(".")]
    return {
        "title": {"text": requirement.title},
        "hint": {"text": ". ".join(filter(None, said)) or requirement.rule},
        "href": reverse("people:requirement", args=[person.public_id, requirement.id]),
        "status": {"tag": {"text": requirement.tag.text, "classes": f"nhsuk-tag--{requirement.tag.colour}"}},
    }
