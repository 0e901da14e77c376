"""Whether what a certificate says is still so."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from people.models.conditions import covering
from people.rules.names import plain

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
    paper = Certificate.objects.filter(code=typed(code)).first()
    if paper is None or _last(paper.name) != _last(last_name):
        return None
    return checked(paper, on)


def checked(certificate: Certificate, on: date) -> Checked:
    """Valid is only the very run of eligibility that the paper speaks of: who lapsed and came back needs a new paper."""
    runs = TimelineRun.objects.filter(person=certificate.person_id, standard=certificate.standard, state=State.ELIGIBLE)
    run = runs.filter(started_on=certificate.eligible_since).first()
    if run is None:
        return Checked(certificate, timezone.localdate(certificate.issued_at), False)
    if run.finished_on is None or run.finished_on >= on:
        return Checked(certificate, None, True)
    return Checked(certificate, run.finished_on + timedelta(days=1), False)


def _last(name: str) -> str:
    """The last word of a name, however its accents and spaces are typed."""
    return plain(name).rpartition(" ")[2]
