"""The two questions, "may I?" and "which rows?", answered by the same query so that lists and pages cannot disagree.

This is the only module that uses django-guardian. A model that can be asked about has an inner class ``Access`` with

- ``own``: the path to the person a record is about, or ``""``; where it is about several, a function from a person's key and a
day to
  the ``Q`` of the records that are theirs then;
- ``in_services(services, on)``: the ``Q`` of the records that belong to one of those services on a day;
- ``seen_by``: the action that lets somebody know that a record exists;
- ``named_in``, if somebody who is named on a record may work elsewhere: the ``Q`` of those that are open to them there;
- ``kept_from``, if there is somebody from whom the record is kept whatever they hold: the path to them.

``governance.belonging`` has the two that most models are made from.
"""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from guardian.shortcuts import assign_perm, remove_perm
from guardian.utils import get_user_obj_perms_model

from .policy import POLICY, Action


class Console:
    """The operator of the server, who acts by management command. Signs nothing in, and has no record of their own."""

    pk = None
    is_authenticated = True

    def __str__(self) -> str:
        return "operator"


CONSOLE = Console()


def permitted(rows: QuerySet, *, to: Action, by, on: date | None = None) -> QuerySet:
    """Those of ``rows`` to which ``by`` may do ``to`` on the day (today, if not said)."""
    rule, access = POLICY[to], rows.model.Access
    if by is CONSOLE:
        return rows if rule.console else rows.none()
    on = on or timezone.localdate()
    if not (by.is_authenticated and by.is_open(on)):
        return rows.none()
    held = by.held(on)
    belongs = bool(held) or by.belongs(on)
    if rule.not_own and access.own:
        rows = rows.exclude(_own(access, by, on))
    if kept_from := getattr(access, "kept_from", ""):
        rows = rows.exclude(**{kept_from: by.pk})
    if (rule.everyone and belongs) or any(role in rule.anywhere and service is None for role, service in held):
        return rows
    allowed = Q(pk__in=())
    if rule.own and access.own and (belongs or (rule.after_leaving and by.may_fetch(on))):
        allowed |= _own(access, by, on)
    if rule.named:
        named = get_user_obj_perms_model(rows.model).objects.filter(user=by, permission__codename=to)
        # Being named opens nothing to somebody who no longer works where the record belongs.
        where = getattr(access, "named_in", access.in_services)
        allowed |= Q(pk__in=named.values("content_object")) & where(_services(held, rule.named_as), on)
    if rule.in_service:
        allowed |= access.in_services(_services(held, rule.in_service), on)
    return rows.filter(allowed)


def _services(held, roles) -> set[int]:
    """The services in which one of the roles is held."""
    return {service for role, service in held if role in roles and service is not None}


def _own(access, by, on: date) -> Q:
    return access.own(by.pk, on) if callable(access.own) else Q(**{access.own: by.pk})


def may(by, to: Action, record: Model) -> bool:
    return permitted(type(record)._default_manager.filter(pk=record.pk), to=to, by=by).exists()


def require(by, to: Action, record: Model) -> None:
    """Refuse (``PermissionDenied``) where ``by`` may not do ``to`` to the record."""
    if not may(by, to, record):
        raise PermissionDenied


def require_at_all(by, to: Action) -> None:
    """The same for an action on no record: the operator, anybody signed in, or who holds a role for the whole country."""
    rule = POLICY[to]
    if by is CONSOLE:
        allowed = rule.console
    else:
        today = timezone.localdate()
        allowed = by.is_authenticated and by.is_open(today) and ((rule.everyone and by.belongs(today)) or may_anywhere(by, to))
    if not allowed:
        raise PermissionDenied


def may_anywhere(by, to: Action) -> bool:
    """May ``by`` do what is done to no record, by a role held for the whole country today?"""
    today = timezone.localdate()
    return by.is_open(today) and by.holds_anywhere(POLICY[to].anywhere, today)


def may_somewhere(by, to: Action) -> set[int]:
    """The services in which ``by`` may do it, by a role held there today."""
    today = timezone.localdate()
    return by.services_as(POLICY[to].in_service, today) if by.is_open(today) else set()


def name_on(record: Model, *, person, to: Action) -> None:
    assign_perm(str(to), person, record)


def unname_on(record: Model, *, person, to: Action) -> None:
    remove_perm(str(to), person, record)
