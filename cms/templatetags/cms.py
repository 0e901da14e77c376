"""What pages of guidance show that is not in them: lists by whom they are for, tables, places to go."""

from django import template
from django.utils import timezone
from django.utils.text import slugify

from nhsuk.components import Column, Table, render
from people.models import Service
from people.signposts import where_to_go
from training.models import Course

from .. import readers
from ..models import GuidancePage, ServicePage

register = template.Library()


@register.simple_tag(takes_context=True)
def below(context, page) -> dict:
    """What stands below a section, for whoever reads. All guidance is listed on its first page, a service's own on that
    service's."""
    person = context["request"].user
    others = page.get_children().live().public().not_type(GuidancePage, ServicePage).specific()
    topics = readers.by_topic(person) if page.slug == "guidance" else []
    if isinstance(page, ServicePage):
        others = GuidancePage.objects.child_of(page).live()
    return {"topics": topics, "pages": list(others.order_by("-first_published_at"))}


@register.simple_tag(takes_context=True)
def is_set_aside(context, page) -> bool:
    services = readers.services_of(context["request"].user)
    return bool(services) and ServicePage.objects.live().filter(service__in=services, sets_aside=page.pk).exists()


@register.simple_tag
def signposts() -> list:
    return where_to_go(timezone.localdate())


@register.simple_tag
def course_facts(page) -> list[tuple[str, str]]:
    course = Course.objects.filter(code=page.course_code).first()
    if course is None:
        return []
    days = f"{course.days} day{'' if course.days == 1 else 's'}"
    return [(term, value) for term, value in (("Course", course.title), ("Where", course.provider), ("Length", days)) if value]


@register.simple_tag
def guidance_table(value) -> Table:
    return Table(value["caption"], [Column(title) for title in value["columns"]], [list(row) for row in value["rows"]])


@register.simple_tag
def checklist(value):
    name = slugify(value["heading"])
    items = [{"value": str(number), "text": str(item)} for number, item in enumerate(value["items"], 1)]
    legend = {"legend": {"text": value["heading"], "size": "s"}}
    return render("checkboxes", name=name, idPrefix=name, fieldset=legend, items=items, classes="nhsuk-checkboxes--small")


@register.simple_tag
def begun() -> bool:
    """Is there a service on this site yet?"""
    return Service.objects.exists()
