"""What the parties settle in an agreement before they sign, when they meet and what a clause means to them, and planning the
sessions as they agreed."""

from datetime import timedelta

from django.utils import timezone

from governance.actions import governed
from governance.policy import Action
from governance.refusal import Refused, without_patients
from people.models import Person, Post, Service
from people.models.conditions import covering
from supervision.actions import Terms, begin_series
from supervision.actions.schedule import stop
from supervision.models import Series
from supervision.rules.words import SUPPORTING

from ..agreements import SIGNED_BY_ALL
from ..meetings import series_of
from ..models import AgreedMeeting, ClauseTalk, Contract
from ..rules.meeting import ON_LEAVE, WITHOUT_RHYTHM
from .contracts import ask_to_sign, held, open_part, standing_of, still_supervised


@governed(Action.WRITE_CONTRACT, on="contract")
def agree_meeting(*, contract: Contract, on_leave: str, terms: Terms | None = None, by: Person) -> AgreedMeeting:
    """Say when and where the parties meet, and what happens on leave; without ``terms`` they meet as it is planned. Either may
    say it until somebody signs. Raises ``Refused``."""
    open_contract, _ = open_part(contract, by)
    if on_leave not in ON_LEAVE:
        raise Refused("Choose what happens when the supervisor is on leave.")
    _check(open_contract, terms)
    about = {name: getattr(terms, name) if terms else empty for name, empty in EMPTY.items()}
    meeting, _ = AgreedMeeting.objects.update_or_create(contract=open_contract, defaults=about | {"on_leave": on_leave})
    if standing_of(open_contract).ready:
        ask_to_sign(open_contract, f"{by} has said when and where you meet.", by)
    return meeting


EMPTY = {"every": "", "first_on": None, "starts_at": None, "minutes": None, "where": "", "on_holiday": ""}


def _check(contract: Contract, terms: Terms | None) -> None:
    if terms is None:
        if not series_of(contract, timezone.localdate()):
            raise Refused("No sessions are planned yet. Enter when and where you meet.")
        return
    if contract.kind == SUPPORTING or contract.kind in WITHOUT_RHYTHM:
        raise Refused("The agreement takes the days of this supervision from what is planned.")
    terms.check()


@governed(Action.WRITE_CONTRACT, on="contract")
def talk_through(*, contract: Contract, code: str, words: str = "", talked: bool = False, by: Person) -> ClauseTalk:
    """Say that the parties talked a clause through, and what they add to it. Raises ``Refused``."""
    open_contract, _ = open_part(contract, by)
    if code not in {clause["code"] for clause in open_contract.template.clauses}:
        raise Refused("This agreement has no such clause.")
    about = {"talked_on": timezone.localdate() if talked else None, "words": without_patients(words).strip()}
    return ClauseTalk.objects.update_or_create(contract=open_contract, code=code, defaults=about)[0]


@governed(Action.WRITE_CONTRACT, on="contract")
def plan_as_agreed(*, contract: Contract, terms: Terms, by: Person) -> Series:
    """The supervisor plans the sessions that all have agreed to; what was planned for the same people ends before the first of
    them. Raises ``Refused``."""
    locked = held(contract)
    if locked.offers is None or locked.offers.person_id != by.pk:
        raise Refused("The supervisor plans the sessions.")
    if standing_of(locked).stage not in SIGNED_BY_ALL:
        raise Refused("Plan the sessions once all have signed the agreement.")
    members = [party.person for party in still_supervised(locked)]
    last_on = terms.first_on - timedelta(days=1)
    for series in series_of(locked, timezone.localdate()):
        if {m.person_id for m in series.members.running(timezone.localdate())} == {person.pk for person in members}:
            stop(series, min(filter(None, (series.last_on, last_on))), by)
    led = {"facilitator": locked.offers.person, "by": locked.offers.person}
    return begin_series(service=_service(locked, by), kind=locked.kind, members=members, terms=terms, **led)


def _service(contract: Contract, by: Person) -> Service:
    """The service in which the agreement was made, if its supervisor works there, otherwise where they work."""
    posts = list(Post.objects.live().filter(covering(timezone.localdate()), person=by).select_related("service").order_by("pk"))
    if not posts:
        raise Refused(f"{by} has no post today.")
    return next((post.service for post in posts if post.service_id == contract.service_id), posts[0].service)
