"""What is open, and on whom it waits."""

from collections.abc import Collection, Mapping

from .. import labels
from ..labels import on_day
from ..rules.outcome import State
from ..rules.requirements import Account, CompetencySignOffRequirement
from ..rules.standard import Leaf, Node, RequirementGroup
from ..sources import OpenRequests
from .known import KnownStanding
from .wording import StandingWords

SOME = 3


def next_steps(known: KnownStanding, wording: StandingWords) -> tuple[tuple[str, str], ...]:
    """What is open and on whom it waits, one after the other; nothing where they can supervise."""
    if known.answer.state is State.ELIGIBLE:
        return ()
    return tuple((_step(known, item), _waits_on(known, wording, item)) for item in known.ahead.open)


def waits_on(known: KnownStanding, wording: StandingWords, leaf: Leaf) -> str:
    """On whom a requirement that is not met waits."""
    rule, account = leaf.rule, known.accounts[leaf.id]
    if isinstance(rule, CompetencySignOffRequirement) and known.asked is not None:
        asked = known.asked.get(rule.framework, OpenRequests())
        return _waits_for_sign_off(account, asked.waiting, asked.returned, wording)
    reasons = {weighed.because for weighed in account.weighed}
    if "not_verified" in reasons:
        return labels.TO_VERIFY
    if "in_progress" in reasons:
        return wording.to_finish_the_course
    return wording.waits[leaf.type]


def missing(account: Account) -> str:
    """``3 of 26 are missing``; nothing where a number would not say it."""
    short = account.need - account.have
    if account.unit == "competencies":
        return f"{short} of {account.need} {'is' if short == 1 else 'are'} missing" if short else ""
    if account.unit in labels.UNITS and short > 0:
        return f"{short} more {labels.UNITS[account.unit][short != 1]} needed"
    return ""


def _step(known: KnownStanding, item: Node) -> str:
    name = labels.title(item)
    if isinstance(item, RequirementGroup):
        still = _still_open(known, item)
        return f"{name}: still open {'is' if len(still) == 1 else 'are'} {labels.in_a_list(still, 'and')}" if still else name
    short = missing(known.accounts[item.id])
    return f"{name}: {short}" if short else name


def _still_open(known: KnownStanding, group: RequirementGroup) -> list[str]:
    """What of a group is open, where some of it is met."""
    leaves = [leaf for leaf in group.leaves() if leaf.id in known.outcomes]
    still = [labels.in_a_sentence(labels.title(leaf)) for leaf in leaves if not known.outcomes[leaf.id].passes]
    return still if len(still) < len(leaves) else []


def _waits_on(known: KnownStanding, wording: StandingWords, item: Node) -> str:
    """On whom: whoever verifies what is there already, or else each of those on whom something that is open waits."""
    if id(item) in known.closed_by_what_is_booked:
        return f"the course, which ends on {on_day(max(course.ends_on for course in known.booked))}"
    leaves = [leaf for leaf in item.leaves() if leaf.id in known.accounts]
    still = [leaf for leaf in leaves if not known.outcomes[leaf.id].passes] or leaves
    waits = list(dict.fromkeys(waits_on(known, wording, leaf) for leaf in still))
    return labels.TO_VERIFY if labels.TO_VERIFY in waits else "; ".join(waits[:3])


def _waits_for_sign_off(account: Account, waiting: Mapping[str, str], returned: Collection[str], wording: StandingWords) -> str:
    """With whom each competency waits that does not count: with those who were asked, or with the person themselves.

    Worked example: P2 was asked of Ruth Abbott, L4 came back, M3 was never asked for. ``Ruth Abbott, to answer P2; You, to ask
    again for L4; You, to ask for M3``.
    """
    still = {*account.missing, *(weighed.fact.competency for weighed in account.weighed if not weighed.counts)}
    by: dict[str, list[str]] = {}
    for code in sorted(still & waiting.keys()):
        by.setdefault(waiting[code], []).append(code)
    parts = [f"{name}, to answer {_some(codes)}" for name, codes in sorted(by.items())]
    if back := still & set(returned):
        parts.append(wording.to_ask_again.format(codes=_some(back)))
    if unasked := still - waiting.keys() - set(returned):
        parts.append(wording.to_ask.format(codes=_some(unasked)))
    return "; ".join(parts)


def _some(codes: Collection[str]) -> str:
    """``P2, L4 and 3 more``."""
    ordered = sorted(codes, key=lambda code: (code.rstrip("0123456789"), len(code), code))
    more = len(ordered) - SOME
    return labels.in_a_list([*ordered[:SOME], f"{more} more"] if more > 1 else ordered, "and")
