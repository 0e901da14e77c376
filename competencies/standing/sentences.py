"""The answer in a sentence, and what explains it."""

from people.rules.period import as_date

from .. import labels
from ..labels import on_day
from ..rules.outcome import State
from .known import KnownStanding
from .needs import needs
from .wording import StandingWords

NEW_FOR = 28
"""For so many days somebody can newly supervise: until when is said after the good news."""


def headline(known: KnownStanding, wording: StandingWords) -> str:
    """``You can supervise until 4 March 2027.``"""
    match known.answer.state:
        case State.ELIGIBLE:
            return _eligible(known, wording)
        case State.PROVISIONAL:
            return wording.can_with_another
        case _:
            return _when(known, wording)


def explanation(known: KnownStanding, wording: StandingWords) -> str:
    """The day since which, what keeps it, or what would bring it about; empty where there is nothing to add."""
    match known.answer.state:
        case State.ELIGIBLE:
            return _until(known, wording)
        case State.PROVISIONAL:
            return _when(known, wording, "supervise alone")
        case State.LAPSED:
            return f"Eligibility lapsed on {_day(known.answer.since)}. {_ahead(known, wording)}".strip()
        case _:
            return _ahead(known, wording)


def is_new(known: KnownStanding) -> bool:
    """Can they supervise, and could not four weeks ago?"""
    since = known.answer.since
    return known.answer.state is State.ELIGIBLE and since is not None and known.day - since < NEW_FOR


def _eligible(known: KnownStanding, wording: StandingWords) -> str:
    if is_new(known):
        said = wording.can_since_today if known.answer.since == known.day else wording.can_since
        return said.format(day=_day(known.answer.since))
    return wording.can if known.answer.until is None else wording.can_until.format(day=_day(known.answer.until))


def _until(known: KnownStanding, wording: StandingWords) -> str:
    since = "" if is_new(known) else f"Since {_day(known.answer.since)}. "
    if known.answer.until is None:
        return since.strip()
    keeps = [labels.KEEPS[leaf.type].format(**labels.about(leaf)) for leaf in known.ending]
    act = labels.in_a_list(dict.fromkeys(keeps), "and") or "speak to the clinical lead"
    return since + wording.last_day.format(day=_day(known.answer.until), act=act, Act=f"{act[0].upper()}{act[1:]}")


def _when(known: KnownStanding, wording: StandingWords, what: str = "supervise") -> str:
    """When they can, as far as it can be said, and what they need."""
    ahead, again = known.ahead, " again" if known.answer.state is State.LAPSED else ""
    if ahead.surely_from is not None:
        return wording.can_from.format(what=what, day=_day(ahead.surely_from))
    cannot = wording.cannot_yet.format(what=what, again=again)
    if not ahead.open:
        return cannot
    needed = needs(known, ahead.open)
    if ahead.possibly_from is not None and ahead.possibly_from > known.day:
        return wording.can_from_if.format(what=what, again=again, day=_day(ahead.possibly_from), needs=needed)
    return f"{cannot} {wording.needs.format(needs=needed)}"


def _ahead(known: KnownStanding, wording: StandingWords) -> str:
    if known.ahead.surely_from is not None:
        return wording.only_time
    return _with_what_is_booked(known, wording)


def _with_what_is_booked(known: KnownStanding, wording: StandingWords) -> str:
    """The day that courses with a booked place would bring, where they close something that is open."""
    planned = known.ahead_if_completed
    day = planned.surely_from or planned.possibly_from
    if not known.closed_by_what_is_booked or day is None:
        return ""
    courses = labels.in_a_list((f"“{course.title}”" for course in known.booked), "and")
    then = f" and have {needs(known, planned.open)}" if planned.open else ""
    return wording.has_a_place.format(courses=courses, then=then, day=_day(max(day, known.day)))


def _day(ordinal: int) -> str:
    return on_day(as_date(ordinal))
