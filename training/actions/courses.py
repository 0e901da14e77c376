"""Describing a course: what it counts as is judged by, so everybody who was on it is judged again."""

from collections.abc import Sequence

from governance.actions import governed
from governance.facts import recording
from governance.locks import one_at_a_time
from governance.policy import Action
from governance.refusal import Refused, without_patients

from ..models import Completion, Course


@governed(Action.KEEP_REFERENCE_DATA)
def describe_course(
    *, code: str, title: str, days: int, provider: str = "", tags: Sequence[str] = (), level: str = "",
    needs: Course | None = None, refresh_months: int | None = None, by,
) -> Course:  # fmt: skip
    """Add the course of that code, or say anew what it is. Raises ``Refused``."""
    for text in (code, title, provider, level, *tags):
        without_patients(text)
    one_at_a_time("courses")
    if _needed_by(needs and Course.objects.get(pk=needs.pk), code):
        raise Refused("A course cannot come before itself. Choose another that comes first.")
    about = {"title": title, "days": days, "provider": provider, "tags": list(tags), "level": level, "needs": needs}
    course, made = Course.objects.select_for_update().update_or_create(
        code=code, defaults=about | {"refresh_months": refresh_months}
    )
    if not made:
        with recording(by=by) as book:
            taken = Completion.objects.live().filter(course=course)
            book.touch(Completion, taken.values_list("person_id", flat=True))
    return course


def _needed_by(needs: Course | None, code: str) -> bool:
    """Does the course, or one that it needs in turn, have that code?"""
    while needs is not None:
        if needs.code == code:
            return True
        needs = needs.needs
    return False
