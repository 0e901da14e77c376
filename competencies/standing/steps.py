"""What is open, and what to do next about it: who does what."""

from collections.abc import Collection, Mapping

from .. import labels
from ..labels import on_day
from ..rules.outcome import State
from ..rules.requirements import Account, CompetencySignOffRequirement, InPostRequirement, TimeInRoleRequirement
from ..rules.standard import Leaf, Node, RequirementGroup
from ..sources import OpenRequests
from .known import KnownStanding
from .wording import StandingWords

SOME = 3


def next_steps(known: KnownStanding, wording: StandingWords) -> tuple[tuple[str, str], ...]:
    """What is open and the next step for each, one after the other; nothing where they can supervise."""
    if known.answer.state is State.ELIGIBLE:
        return ()
    return tuple((_open(known, item), _next(known, wording, item)) for item in known.ahead.open)


def next_step(known: KnownStanding, wording: StandingWords, leaf: Leaf) -> str:
    """Who has to do what for a requirement that is not met."""
    rule, account = leaf.rule, known.accounts[leaf.id]
    if isinstance(rule, CompetencySignOffRequirement) and known.asked is not None:
        return _for_sign_offs(known, rule.framework, account, wording)
    if isinstance(rule, TimeInRoleRequirement | InPostRequirement):
        return _for_a_role(known, rule, wording) or wording.steps[leaf.type]
    reasons = {weighed.because for weighed in account.weighed}
    if "not_verified" in reasons:
        return labels.TO_VERIFY
    if "in_progress" in reasons:
        return wording.finish_the_course
    return wording.steps[leaf.type].format(**labels.about(leaf))


def missing(account: Account) -> str:
    """``3 of 26 are missing``; nothing where a number would not say it."""
    short = account.need - account.have
    if account.unit == "competencies":
        return f"{short} of {account.need} {'is' if short == 1 else 'are'} missing" if short else ""
    if account.unit in labels.UNITS and short > 0:
        return f"{short} more {labels.UNITS[account.unit][short != 1]} needed"
    return ""


def _open(known: KnownStanding, item: Node) -> str:
    name = labels.title(item, known.offered)
    if isinstance(item, RequirementGroup):
        still = _still_open(known, item)
        return f"{name}: still open {'is' if len(still) == 1 else 'are'} {labels.in_a_list(still, 'and')}" if still else name
    short = missing(known.accounts[item.id])
    return f"{name}: {short}" if short else name


def _still_open(known: KnownStanding, group: RequirementGroup) -> list[str]:
    """What of a group is open, where some of it is met."""
    leaves = [leaf for leaf in group.leaves() if leaf.id in known.outcomes]
    still = [labels.in_a_sentence(labels.title(leaf, known.offered)) for leaf in leaves if not known.outcomes[leaf.id].passes]
    return still if len(still) < len(leaves) else []


def _next(known: KnownStanding, wording: StandingWords, item: Node) -> str:
    """The next step: to check what has been sent already, or else one for each part that is open."""
    if id(item) in known.closed_by_what_is_booked:
        return f"{wording.finish_the_course} that ends on {on_day(max(course.ends_on for course in known.booked))}"
    leaves = [leaf for leaf in item.leaves() if leaf.id in known.accounts]
    still = [leaf for leaf in leaves if not known.outcomes[leaf.id].passes] or leaves
    steps = list(dict.fromkeys(next_step(known, wording, leaf) for leaf in still))
    return labels.TO_VERIFY if labels.TO_VERIFY in steps else ". ".join(steps[:3])


def _for_a_role(known: KnownStanding, rule: TimeInRoleRequirement | InPostRequirement, wording: StandingWords) -> str:
    """Nothing where the post they hold counts: then it is time, or hours, that is missing."""
    held = [post for post in known.career.posts if post.started_on <= known.on and (post.finished_on or known.on) >= known.on]
    if not held:
        return wording.no_post
    if any(post.role in rule.roles for post in held):
        return ""
    roles = labels.in_a_list((labels.in_a_sentence(labels.role(post.role)) for post in held), "and")
    return wording.other_role.format(role=roles)


def _for_sign_offs(known: KnownStanding, framework: str, account: Account, wording: StandingWords) -> str:
    """With whom each competency waits that does not count: with those who were asked, or with the person themselves.

    Worked example: P2 was asked of Ruth Abbott, L4 came back, M3 was never asked for. ``Ruth Abbott needs to answer your
    request for Live observation (P2). Ask again for Risk decisions (L4). Ask for Holding authority (M3)``.
    """
    asked = (known.asked or {}).get(framework, OpenRequests())
    still = {*account.missing, *(weighed.fact.competency for weighed in account.weighed if not weighed.counts)}
    by: dict[str, list[str]] = {}
    for code in sorted(still & asked.waiting.keys()):
        by.setdefault(asked.waiting[code], []).append(code)
    titles = known.titles(framework)
    steps = [wording.answers.format(name=name, titles=_named(codes, titles)) for name, codes in sorted(by.items())]
    if back := still & set(asked.returned):
        steps.append(wording.ask_again.format(titles=_named(back, titles)))
    if unasked := still - asked.waiting.keys() - set(asked.returned):
        ask = wording.ask.format(titles=_named(unasked, titles))
        steps.append(wording.ask_first if len(unasked) == account.need > 1 else ask)
    return ". ".join(steps)


def _named(codes: Collection[str], titles: Mapping[str, str]) -> str:
    """``Live observation (P2), Risk and safeguarding decisions (L4) and 3 more``."""
    ordered = sorted(codes, key=lambda code: (code.rstrip("0123456789"), len(code), code))
    more = len(ordered) - SOME
    named = [f"{titles[code]} ({code})" if code in titles else code for code in ordered]
    return labels.in_a_list([*named[:SOME], f"{more} more"] if more > 1 else named, "and")
