"""What is between those who were there."""

from django.db.models import QuerySet

from governance.access import permitted
from governance.policy import Action

from ..models import FollowUp, Session, Summary


def summary_of(session: Session, *, by) -> Summary | None:
    """The last agreed words of a session, for who was there; nothing for anybody else."""
    rows = Summary.objects.filter(session=session.in_place).select_related("by")
    return permitted(rows, to=Action.READ_SUMMARY, by=by).first()


def follow_ups_of(session: Session) -> QuerySet[FollowUp]:
    return FollowUp.objects.filter(session=session.in_place).select_related("owner")
