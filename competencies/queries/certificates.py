"""Whether what a certificate says is still so."""

from dataclasses import dataclass
from datetime import date

from people.models.conditions import covering

from ..models import Certificate, TimelineRun
from ..rules.codes import typed
from ..rules.outcome import State


def standing_run(person: int, standard: str, on: date) -> TimelineRun | None:
    return TimelineRun.objects.filter(covering(on), person=person, standard=standard).first()


@dataclass(frozen=True, slots=True)
class Checked:
    """``withdrawn_on``: the first day on which it was no longer so, where it is not; empty while it is."""

    certificate: Certificate
    withdrawn_on: date | None
    valid: bool


def check(code: str, last_name: str, on: date) -> Checked | None:
    """What may be said of a paper with this code and this last name; nothing where there is none such."""
    found = Certificate.objects.filter(code=typed(code)).first()
    if found is None or found.name.rpartition(" ")[2].casefold() != last_name.strip().rpartition(" ")[2].casefold():
        return None
    return checked(found, on)


def checked(certificate: Certificate, on: date) -> Checked:
    run = standing_run(certificate.person_id, certificate.standard, on)
    if run is not None and run.state == State.ELIGIBLE:
        return Checked(certificate, None, True)
    return Checked(certificate, run.started_on if run else None, False)
