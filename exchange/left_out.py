"""Columns that no file of ours has, and what they would have said of the rows: one that can change what a row means is never
let go in silence, nor is one without a heading."""

from collections import Counter
from collections.abc import Iterator

from tabular.file import Header
from tabular.headings import same_heading

TELLING = frozenset(
    [
        "status",
        "state",
        "outcome",
        "result",
        "decision",
        "active",
        "inactive",
        "current",
        "former",
        "archived",
        "attended",
        "attendance",
        "dna",
        "absent",
        "cancelled",
        "canceled",
        "withdrawn",
        "void",
        "voided",
        "deleted",
        "removed",
        "revoked",
        "rejected",
        "refused",
        "approved",
        "verified",
        "confirmed",
        "provisional",
        "draft",
        "error",
        "expires",
        "expired",
        "expiry",
        "valid",
        "until",
        "ended",
        "ends",
        "end",
        "lapsed",
        "left",
        "leaver",
        "leaving",
        "leave",
        "suspended",
        "hold",
        "passed",
        "failed",
        "pass",
        "fail",
        "completed",
        "complete",
    ]
)
"""Words of a heading after which a row may not be what it seems: whoever keeps the sheet marks with them what does not count,
or no longer."""

MOST_WORDS, LONGEST_WORD = 4, 30


class LeftOut:
    """The columns of one file that were left out, with what stands in them as its rows are read."""

    def __init__(self, file: str, header: Header):
        self.file = file
        self.columns = {place: heading for place, heading in header.left_out.items() if _is_telling(heading)}
        self.counts: dict[int, Counter[str]] = {place: Counter() for place in self.columns}

    def look(self, cells: list[str]) -> None:
        for place in self.columns:
            if place < len(cells) and cells[place]:
                self.counts[place][cells[place]] += 1

    def cautions(self) -> Iterator[str]:
        """A sentence for each in which something stands, with what to do."""
        for place, heading in self.columns.items():
            if words := self.counts[place]:
                what = f"the column “{heading}”" if heading else f"column {place + 1}, which has no heading,"
                yield (
                    f"{self.file}: {what} may change what a row means, and is left out: {_counted(words)}."
                    " Take out the rows that should not count before you apply this."
                )


def _is_telling(heading: str) -> bool:
    return not heading or bool(TELLING & set(same_heading(heading).split("_")))


def _counted(words: Counter[str]) -> str:
    """Worked example: ``of the rows 12 say “Completed”, 3 say “Cancelled”``; many or long texts are counted alone."""
    rows = words.total()
    if len(words) > MOST_WORDS or any(len(word) > LONGEST_WORD for word in words):
        return f"it says something in {rows} row{'' if rows == 1 else 's'}"
    said = [f"{count} {'says' if count == 1 else 'say'} “{word}”" for word, count in words.most_common()]
    return f"of the rows {', '.join(said)}"
