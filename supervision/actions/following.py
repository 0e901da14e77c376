"""What somebody said they would do."""

from django.utils import timezone

from governance.actions import governed
from governance.policy import Action
from governance.refusal import Refused

from ..models import FollowUp


@governed(Action.CLOSE_FOLLOW_UP, on="follow_up")
def close_follow_up(*, follow_up: FollowUp, by) -> FollowUp:
    """It is done. Raises ``Refused`` where it was before."""
    if not FollowUp.objects.filter(pk=follow_up.pk, closed_at=None).update(closed_at=timezone.now()):
        raise Refused("This is done already.")
    return follow_up
