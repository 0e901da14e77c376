"""What the standards in force ask for of a framework's competencies: which, at which level, signed by whom, and for how
long."""

from datetime import date

from django.db.models import F
from django.db.models.functions import Coalesce

from ..models import Competency, Framework
from ..rules.requirements import CompetencySignOffRequirement
from ..rules.signed import SIGN_UNLESS_SAID
from .careers import standards

RECORDED = (Coalesce("place", F("pk")), "pk")
"""The order of recording, a correction in the place of what it corrects: of two sign-offs of one day, the later stands."""


def newest(framework: str) -> Framework | None:
    return Framework.objects.filter(code=framework).order_by("version").last()


def competencies_of(framework: str) -> dict[str, Competency]:
    """The competencies of the newest version of a framework, in its order."""
    framework_now = newest(framework)
    return (
        {c.code: c for c in Competency.objects.filter(framework=framework_now).select_related("domain", "framework")}
        if framework_now
        else {}
    )


def named(framework: str, code: str) -> str:
    """``Live observation (P2)``: a competency as people know it, from the newest version that has it. One query."""
    rows = Competency.objects.filter(framework__code=framework, code=code).order_by("framework__version")
    competency = rows.last()
    return competency.named if competency else code


def frameworks_asked_for(on: date) -> list[str]:
    """The frameworks that a standard asks for on the day."""
    return list(dict.fromkeys(rule.framework for rule in _rules(on)))


def levels_needed(framework: str, on: date) -> dict[str, int]:
    """The highest level asked for, for each competency that a standard asks for on the day."""
    needed: dict[str, int] = {}
    for rule in _rules(on):
        if rule.framework == framework:
            for code in rule.codes:
                needed[code] = max(needed.get(code, 0), rule.level_needed(code))
    return needed


def months_valid(framework: str, on: date) -> int | None:
    """The number of months for which a sign-off counts at most; the shortest where standards differ, ``None`` where it counts
    for good."""
    return min((rule.valid_months for rule in _rules(on) if rule.framework == framework and rule.valid_months), default=None)


def roles_that_sign(framework: str, on: date) -> frozenset[str]:
    """The roles whose sign-offs some standard counts on the day."""
    return frozenset().union(*(rule.signer_roles for rule in _rules(on) if rule.framework == framework)) or SIGN_UNLESS_SAID


def _rules(on: date) -> list[CompetencySignOffRequirement]:
    """What the versions in force on the day say of sign-offs; one that is published and begins later says nothing yet."""
    in_force = (standard.versions[standard.in_force(on.toordinal())] for standard in standards().values())
    return [
        leaf.rule for version in in_force for leaf in version.leaves() if isinstance(leaf.rule, CompetencySignOffRequirement)
    ]
