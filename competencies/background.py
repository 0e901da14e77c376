"""Publishing, after which everybody's timeline is worked out again: long for a country, so the worker does it."""

from collections.abc import Callable

from django.urls import reverse

from governance.policy import Action
from people.background import Ended, in_the_background

from . import actions
from .models import FrameworkDraft, StandardDraft
from .rules.standard import StandardRefused

STANDARD, FRAMEWORK = "publish_standard", "publish_framework"


@in_the_background(STANDARD, Action.PUBLISH_STANDARD)
def publish_standard(*, by, draft: int, seen: str) -> Ended:
    found_draft = StandardDraft.objects.get(pk=draft)
    return _published(
        lambda: actions.publish_draft(draft=found_draft, seen=seen, by=by),
        lambda version: reverse("competencies:standard", kwargs={"code": version.code}),
        reverse("competencies:what_if", args=[found_draft.public_id]),
    )


@in_the_background(FRAMEWORK, Action.PUBLISH_FRAMEWORK)
def publish_framework(*, by, draft: int, seen: int) -> Ended:
    found_draft = FrameworkDraft.objects.get(pk=draft)
    return _published(
        lambda: actions.publish_framework_draft(draft=found_draft, seen=seen, by=by),
        lambda framework: reverse("competencies:framework", kwargs={"code": framework.code}),
        reverse("competencies:review_framework", args=[found_draft.pk]),
    )


def _published(publish: Callable, page_of: Callable, back: str) -> Ended:
    try:
        published = publish()
    except actions.Refused as refused:
        return Ended(str(refused), back, well=False)
    except StandardRefused as refused:
        return Ended(refused.problems[0][1], back, well=False)
    return Ended(f"{published} is published. Everyone’s eligibility has been updated.", page_of(published))
