"""The agreements of a service as a list: who with whom, how often, and where each stands, as a page and files show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from nhsuk.words import in_a_list
from people.labels import on_day
from people.models import Person, Service
from people.rules.names import matches

from . import labels
from .agreements import AgreementStatus, content_of, standings, with_parties
from .meetings import Planned, in_one_line, meetings_of, planned_for
from .models import Contract
from .rules.contract import Stage, agreed_meetings
from .rules.meeting import WITHOUT_RHYTHM

RUNNING = tuple(stage for stage in Stage if stage not in (Stage.REPLACED, Stage.ENDED))
"""What is listed where no state is chosen."""
ORDER = {stage: place for place, stage in enumerate((Stage.LATE, Stage.REVIEW_DUE, Stage.SIGNING, Stage.WRITING))}
COLUMNS = ("Supervisees", "Supervisor", "Supervision", "Meets", "State", "Review by", "Waiting for", "Version")


@dataclass(frozen=True, slots=True)
class ListedAgreement:
    """A row of the list. ``meets`` is what the text says of when and where."""

    status: AgreementStatus
    meets: str

    @property
    def supervisees(self) -> str:
        return in_a_list((str(party.person) for party in self.status.contract.supervisees), "and")

    @property
    def cells(self) -> tuple[str, ...]:
        """The row in words, as files have it."""
        contract = self.status.contract
        return (
            self.supervisees, contract.led_by, labels.AGREED[contract.kind], self.meets, labels.STAGES[self.status.stage][0],
            on_day(contract.review_on), in_a_list(map(str, waiting_for(self.status)), "and"), str(contract.version),
        )  # fmt: skip


def agreements_of(service: Service, on: date, *, stages: Iterable[Stage] = RUNNING, kind: str = "") -> list[ListedAgreement]:
    """The agreements of a service in some stages on a day: what is overdue first, then by the supervisees' names. The cost does
    not grow with their number."""
    rows = with_parties(Contract.objects.filter(service=service, **({"kind": kind} if kind else {})))
    statuses, chosen = standings(rows, on), set(stages)
    listed = [status for status in statuses if status.stage in chosen]
    planned = planned_for([status.contract for status in listed if not status.contract.text], on)
    return sorted((ListedAgreement(status, _meets(status.contract, planned)) for status in listed), key=_order)


def waiting_for(status: AgreementStatus) -> tuple[Person, ...]:
    """Whose turn it is: who has a part to write, otherwise who has to sign; nobody once all have signed or it is over."""
    contract = status.contract
    if status.stage not in UNFINISHED:
        return ()
    if contract.written and not status.lacks_when:
        return status.unsigned
    unwritten = tuple(party.person for party in contract.supervisees if not party.words)
    return unwritten or ((contract.offers.person,) if contract.offers else ())


UNFINISHED = (Stage.WRITING, Stage.SIGNING, Stage.LATE)


def _meets(contract: Contract, planned: Planned) -> str:
    if contract.kind in WITHOUT_RHYTHM:
        return "Arranged one by one"
    if contract.text:
        return in_one_line(agreed_meetings(content_of(contract)) or ()) or "Not in this version"
    return in_one_line(meetings_of(contract, planned[contract.pk])) or "Not agreed yet"


def _order(row: ListedAgreement) -> tuple:
    people = [party.person for party in row.status.contract.supervisees]
    names = [(person.last_name, person.first_name, person.pk) for person in people]
    return (ORDER.get(row.status.stage, len(ORDER)), names, row.status.contract.pk)


def named(rows: Iterable[ListedAgreement], words: str) -> list[ListedAgreement]:
    """Those with somebody in them whose name begins with the words."""
    return [row for row in rows if any(matches(words, str(party.person)) for party in row.status.contract.parties.all())]
