"""What somebody said they would do."""

from datetime import date

from django.urls import reverse
from django.utils import timezone

from governance.actions import governed
from governance.policy import Action
from governance.refusal import Refused, require_reason
from people.labels import on_day
from people.models import Person
from people.notices import notify

from ..models import FollowUp, Session
from ..queries import parties


@governed(Action.ANSWER_SESSION, on="session")
def agree_follow_up(*, session: Session, what: str, owner: Person, due_on: date, by: Person) -> FollowUp:
    """Something that one of those who were there will do by a day. Raises ``Refused``."""
    if owner not in parties(session):
        raise Refused("Choose someone who was in the session.")
    what = require_reason(what, "Enter what needs doing.")
    made = FollowUp.objects.create(session=session.in_place, what=what[:200], owner=owner, due_on=due_on)
    if owner != by:
        notify(
            [owner],
            f"{by} recorded an action for you, due by {on_day(due_on)}.",
            reverse("supervision:session", args=[session.pk]),
        )
    return made


@governed(Action.CLOSE_FOLLOW_UP, on="follow_up")
def close_follow_up(*, follow_up: FollowUp, by) -> FollowUp:
    """It is done. Raises ``Refused`` where it was before."""
    if not FollowUp.objects.filter(pk=follow_up.pk, closed_at=None).update(closed_at=timezone.now()):
        raise Refused("This action is already done.")
    return follow_up
