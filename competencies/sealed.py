"""A seal as a page shows it: what was signed then, and what has changed around it since."""

import json
from datetime import date
from functools import cached_property

from django.db.models import Q

from .actions import standing_of
from .labels import STATES, on_day
from .models import Seal, SignOff
from .queries.signing import competencies_of
from .rules.sealing import changed
from .sealing import wording_of


class Sealed:
    """``content`` is what is under the seal, read and never written."""

    def __init__(self, seal: Seal):
        self.seal = seal
        self.content = json.loads(seal.content)

    @cached_property
    def standing(self) -> SignOff | None:
        return standing_of(self.seal)

    @cached_property
    def revoked_because(self) -> str:
        """What was said when it was revoked: on the row that the revoked one took the place of."""
        first = self.seal.sign_off
        rows = SignOff.objects.filter(Q(pk=first.pk) | Q(place=first.in_place)).exclude(voided_at=None)
        return rows.order_by("voided_at", "pk").last().void_reason

    @property
    def corrected_to(self) -> SignOff | None:
        """What the sign-off says by now, where it is known otherwise than it was sealed."""
        said, now = self.content["signed"], self.standing
        return now if now and (now.level, now.comment) != (said["level"], said["comment"]) else None

    @cached_property
    def changes(self) -> list[tuple[str, str, str]]:
        """What the framework says otherwise by now."""
        sealed = self.content["competency"]
        now = competencies_of(self.content["framework"]["code"]).get(sealed["code"])
        return changed(sealed, wording_of(now) if now else None)

    @property
    def facts(self) -> list[tuple[str, str]]:
        said, asked = self.content["signed"], self.content["asked"]
        in_place = f", in place of {said['in_place_of']}" if said["in_place_of"] else ""
        return [
            ("Person", self.content["person"]["name"]),
            ("Level", str(said["level"])),
            ("Signed", f"{_day(said['on'])} by {said['by']['name']}{in_place}"),
            ("Their role that day", ", ".join(said["roles"])),
            (
                "As a supervisor that day",
                ", ".join(f"{STATES[state].text} ({code})" for code, state in said["eligibility"].items()),
            ),
            ("Comment", said["comment"]),
            ("Asked", f"{_day(asked['on'])} of {asked['of']['name']}"),
            ("Self-rating", f"{asked['self_rating']}. {asked['comment']}"),
            ("Declaration", said["declaration"]),
        ]


def _day(iso: str) -> str:
    return on_day(date.fromisoformat(iso))
