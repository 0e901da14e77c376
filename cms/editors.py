"""Content editors and stewards: a membership makes somebody one, in Wagtail's own terms, for as long as it runs.

Nobody else is let into Wagtail's admin, and editors see no personal record there: there is none. An editor of one service edits
what stands below that service's page. Nobody publishes alone: what one editor has written, another approves.
"""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.contrib.auth.signals import user_logged_in
from django.db import transaction
from django.db.models import Model
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page

from governance.facts import follow
from governance.policy import Role
from people.models import Membership, Person, Service

from .models import SectionPage, ServicePage

EDITORS, STEWARDS = "Content editors", "Stewards of reference data"
PAGE_PERMISSIONS = ("add_page", "change_page")


@follow
def keep_up(concerned: dict[type[Model], set[int]]) -> None:
    if people := concerned.get(Membership):
        let_in(Person.objects.filter(pk__in=people))


@receiver(user_logged_in)
def at_sign_in(sender, user, **kwargs) -> None:
    """A membership may have begun or ended since they were last here."""
    let_in([user])


def let_in(people: Iterable[Person]) -> None:
    """Put those who are something today into its group, and take the others out."""
    for person in people:
        wanted = {_name(role, service): (role, service) for role, service in _kept_by(person)}
        for group in person.groups.filter(name__startswith=EDITORS) | person.groups.filter(name=STEWARDS):
            if group.name not in wanted:
                person.groups.remove(group)
        for name, (role, service) in wanted.items():
            person.groups.add(_group(name, role, service))


def _kept_by(person: Person) -> list[tuple[Role, int | None]]:
    """Before there is any guidance, nobody edits that of a service: they are let in when they next sign in."""
    held = [(role, service) for role, service in person.held(timezone.localdate()) if role in (Role.EDITOR, Role.STEWARD)]
    if any(service for _, service in held) and not SectionPage.objects.filter(slug="guidance").exists():
        return [(role, service) for role, service in held if service is None]
    return held


def _name(role: Role, service: int | None) -> str:
    if role is Role.STEWARD:
        return STEWARDS
    return EDITORS if service is None else f"{EDITORS}: {Service.objects.get(pk=service).code}"


def _group(name: str, role: Role, service: int | None) -> Group:
    """All are let in; only editors have pages there. What stewards keep is opened by the table of permissions itself."""
    group, made = Group.objects.get_or_create(name=name)
    if made:
        group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
    if made and role is Role.EDITOR:
        page = Page.get_first_root_node() if service is None else page_of(Service.objects.get(pk=service))
        for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=PAGE_PERMISSIONS):
            GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    return group


def revoke_direct_publishing() -> None:
    """Editors could, before it took two: a group that was made then may no more."""
    GroupPagePermission.objects.filter(group__name__startswith=EDITORS).exclude(
        permission__codename__in=PAGE_PERMISSIONS
    ).delete()


@transaction.atomic
def page_of(service: Service) -> Page:
    """The page below which a service's own guidance stands, made when it has its first editor. It lists nothing until something
    is there."""
    page = ServicePage.objects.filter(service=service).first()
    if page is None:
        above = SectionPage.objects.select_for_update(of=("self",)).get(
            slug="guidance"
        )  # its children are numbered: one at a time
        if page := ServicePage.objects.filter(service=service).first():
            return page
        summary = f"What we do at {service.name}, beside the guidance that everybody reads."
        page = above.add_child(
            instance=ServicePage(title=f"At {service.name}", slug=service.code.lower(), summary=summary, service=service)
        )
    return page
