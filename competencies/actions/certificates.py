"""Issuing a supervisor's certificate."""

import secrets

from django.utils import timezone

from governance.actions import governed
from governance.policy import Action
from governance.refusal import Refused
from people.locks import hold
from people.models import Person

from ..models import Certificate
from ..queries.certificates import standing_run
from ..rules.codes import ALPHABET, LENGTH
from ..rules.outcome import State
from ..rules.standard import Standard


@governed(Action.ISSUE_CERTIFICATE, on="person")
def issue_certificate(*, person: Person, standard: Standard, by) -> Certificate:
    """The certificate of a person who may supervise today: the one that is there already, if it says the same.

    Raises ``Refused``.
    """
    today = timezone.localdate()
    hold(person)
    run = standing_run(person.pk, standard.code, today)
    if run is None or run.state != State.ELIGIBLE:
        raise Refused("You can get a certificate once you can supervise. You cannot supervise today.")
    version = standard.versions[standard.in_force(today.toordinal())]
    says = {
        "person": person, "name": person.get_full_name(), "standard": standard.code, "title": version.title,
        "version": version.version, "eligible_since": run.started_on,
    }  # fmt: skip
    return Certificate.objects.filter(**says).first() or Certificate.objects.create(
        **says, code="".join(secrets.choice(ALPHABET) for _ in range(LENGTH)), issued_at=timezone.now()
    )
