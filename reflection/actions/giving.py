"""What a supervisee says to their supervisor, and putting together what several said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from governance.actions import governed
from governance.locks import one_at_a_time
from governance.policy import Action
from governance.refusal import Refused, without_patients
from people.locks import hold
from people.models import Person, Service
from people.models.post import holders

from ..models import Feedback, PeopleCount, Record, Together
from ..queries import supervisors_of
from ..queries.given import answers_in
from ..rules.quarters import after, last_day, quarter_of
from ..rules.together import FEWEST, FEWEST_FOR_WELLBEING, people_said, put_together
from ..rules.words import WELLBEING


@governed(Action.KEEP_REFLECTION, on="person", in_private=True)
def give_feedback(
    *, person: Person, supervisor: Person, lines: Mapping[str, int], named: bool, words: str = "", by
) -> Feedback:  # fmt: skip
    """Say it for this quarter, in place of what was said in it before. Words go with a name alone. Raises ``Refused``."""
    today = timezone.localdate()
    if supervisor not in supervisors_of(person, today):
        raise Refused("Choose a person who supervises you.")
    without_patients(words)
    hold(person)
    about = {"author": person, "supervisor": supervisor, "quarter": quarter_of(today)}
    row = Feedback.objects.select_for_update(of=("self",)).filter(**about).first() or Feedback(**about)
    row.named, row.was_named, row.at = named, named or row.was_named, timezone.now()
    row.keep({"lines": dict(lines), "words": words if named else ""})
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Refused("You sent this feedback a moment ago. Check it, and change it if it is not right.") from None
    return row


@governed(Action.KEEP_REFLECTION, on="feedback", in_private=True)
def take_feedback_back(*, feedback: Feedback, by) -> None:
    """Take it back, as if it had not been said. What a quarter that is over has been put together of stays as it is. Raises
    ``Refused``."""
    if not feedback.named and feedback.quarter < quarter_of(timezone.localdate()):
        raise Refused("This quarter is over. Your answer is part of a group result without your name, and cannot be removed.")
    Feedback.objects.filter(pk=feedback.pk).delete()


@dataclass(frozen=True, slots=True)
class ClosedCounts:
    """How many supervisors can be told something, and how many counts there are."""

    together: int
    counts: int

    @property
    def summary(self) -> dict[str, int]:
        return {"counts": self.counts}


@governed(Action.CLOSE_QUARTER)
def close_quarter(*, quarter: date, by) -> ClosedCounts:
    """Put together, once and for all, what was said in a quarter, and count who wrote. Done twice, it is done once. Raises
    ``Refused``."""
    if after(quarter) > timezone.localdate():
        raise Refused("This quarter is not over yet.")
    one_at_a_time("close quarter")
    asked = Feedback.objects.filter(quarter=quarter).order_by().values_list("supervisor", flat=True).distinct()
    done = set(Together.objects.filter(quarter=quarter).values_list("supervisor", flat=True))
    together = sum(_put_together(supervisor, quarter) for supervisor in sorted(set(asked) - done))
    counts = [PeopleCount(quarter=quarter, **about) for about in _counts(quarter)]
    PeopleCount.objects.bulk_create(counts, ignore_conflicts=True)
    return ClosedCounts(together, len(counts))


def _put_together(supervisor: int, quarter: date) -> bool:
    before = Together.objects.filter(supervisor=supervisor).values_list("people", flat=True)
    totals = put_together(answers_in(supervisor, quarter), [frozenset(people) for people in before])
    if totals is None:
        return False
    people, bands = totals
    Together.objects.create(supervisor_id=supervisor, quarter=quarter, bands=bands, people=sorted(people))
    return True


def _counts(quarter: date):
    """The numbers of those in post in each service at the end of it: who finished something in it, and who looked at how they
    are."""
    finished = Record.objects.filter(finished_at__isnull=False, on__gte=quarter, on__lt=after(quarter))
    for service in Service.objects.all():
        everybody = holders([service.pk], last_day(quarter))
        population = everybody.values("person").distinct().count()
        here = finished.filter(author__in=everybody).order_by()
        kinds = {
            "reflections": (here.exclude(tool__about=WELLBEING), FEWEST),
            "wellbeing": (here.filter(tool__about=WELLBEING), FEWEST_FOR_WELLBEING),
        }
        for what, (rows, fewest) in kinds.items():
            count = rows.values("author").distinct().count()
            yield {"service": service, "what": what, "people": people_said(count, population, fewest)}
