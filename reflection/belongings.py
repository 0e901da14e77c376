"""Everything here that is somebody's own, to take along: as JSON for programs and as one page to read."""

import io
import json
import zipfile
from typing import Any

from django.template.loader import render_to_string

from people.models import Person

from . import labels
from .models import Feedback, Offer, Recognition, Record, Reminder
from .queries import records_of, together_for, written
from .queries.gifts import opened
from .queries.given import content, named_for
from .vault import Unreadable

NAME = "mine-alone"


def packed(person: Person) -> bytes:
    """A ZIP with both."""
    sections = belongings(person)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr(f"{NAME}.json", json.dumps(sections, indent=1, ensure_ascii=False))
        bundle.writestr(f"{NAME}.html", render_to_string("reflection/take_along.html", {"person": person, "found": sections}))
    return out.getvalue()


def belongings(person: Person) -> dict[str, Any]:
    """What somebody wrote, whom they let read it and when that was; what others gave them; what they offer and are reminded
    of."""
    return {
        "name": str(person),
        "written": [_record(record) for record in records_of(person)],
        "said_to_supervisors": [
            _feedback(row) for row in Feedback.objects.filter(author=person).select_related("supervisor", "author")
        ],
        "said_by_supervisees": [_said(row, opened_up) for row, opened_up in named_for(person)],
        "put_together": [
            {"quarter": labels.quarter(row.quarter), **{line: labels.BANDS[band] for line, band in row.bands.items()}}
            for row in together_for(person)
        ],
        "strengths": [
            _strength(*one) for one in opened(Recognition.objects.filter(person=person).select_related("written_by"))
        ],
        "strengths_that_i_wrote_down": [
            {"of": str(row.person), "on": row.on.isoformat()}
            for row in Recognition.objects.filter(written_by=person).exclude(person=person).select_related("person")
        ],
        "interests_and_offers": [
            {"kind": labels.OFFERS[row.kind], "words": words, "shown": row.shown}
            for row, words in opened(Offer.objects.filter(person=person))
        ],
        "reminders": [
            {"tool": row.tool.title, "due_on": row.due_on.isoformat()}
            for row in Reminder.objects.filter(person=person, over_at=None).select_related("tool")
        ],
    }


def _record(record: Record) -> dict[str, Any]:
    return {
        "tool": str(record.tool),
        "on": record.on.isoformat(),
        "begun_at": record.begun_at.isoformat(),
        "finished": record.finished_at is not None,
        "entries": [{"title": one.title, "words": one.words} for one in written(record).entries],
        "typed_since": _typed(record),
        "shared": [
            {
                "with": str(door.reader), "whole": door.whole, "from": door.shared_at.isoformat(),
                "taken_back": door.taken_back_at.isoformat() if door.taken_back_at else None,
                "opened": [reading.at.isoformat() for reading in door.readings.all()],
            }
            for door in record.shares.all()
        ],
    }  # fmt: skip


def _typed(record: Record) -> list[dict[str, str]]:
    """What was typed and not finished yet: a draft, or a change."""
    try:
        typed = record.content().get("typed", {})
    except Unreadable:
        return []
    form = record.tool.form
    titles = {one.code: one.title for one in (*form.prompts, *form.lines, *form.parts)}
    return [{"title": titles.get(name, name), "words": text} for name, text in typed.items() if text]


def _feedback(row: Feedback) -> dict[str, Any]:
    return {
        "to": str(row.supervisor),
        "quarter": labels.quarter(row.quarter),
        "with_my_name": row.named,
        **(content(row) or {}),
    }


def _said(row: Feedback, opened_up: dict[str, Any]) -> dict[str, Any]:
    return {"by": str(row.author), "at": row.at.isoformat(), **opened_up}


def _strength(row: Recognition, words: str) -> dict[str, Any]:
    return {"by": str(row.written_by), "on": row.on.isoformat(), "words": words, "in_my_evidence": row.offered_at is not None}
