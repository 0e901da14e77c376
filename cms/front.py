"""What the editors of guidance find on their front page: what they wrote, what waits for their approval, what is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from wagtail.models import Page, TaskState

from governance.policy import Role
from nhsuk.components import Link
from people.desk import FrontPart, FrontPlace, on_the_front_page
from people.labels import on_day
from people.models import Person

from .desk import due_by
from .models import GuidancePage
from .models.workflow import SecondEditor
from .readers import edited_by


@dataclass(frozen=True, slots=True)
class EditorsGuidance:
    """Links to pages: to approve, drafted and not published, and due for review; each with when."""

    approve: tuple[tuple[Link, str], ...]
    drafts: tuple[tuple[Link, str], ...]
    due: tuple[tuple[Link, str], ...]


@on_the_front_page
def of_an_editor(person: Person, on: date) -> Iterable[FrontPart]:
    if Role.EDITOR in person.held_roles(on):
        drafts = edited_by(
            person, GuidancePage.objects.filter(has_unpublished_changes=True).order_by("-latest_revision_created_at")
        )
        shown = EditorsGuidance(
            tuple(_line(page, "") for page in _to_approve(person)),
            tuple(_line(page, f"changed {on_day(page.latest_revision_created_at.date())}") for page in drafts),
            tuple(_line(page, f"by {on_day(page.review_by)}") for page in edited_by(person, due_by(on))),
        )
        yield FrontPart(FrontPlace.GUIDANCE, "Guidance you edit", "cms/front.html", shown)


def _to_approve(person: Person) -> list[Page]:
    states = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, task__in=SecondEditor.objects.all())
    return [state.workflow_state.content_object for state in states if SecondEditor.may_approve(state, person)]


def _line(page: Page, when: str) -> tuple[Link, str]:
    return Link(page.title, reverse("wagtailadmin_pages:edit", args=[page.pk])), when
