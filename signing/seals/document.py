"""A seal as a page shows it: what was signed then, and what has changed around it since."""

import json
from datetime import date
from functools import cached_property

from django.db.models import Q

from competencies.labels import STATES, on_day
from competencies.models import SignOff
from competencies.queries import standards
from competencies.queries.asked_for import RECORDED, competencies_of, months_valid
from competencies.rules.levels import BEFORE
from competencies.rules.signed import expires_on
from governance.facts import lineage
from governance.withdrawing import withdrawn

from ..models import Seal
from ..queries.seals import standing_of
from .content import wording_of
from .text import changed


class SealedDocument:
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

    @cached_property
    def withdrawn(self) -> SignOff | None:
        """The row that was declared recorded in error, where nothing of the sign-off stands any more. The seal stays as it
        is."""
        last = lineage(self.seal.sign_off).order_by("pk").last()
        return last if self.standing is None and withdrawn(last) else None

    @property
    def corrected_to(self) -> SignOff | None:
        """What the sign-off says by now, where it is known otherwise than it was sealed."""
        said, now = self.content["signed"], self.standing
        return now if now and (now.level, now.comment) != (said["level"], said["comment"]) else None

    @cached_property
    def superseded_by(self) -> SignOff | None:
        """A later sign-off of the same competency, which stands in place of this one."""
        mine = self.seal.sign_off
        later = SignOff.objects.live().filter(person=mine.person, framework=mine.framework, competency=mine.competency)
        latest = later.select_related("signed_by").order_by("signed_on", *RECORDED).last()
        return latest if latest and latest.in_place != mine.in_place else None

    def ended_on(self, on: date) -> date | None:
        """The first day on which it counted no longer for its age, if that has come."""
        mine = self.seal.sign_off
        ends = expires_on(mine.signed_on, months_valid(mine.framework, on))
        return ends if ends <= on else None

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
            ("Level", self._level(said["level"])),
            ("Signed", f"{_day(said['on'])} by {said['by']['name']}{in_place}"),
            ("Their role that day", ", ".join(said["roles"])),
            (
                "As a supervisor that day",
                ", ".join(f"{STATES[state].text} ({_title(code)})" for code, state in said["eligibility"].items()),
            ),
            *([("Comment", said["comment"])] if said["comment"] else []),
            ("Asked", f"{_day(asked['on'])} of {asked['of']['name']}"),
            ("Self-rating", f"{self._level(asked['self_rating'])}. {asked['comment']}"),
            ("Declaration", said["declaration"]),
        ]

    def _level(self, number: int) -> str:
        """The level as the form called it that was signed."""
        return f"{number}, {self.content.get('levels', {}).get(str(number), BEFORE[number])}"


def _title(code: str) -> str:
    """A standard by its title; one that is gone by what was sealed."""
    known = standards().get(code)
    return known.versions[-1].title if known else code


def _day(iso: str) -> str:
    return on_day(date.fromisoformat(iso))
