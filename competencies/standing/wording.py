"""The sentences about where somebody stands: one table for themselves, one for whoever else reads their page.

``{what}`` is ``supervise`` or ``supervise alone``, ``{again}`` `` again`` where eligibility had lapsed, ``{day}`` a day in
words, ``{needs}`` what is still needed (``1 course and 26 sign-offs``).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ..labels import STEPS, STEPS_OF_ANOTHER


@dataclass(frozen=True, slots=True)
class StandingWords:
    """What is said to one kind of reader. ``steps`` has, for each type of requirement, what to do next."""

    can: str
    can_since_today: str
    can_since: str
    can_until: str
    last_day: str
    can_with_another: str
    can_from: str
    can_from_if: str
    cannot_yet: str
    needs: str
    only_time: str
    has_a_place: str
    finish_the_course: str
    ask_first: str
    ask: str
    ask_again: str
    answers: str
    other_role: str
    no_post: str
    steps: Mapping[str, str]


TO_THEM = StandingWords(
    can="You can supervise.",
    can_since_today="You can supervise. Since today.",
    can_since="You can supervise. Since {day}.",
    can_until="You can supervise until {day}.",
    last_day="Your last day to supervise is {day}. {Act} before then to keep supervising.",
    can_with_another="You can supervise with a co-supervisor.",
    can_from="You can {what} from {day}.",
    can_from_if="You can {what}{again} from {day} if you have {needs} by then.",
    cannot_yet="You cannot {what}{again} yet.",
    needs="You need {needs}.",
    only_time="You have everything else you need. There is nothing to do until then.",
    has_a_place="You have a place on {courses}. If you complete it{then}, you can supervise from {day}.",
    finish_the_course="Finish the course",
    ask_first="Ask for your first sign-offs",
    ask="Ask for {titles}",
    ask_again="Ask again for {titles}",
    answers="{name} needs to answer your request for {titles}",
    other_role="Your role ({role}) does not count towards this",
    no_post="You have no current post here. Speak to your service manager",
    steps=STEPS,
)
"""Said to the person."""

OF_THEM = StandingWords(
    can="They can supervise.",
    can_since_today="They can supervise. Since today.",
    can_since="They can supervise. Since {day}.",
    can_until="They can supervise until {day}.",
    last_day="Their last day to supervise is {day}. To keep supervising, they need to {act} before then.",
    can_with_another="They can supervise with a co-supervisor.",
    can_from="They can {what} from {day}.",
    can_from_if="They can {what}{again} from {day} if they have {needs} by then.",
    cannot_yet="They cannot {what}{again} yet.",
    needs="They need {needs}.",
    only_time="They have everything else they need. There is nothing to do until then.",
    has_a_place="They have a place on {courses}. If they complete it{then}, they can supervise from {day}.",
    finish_the_course="They need to finish the course",
    ask_first="They need to ask for their first sign-offs",
    ask="They need to ask for {titles}",
    ask_again="They need to ask again for {titles}",
    answers="{name} needs to answer their request for {titles}",
    other_role="Their role ({role}) does not count towards this",
    no_post="They have no current post here",
    steps=STEPS_OF_ANOTHER,
)
"""Said of the person to others."""
