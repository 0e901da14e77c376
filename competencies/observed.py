"""Live observations of one's practice in the year of registration, said where one looks at one's supervision."""

from collections.abc import Iterable
from datetime import date

from nhsuk.words import in_a_list
from people.labels import on_day
from people.models import Person, Post, Registration
from people.models.conditions import covering
from supervision.rules.policy import LIVE_A_YEAR, SUPERVISED
from supervision.sidebar import SidebarNote, in_the_sidebar

from .models import NotObserved, Observation
from .rules.live import Live, live, registration_year


@in_the_sidebar
def live_observations(person: Person, on: date) -> Iterable[SidebarNote]:
    """The live observations of somebody who is supervised. Four queries."""
    if not Post.objects.live().filter(covering(on), person=person, role__in=SUPERVISED).exists():
        return
    periods = Registration.objects.live().filter(person=person).values_list("valid_from", "valid_to")
    first, last = registration_year(list(periods), on)
    mine = {"person": person, "kind": "practice"}
    seen = Observation.objects.live().filter(**mine).values_list("observed_on", "intervention")
    missed = NotObserved.objects.live().filter(**mine).values_list("planned_on", "because")
    yield SidebarNote("Live observations of your practice", in_words(live(first, last, list(seen), list(missed), LIVE_A_YEAR)))


def in_words(seen: Live) -> str:
    """``1 of 2 different interventions, from … to …: behavioural activation. One more, of another intervention, is due by
    …``."""
    said = (
        f"{min(len(seen.interventions), seen.need)} of {seen.need} different interventions from "
        f"{on_day(seen.first)} to {on_day(seen.last)}"
    )
    said += f": {in_a_list(seen.interventions, 'and')}." if seen.interventions else "."
    if seen.times > len(seen.interventions):
        said += f" Observed {seen.times} times in all; the same intervention counts once."
    if seen.missing:
        said += (
            f" {seen.missing} more, of "
            f"{'another intervention' if seen.interventions else 'different interventions'}, by {on_day(seen.last)}."
        )
    for day, because in seen.excused:
        said += f" Not possible on {on_day(day)}: {because.rstrip('.')}."
    return said
