"""The only ways a view gets hold of a record, or of the reader's leave."""

import functools

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from . import access
from .guidance import READ_ON
from .policy import POLICY, Action
from .refusal import attach_guidance, in_full


def _reader(request):
    """Whoever asks. A page that only reads looks once at what they hold; what writes looks again in its transaction."""
    if request.method in ("GET", "HEAD") and request.user.is_authenticated:
        request.user.look_once()
    return request.user


def governed_view(action: Action, model, *, key: str = "public_id", own: bool = False):
    """Give the view the record that the address names (``key``), or with ``own`` the reader's own.

    404 where the reader may not know that the record exists, 403 where they may see it but not do this.
    """

    def decorate(view):
        @functools.wraps(view)
        def wrapper(request, *args, **named):
            reader = _reader(request)
            wanted = {"pk": reader.pk} if own else {key: named.pop(key)}
            known_by = action if own else Action(model.Access.seen_by)
            seen = access.permitted(model._default_manager.all(), to=known_by, by=reader)
            record = get_object_or_404(seen, **wanted)
            request.read_on = READ_ON[action]
            with attach_guidance(action):
                if action != known_by and not access.may(reader, action, record):
                    raise PermissionDenied
                return view(request, record, *args, **named)

        wrapper.governed_by = action
        return wrapper

    return decorate


def governed_list(action: Action, model):
    """Give the view the records to which the reader may do ``action``; 404 where there is none."""

    def decorate(view):
        @functools.wraps(view)
        def wrapper(request, *args, **named):
            reader = _reader(request)
            rows = access.permitted(model._default_manager.all(), to=action, by=reader)
            open_to_all = POLICY[action].everyone and reader.belongs(timezone.localdate())
            if not open_to_all and not rows.exists():
                raise Http404
            request.read_on = READ_ON[action]
            with attach_guidance(action):
                return view(request, rows, *args, **named)

        wrapper.governed_by = action
        return wrapper

    return decorate


def refuse(request, why: Exception | str, words: str = "") -> None:
    """Say at the top of the next page why something was not done, and which guidance to read on in: that of the refusal, or of
    the page."""
    sentence, read_on = words or str(why), getattr(why, "read_on", None) or getattr(request, "read_on", None)
    messages.warning(request, in_full(sentence, read_on))


def signed_in(view):
    """Mark a view that shows nothing but what belongs to whoever is signed in."""
    view.governed_by = "anybody signed in"
    return view


IN_THE_ADMIN = (Action.EDIT_GUIDANCE, Action.KEEP_REFERENCE_DATA)


def editors_only(view):
    """Wagtail's own pages, for who edits guidance (of a service, too) or keeps reference data on this day, and whoever looks
    after Wagtail; for anybody else signed in they are not there."""

    @functools.wraps(view)
    def wrapper(request, *args, **named):
        person = _reader(request)
        if person.is_authenticated and not (
            person.is_superuser
            or any(access.may_anywhere(person, action) for action in IN_THE_ADMIN)
            or access.may_somewhere(person, Action.EDIT_OWN_GUIDANCE)
        ):
            raise Http404
        return view(request, *args, **named)

    wrapper.governed_by = Action.EDIT_GUIDANCE
    return wrapper
