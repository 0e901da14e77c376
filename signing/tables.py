"""Tables of signing that more than one page shows."""

import json
from collections.abc import Iterable
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from competencies.labels import level, on_day
from nhsuk.components import Column, Link, Table, Tag

from .models import Seal
from .queries.lines import CompetencyLine


def competency_table(lines: Iterable[CompetencyLine]) -> Table:
    """Each competency, its state, and since when or on whom."""
    rows = [(item.competency.named, _state(item), _since(item)) for item in lines]
    columns = (Column("Competency"), Column("State"), Column("Next step, or since when"))
    return Table("Every competency of the framework", columns, rows, "The framework has no competencies.", caption_hidden=True)


SIGNED = ("Person", "Competency", "Level", "When")


def signed_table(seals: Iterable[Seal]) -> Table:
    """What somebody has signed: whose, what, at which level and when."""
    rows, columns = [signed_row(seal) for seal in seals], [Column(title) for title in SIGNED]
    return Table("What I have signed", columns, rows, "You have not signed anything yet.", caption_hidden=True)


def signed_row(seal: Seal) -> tuple:
    """One sign-off under its seal, which says the competency as it was signed."""
    signed, competency = seal.sign_off, json.loads(seal.content)["competency"]
    link = Link(str(signed.person), reverse("signing:sealed", args=[seal.public_id]), competency["title"])
    return (link, f"{competency['title']} ({competency['code']})", level(signed.level).capitalize(), on_day(signed.signed_on))


def _state(item: CompetencyLine) -> Tag:
    if item.waiting:
        return Tag("Waiting", "blue")
    if item.returned:
        return Tag("Sent back", "orange")
    if item.signed and item.signed.revoked_on:
        return Tag("Revoked", "red")
    if item.signed and not item.counts:
        return Tag("Ended", "red")
    if item.signed:
        return Tag(f"Signed at {level(item.signed.level)}", "green" if item.done else "yellow")
    return Tag("Not asked for yet", "grey")


def _since(item: CompetencyLine) -> Link | str:
    if request := item.waiting or item.returned:
        words = (
            f"{request.assessor} needs to answer. Asked on {on_day(timezone.localdate(request.asked_at))}"
            if item.waiting
            else f"{request.assessor} sent it back. See what is missing"
        )
        return Link(words, reverse("signing:request", args=[request.public_id]))
    if item.signed:
        words = on_day(item.signed.signed_on) + (
            f". {level(item.needed).capitalize()}, is needed" if item.signed.level < item.needed else ""
        )
        words += f", until {on_day(item.ends - timedelta(days=1))}" if item.counts and item.ends < date.max else ""
        return Link(words, reverse("signing:sealed", args=[item.seal])) if item.seal else words
    return ""
