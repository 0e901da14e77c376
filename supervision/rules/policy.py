"""How much supervision is due to whom. Data, to be read and changed here; every number with its source.

National rules change. ``verified`` says whether the source was seen; what is not verified is a starting point of ours.
"""

from dataclasses import dataclass

SUPERVISED = frozenset({"trainee_pwp", "pwp"})
PRACTISING = SUPERVISED | {"senior_pwp"}


@dataclass(frozen=True, slots=True)
class Dose:
    """A dose of so many ``minutes`` every ``weeks`` weeks, or every calendar month where ``weeks`` is 0.

    ``window``: over how many weeks the average is taken; 0 is each week by itself. ``tolerance``: by how many percent a window
    may fall short. ``pro_rata``: by full-time equivalent, never below ``floor`` minutes. ``credit`` names a formula of
    ``credit``.
    """

    kind: str
    roles: frozenset[str]
    minutes: int
    weeks: int
    window: int = 0
    tolerance: int = 0
    credit: str = "full"
    pro_rata: bool = False
    floor: int = 30
    source: str = ""
    verified: bool = True


DOSES = (
    Dose(
        "case_management",
        SUPERVISED,
        minutes=60,
        weeks=1,
        source="At least an hour a week, individual: BABCP, PWP ongoing registration. Part time is not reduced by default.",
    ),
    Dose(
        "clinical_skills",
        SUPERVISED,
        minutes=60,
        weeks=2,
        window=12,
        tolerance=10,
        source="On average an hour a fortnight: BABCP, PWP ongoing registration. The window of 12 weeks, the "
        "tolerance of 10% and counting time in a group in full are set by this product: no formula for PWPs was seen.",
        verified=False,
    ),
)
"""Supervision of supervision is in ``supervisionofsupervision.rules.policy``."""

TARGET, AMBER = 85, 70
"""Percent from which supervision received is green, and amber. A convention, not a rule."""

LATE_DAYS = 7
"""A session written down later than this is shown as entered late."""

UNCONFIRMED_DAYS = 14
"""A session not confirmed by then counts as delivered and unconfirmed."""

WEEKS_UNDISCUSSED = 4
"""A case not discussed for so many weeks is one to bring."""

GROUP_ADVICE = 6
"""More supervisees than this in a group are advised against; nothing is refused."""

CASES_AN_HOUR = 20
"""More cases than this in an hour of case management are worth a conversation, not a target."""

LIVE_A_YEAR = 2
"""Live observations due in a year of registration, of different interventions: BABCP and BPS, PWP registration."""
