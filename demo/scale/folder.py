"""The files of an import on disk, written row by row, so that a country never has to fit into memory as rows."""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from exchange.tables import FILES

from ..sheets import Sheets


class Folder(Mapping[str, bytes]):
    """A directory of CSV files by name, each read when it is asked for. ``rows`` counts what was written to each."""

    def __init__(self, path: Path):
        self.path = path
        self.rows: Counter[str] = Counter()

    def take(self, sheets: Sheets) -> None:
        """Add the rows to the files, and let go of them."""
        for name, rows in sheets.rows.items():
            self._append(f"{name}.csv", rows)
        sheets.rows.clear()

    def _append(self, file: str, rows: list[dict[str, str]]) -> None:
        with open(self.path / file, "a", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, [column.name for column in FILES[file].columns], restval="")
            if not self.rows[file]:
                writer.writeheader()
            writer.writerows(rows)
        self.rows[file] += len(rows)

    def __getitem__(self, file: str) -> bytes:
        if file not in self.rows:
            raise KeyError(file)
        return (self.path / file).read_bytes()

    def __iter__(self) -> Iterator[str]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)
