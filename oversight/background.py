"""Making a pack takes some seconds for a large service: the worker does it."""

from datetime import date

from django.urls import reverse

from governance.policy import Action
from people.background import Ended, in_the_background
from people.models import Service

PACK = "evidence_pack"


@in_the_background(PACK, Action.MAKE_PACK)
def make(*, by, service: str, standard: str, first: str, last: str, sample: int, seed: int) -> Ended:
    from . import actions  # what draws a pack takes long to arrive, and few processes draw one

    at = Service.objects.get(code=service)
    page = reverse("oversight:packs", args=[service])
    about = {"first": date.fromisoformat(first), "last": date.fromisoformat(last), "sample": sample, "seed": seed}
    try:
        actions.make_pack(service=at, standard=standard, by=by, **about)
    except actions.Refused as refused:
        return Ended(str(refused), page, well=False)
    return Ended("The pack is made.", page)
