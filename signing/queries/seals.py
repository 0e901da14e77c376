"""What a seal is about, as it is known now."""

from django.db.models import Q

from competencies.models import SignOff

from ..models import Seal


def standing_of(sealed: Seal) -> SignOff | None:
    """The sign-off of a seal as it is known now: the one that was sealed, or what took its place."""
    first = sealed.sign_off
    return SignOff.objects.live().filter(Q(pk=first.pk) | Q(place=first.in_place)).first()
