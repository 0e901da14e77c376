"""Who did what, when: the audit log as far as it is about the people of a service, in words and without content."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from governance.audit import subject_of
from governance.models import AuditEntry
from governance.policy import Action
from nhsuk.components import Column, Table
from people.models import Post, Service

KEPT_OUT = (Action.ERASE_REFLECTIONS,)
"""What concerns nobody but whoever did it."""

MOST = 500


def entries(service: Service, first: date, last: date, action: str = "", by: int | None = None) -> QuerySet[AuditEntry]:
    """The entries of everybody who has had a post here, from day to day, the newest first."""
    here = Post.objects.filter(service=service).values("person")
    rows = AuditEntry.objects.filter(Q(by__in=here), at__date__gte=first, at__date__lte=last).exclude(action__in=KEPT_OUT)
    if action:
        rows = rows.filter(action=action)
    if by:
        rows = rows.filter(by=by)
    return rows.select_related("by").order_by("-number")


def words(action: str) -> str:
    """``request_sign_off`` as it is said."""
    return action.replace("_", " ").capitalize()


def rows_of(entries_shown) -> list[tuple[str, ...]]:
    return [
        (
            f"{timezone.localtime(one.at):%Y-%m-%d %H:%M:%S}", str(one.by), words(one.action), subject_of(one),
            ", ".join(f"{name} {value}" for name, value in one.summary.items()), str(one.number), one.digest[:16],
        )
        for one in entries_shown
    ]  # fmt: skip


TITLES = ("When", "Who", "What", "On", "More", "Entry", "Digest")


def table(entries_shown) -> Table:
    columns = [Column(title, nowrap=title == "When", numeric=title == "Entry") for title in TITLES]
    return Table("Who did what", columns, rows_of(entries_shown), "Nobody did anything that matches.", caption_hidden=True)
