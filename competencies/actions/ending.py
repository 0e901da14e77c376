"""Telling people what ends soon, so that nothing ends unnoticed."""

from datetime import date

from django.urls import reverse

from governance.actions import governed
from governance.policy import Action
from nhsuk.words import in_a_list
from people.labels import on_day
from people.models import Person
from people.notices import Told, tell_once

from ..queries import standards
from ..queries.ending import eligibility_ending, sign_offs_ending


@governed(Action.TELL_WHAT_ENDS)
def tell_what_ends(*, on: date, by) -> Told:
    """Tell each person once of sign-offs and eligibility that end within ninety days. Saying it again tells nobody twice."""
    said = [
        (
            person,
            f"Your sign-off for {in_a_list(several_named, 'and')} counts until {on_day(day)}. Ask for it again before then.",
            reverse("my:competencies"),
        )
        for person, several in sign_offs_ending(on).items()
        for day, several_named in several
    ]
    titles = {code: standard.versions[standard.in_force(on.toordinal())].title for code, standard in standards().items()}
    said += [
        (
            run.person_id,
            f"You can supervise until {on_day(run.finished_on)} ({titles.get(run.standard, run.standard)}). "
            "See what you need to do to keep supervising.",
            f"{reverse('my:desk')}?standard={run.standard}",
        )
        for run in eligibility_ending(on)
    ]
    people = Person.objects.in_bulk({person for person, *_ in said})
    return tell_once(([people[person]], text, href) for person, text, href in said)
