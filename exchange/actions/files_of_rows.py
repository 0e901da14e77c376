"""What every set of files has in common, imported or withdrawn: a report, how far it is, and nothing half done."""

import hashlib
from collections.abc import Iterator, Mapping

from django.db.models import Model

from governance.progress import say

from ..preview import NOTHING, Coming, preview
from ..report import Report

SAID_EVERY = 500


class NotApplied(Exception):
    """Nothing was written: rows were rejected, or it was a rehearsal. ``report`` says what was found."""

    def __init__(self, report: Report):
        super().__init__("nothing was written")
        self.report = report


def report_on(contents: Mapping[str, bytes], **about) -> Report:
    return Report(digests={name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}, **about)


def close(report: Report, concerned: Mapping[type[Model], set[int]], rehearse: bool, coming: Coming = NOTHING) -> None:
    """Say in the report whom it concerns and what is shown of it. Raises ``NotApplied`` where nothing is to stay."""
    report.people = len(set().union(*concerned.values()))
    report.shown = preview(report, coming)
    if report.rejected or rehearse:
        raise NotApplied(report)


def counted(rows: Iterator, file: str, content: bytes) -> Iterator:
    """The rows of a file as they are, saying now and then how many of about so many have been read."""
    say(f"Reading {file}")
    lines = content.count(b"\n")
    for number, row in enumerate(rows):
        if number and number % SAID_EVERY == 0:
            say(f"Reading {file}", number, max(lines, number))
        yield row
