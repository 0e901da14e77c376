"""Supervision of supervision: how much, in what groups, and who may lead them. Data, to be read and changed here.

Borrowed from BABCP's rule for accredited CBT supervisors (at least 5 % of supervising time, or an hour a month), which does not
cover supervisors of PWPs; groups of 3 to 6 and the guard rails are ours.
"""

from enum import StrEnum

SOURCE = "Based on the BABCP rule for CBT supervisors: an hour a month, or 5% of supervising time"
A_MONTH = 60
PERCENT = 5


class Either(StrEnum):
    """How the two amounts go together: BABCP says "or", and does not say which."""

    ANY_OF = "any_of"
    GREATER_OF = "greater_of"


TOGETHER = Either.ANY_OF

FACILITATE = frozenset({"clinical_lead", "lead_pwp", "hi_therapist"})
"""Roles whose holders may lead a group: a qualified therapist or a lead, whose competence in it can be evidenced."""

TOP = frozenset({"clinical_lead", "hi_therapist"})
"""Roles that may stand at the top of the chain, with supervision of their own outside it."""

SMALLEST, LARGEST = 3, 6
MINUTES = 90
TIMES = ((9, 30), (11, 30), (13, 30), (15, 30))
"""When a group may begin, by the clock on the wall; the first that suits is taken."""

AWAY_TOO_MUCH = 3
"""Somebody who cannot come in more than one of so many periods is left out of a plan until they are back."""
