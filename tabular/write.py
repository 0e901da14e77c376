"""Writing a table as CSV: UTF-8 with a byte-order mark, so that a spreadsheet reads names right."""

import csv
import io
from collections.abc import Iterable, Sequence

from .cells import harmless


def as_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()
