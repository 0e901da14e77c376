"""The sentences about where somebody stands: one table for themselves, one for whoever else reads their page.

``{what}`` is ``supervise`` or ``supervise alone``, ``{again}`` `` again`` where eligibility had lapsed, ``{day}`` a day in
words.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ..labels import WAITS, WAITS_OF_ANOTHER


@dataclass(frozen=True, slots=True)
class StandingWords:
    """What is said to one kind of reader. ``waits`` has, for each type of requirement, on whom it waits."""

    can: str
    can_until: str
    can_with_another: str
    can_from: str
    can_from_if: str
    can_as_soon_as: str
    cannot_yet: str
    has_a_place: str
    to_finish_the_course: str
    to_ask: str
    to_ask_again: str
    waits: Mapping[str, str]


TO_THEM = StandingWords(
    can="You can supervise.",
    can_until="You can supervise until {day}.",
    can_with_another="You can supervise with a co-supervisor.",
    can_from="You can {what} from {day}.",
    can_from_if="You can {what}{again} from {day} if {items} met.",
    can_as_soon_as="You can {what}{again} as soon as {items} met.",
    cannot_yet="You cannot {what} yet.",
    has_a_place="You have a place on {courses}: if you complete it{then}, you can supervise from {day}.",
    to_finish_the_course="You, to finish the course",
    to_ask="You, to ask for {codes}",
    to_ask_again="You, to ask again for {codes}",
    waits=WAITS,
)
"""Said to the person."""

OF_THEM = StandingWords(
    can="They can supervise.",
    can_until="They can supervise until {day}.",
    can_with_another="They can supervise with a co-supervisor.",
    can_from="They can {what} from {day}.",
    can_from_if="They can {what}{again} from {day} if {items} met.",
    can_as_soon_as="They can {what}{again} as soon as {items} met.",
    cannot_yet="They cannot {what} yet.",
    has_a_place="They have a place on {courses}: if they complete it{then}, they can supervise from {day}.",
    to_finish_the_course="Them, to finish the course",
    to_ask="Them, to ask for {codes}",
    to_ask_again="Them, to ask again for {codes}",
    waits=WAITS_OF_ANOTHER,
)
"""Said of the person to somebody else."""
