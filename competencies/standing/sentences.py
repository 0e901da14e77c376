"""The answer in a sentence, and what explains it."""

from people.rules.period import as_date

from .. import labels
from ..labels import on_day
from ..rules.outcome import State
from .known import KnownStanding
from .wording import StandingWords

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def headline(known: KnownStanding, wording: StandingWords) -> str:
    """``You can supervise until 4 March 2027.``"""
    judgement = known.answer
    if judgement.state is State.ELIGIBLE:
        return wording.can_until.format(day=_day(judgement.until)) if judgement.until is not None else wording.can
    if judgement.state is State.PROVISIONAL:
        return wording.can_with_another
    return _when(known, wording)


def explanation(known: KnownStanding, wording: StandingWords) -> str:
    """The day since which, what ends it, or what would bring it about; empty where there is nothing to add."""
    match known.answer.state:
        case State.ELIGIBLE:
            return _eligible(known)
        case State.PROVISIONAL:
            return _when(known, wording, "supervise alone")
        case State.LAPSED:
            return f"Eligibility lapsed on {_day(known.answer.since)}. {_ahead(known, wording)}".strip()
        case _:
            return _ahead(known, wording)


def _eligible(known: KnownStanding) -> str:
    since = f"Since {_day(known.answer.since)}."
    if known.answer.until is None:
        return since
    ending = labels.in_a_list((labels.in_a_sentence(labels.title(leaf)) for leaf in known.ending), "and")
    because = f" What ends it: {ending}." if ending else ""
    return f"{since} It lapses after {_day(known.answer.until)} unless something is done.{because}"


def _when(known: KnownStanding, wording: StandingWords, what: str = "supervise") -> str:
    """When they can, as far as it can be said."""
    ahead, again = known.ahead, " again" if known.answer.state is State.LAPSED else ""
    if ahead.surely_from is not None:
        return wording.can_from.format(what=what, day=_day(ahead.surely_from))
    if not ahead.open:
        return wording.cannot_yet.format(what=what)
    items = "the open item is" if len(ahead.open) == 1 else f"the {_number(len(ahead.open))} open items are"
    if ahead.possibly_from is not None and ahead.possibly_from > known.day:
        return wording.can_from_if.format(what=what, again=again, day=_day(ahead.possibly_from), items=items)
    return wording.can_as_soon_as.format(what=what, again=again, items=items)


def _ahead(known: KnownStanding, wording: StandingWords) -> str:
    if known.ahead.surely_from is not None:
        return "Everything else is in place; time does the rest."
    return _with_what_is_booked(known, wording)


def _with_what_is_booked(known: KnownStanding, wording: StandingWords) -> str:
    """The day that courses with a booked place would bring, where they close something that is open."""
    planned = known.ahead_if_completed
    day = planned.surely_from or planned.possibly_from
    if not known.closed_by_what_is_booked or day is None:
        return ""
    courses = labels.in_a_list((f"“{course.title}”" for course in known.booked), "and")
    then = {0: "", 1: " and the other open item is met"}.get(
        len(planned.open), f" and the other {_number(len(planned.open))} open items are met"
    )
    return wording.has_a_place.format(courses=courses, then=then, day=_day(max(day, known.day)))


def _day(ordinal: int) -> str:
    return on_day(as_date(ordinal))


def _number(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else str(count)
