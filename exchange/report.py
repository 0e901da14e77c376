"""What an import did, or would do."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from governance.privacy import redacted
from tabular import Rejection

MOST_CORRECTIONS = 1000


@dataclass(slots=True)
class Counts:
    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    withdrawn: int = 0


@dataclass(frozen=True, slots=True)
class ValueCorrection:
    """One value that an import changes: on which line of which file, and from what to what."""

    file: str
    line: int
    attribute: str
    before: Any
    after: Any


@dataclass(slots=True)
class Report:
    """``ended``: for each file, how many running periods come to an end. ``people``: how many people's facts change.
    ``values``: how many values are corrected, of which ``corrections`` are the first. ``shown``: what a manager is shown of it.
    ``withdraws``: its rows take back what they name; ``effects`` say by name and day what that changes for whom."""

    files: dict[str, Counts] = field(default_factory=dict)
    rejected: list[Rejection] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    cautions: list[str] = field(default_factory=list)
    corrections: list[ValueCorrection] = field(default_factory=list)
    ended: dict[str, int] = field(default_factory=dict)
    people: int = 0
    digests: dict[str, str] = field(default_factory=dict)
    values: int = 0
    shown: dict[str, Any] = field(default_factory=dict)
    applied: bool = False
    withdraws: bool = False
    effects: tuple[str, ...] = ()

    def reject(self, *rejections: Rejection) -> None:
        """What is said of a row is kept and shown, so it repeats no number that looks like a patient's."""
        self.rejected.extend(replace(rejection, message=redacted(rejection.message)) for rejection in rejections)

    def warn(self, warnings: Iterable[str]) -> None:
        self.warnings.extend(redacted(warning) for warning in warnings)

    def caution(self, sentences: Iterable[str]) -> None:
        """What somebody has to look at before these files are applied."""
        self.cautions.extend(redacted(sentence) for sentence in sentences)

    def reject_rows(self, rejections: Iterable[Rejection]) -> None:
        """Take back rows that were read and counted."""
        for rejection in rejections:
            self.rejected.append(rejection)
            self.files[rejection.file].rejected += 1
            self.files[rejection.file].created -= 1

    def correct(self, correction: ValueCorrection) -> None:
        self.values += 1
        if len(self.corrections) < MOST_CORRECTIONS:
            self.corrections.append(correction)

    @property
    def summary(self) -> dict[str, Any]:
        """What the audit log says: of each file its digest, and how many rows it had, made and corrected."""
        done = [(file, c, [c.withdrawn] if self.withdraws else [c.created, c.updated]) for file, c in self.files.items()]
        return {file: [self.digests.get(file, ""), c.rows, *changed] for file, c, changed in done}

    def as_json(self) -> dict[str, Any]:
        return {
            "files": {name: self._counted(counts) for name, counts in self.files.items()},
            "rejected": [asdict(rejection) for rejection in self.rejected],
            "applied": self.applied,
        }

    def _counted(self, counts: Counts) -> dict[str, int]:
        """What an import takes back is no part of its answer: it takes nothing back."""
        return {name: count for name, count in asdict(counts).items() if name != "withdrawn" or self.withdraws}
