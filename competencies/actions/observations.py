"""Recording that a session was observed, or why it could not be."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from governance.actions import governed
from governance.facts import recording
from governance.policy import Action
from governance.refusal import Refused, require_reason, without_patients
from people.models import Person
from people.notices import notify

from ..models import NotObserved, Observation
from ..rules.words import OBSERVATION_KINDS


@dataclass(frozen=True, slots=True)
class ObservedSession:
    """One observed session: what was practised, by which instrument it was scored and how high, in hundredths."""

    kind: str
    on: date
    intervention: str = ""
    instrument: str = ""
    score_hundredths: int | None = None


@governed(Action.RECORD_OBSERVATION, on="person")
def record_observation(*, person: Person, seen: ObservedSession, by) -> Observation:
    """Record that ``by`` watched a session of the person. Raises ``Refused``."""
    _dated(seen.kind, seen.on)
    if seen.score_hundredths is not None and not without_patients(seen.instrument).strip():
        raise Refused("Enter which instrument the score is from.")
    observed = Observation(
        person=person, kind=seen.kind, observed_on=seen.on, intervention=without_patients(seen.intervention).strip(),
        instrument=seen.instrument.strip(), score_hundredths=seen.score_hundredths, observer=str(by),
    )  # fmt: skip
    _record(observed, by, "This observation is recorded already.")
    notify([person], f"{by} recorded an observation of your work.", reverse("my:desk"))
    return observed


@governed(Action.RECORD_OBSERVATION, on="person")
def note_not_observed(*, person: Person, kind: str, planned_on: date, because: str, by) -> NotObserved:
    """Record that an observation could not take place, and why: it is reported, and counts for nothing. Raises ``Refused``."""
    _dated(kind, planned_on)
    because = require_reason(because, "Enter why it was not possible.")[:400]
    missed = NotObserved(person=person, kind=kind, planned_on=planned_on, because=because)
    _record(missed, by, "It is on record already that this was not possible on that day.")
    notify([person], f"{by} recorded that an observation was not possible: {because}", reverse("my:desk"))
    return missed


def _record(fact: Observation | NotObserved, by, otherwise: str) -> None:
    try:
        with transaction.atomic(), recording(by=by) as book:
            book.record([fact])
    except IntegrityError:
        raise Refused(otherwise) from None


def _dated(kind: str, on: date) -> None:
    if kind not in OBSERVATION_KINDS:
        raise Refused("Choose practice or supervision.")
    if on > timezone.localdate():
        raise Refused("Enter a day that is not in the future.")
