"""Content editors and stewards: a membership makes somebody one, in Wagtail's own terms, for as long as it runs.

Nobody else is let into Wagtail's admin, and editors see no personal record there: there is none.
"""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.contrib.auth.signals import user_logged_in
from django.db.models import Model
from django.dispatch import receiver
from wagtail.models import GroupPagePermission, Page

from governance.access import may_anywhere
from governance.facts import follow
from governance.policy import Action
from people.models import Membership, Person

GROUPS = {Action.EDIT_GUIDANCE: "Content editors", Action.KEEP_REFERENCE_DATA: "Stewards of reference data"}
PAGE_PERMISSIONS = ("add_page", "change_page", "publish_page")


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
        for action, name in GROUPS.items():
            if may_anywhere(person, action):
                person.groups.add(_group(action))
            elif person.groups.filter(name=name).exists():
                person.groups.remove(Group.objects.get(name=name))


def _group(action: Action) -> Group:
    """Both are let in; only editors have pages there. What stewards keep is opened by the table of permissions itself."""
    group, made = Group.objects.get_or_create(name=GROUPS[action])
    if made:
        group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
    if made and action is Action.EDIT_GUIDANCE:
        root = Page.get_first_root_node()
        for codename in PAGE_PERMISSIONS:
            permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
            GroupPagePermission.objects.create(group=group, page=root, permission=permission)
    return group
