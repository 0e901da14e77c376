"""Whatever a cell holds, an import takes the row or says why not; it never breaks, and never takes half."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchange.actions import NotApplied, import_everything
from governance.access import CONSOLE
from tests.world import as_csv

from .rows import FILES, RIGHT, Row, everything, rehearse, right

pytestmark = pytest.mark.django_db
NASTY = [
    "", "0", "-1", "1e308", "9223372036854775808", "2147483648", "0000-00-00", "9999-12-31", "01-JAN-1900", "29/02/2100",
    "x" * 5000, "'", "''=", "=1+1", "|", "||a|", "\u202eabc",
    "e\u0301" * 40, "👩🏽‍⚕️", "a\nb", "a\rb", "\x85", "\u2028", "A1", "B2", "THERE", "T2", "FIVE", "{}",
    "%s", "'; DROP TABLE people_person; --", "<script>alert(1)</script>", "\ufeffA1", "A1\u200b", "ß@straße.example", "a@b.c",
]  # fmt: skip


@pytest.mark.parametrize("file", FILES)
def test_every_nasty_cell_in_every_column(ground, file):
    """One row for each, in rehearsals: each is taken or refused with a code and a sentence, and its file with it alone."""
    for column in RIGHT[file]:
        for cell in NASTY:
            report = rehearse(**{file: [right(file, **{column: cell})]})
            assert {r.line for r in report.rejected} <= {2}
            assert [r for r in report.rejected if not (r.code and r.message)] == []
            assert [name for name in report.files if name != f"{file}.csv"] == []


CELLS = st.sampled_from([cell for cell in NASTY if len(cell) < 100]) | st.text(max_size=12)


@st.composite
def imports(draw) -> dict[str, list[Row]]:
    """Several files of a few rows, each right but for a cell or two."""
    files = {}
    for file in draw(st.lists(st.sampled_from(FILES), min_size=1, max_size=4, unique=True)):
        changes = st.dictionaries(st.sampled_from(list(RIGHT[file])), CELLS, max_size=2)
        files[file] = [right(file, **change) for change in draw(st.lists(changes, min_size=1, max_size=3))]
    return files


@settings(
    max_examples=60, derandomize=True, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)  # fmt: skip
@given(imports())
def test_several_files_at_once_are_taken_whole_or_not_at_all(ground, files):
    before = everything()
    try:
        report = import_everything(contents={f"{name}.csv": as_csv(rows) for name, rows in files.items()}, by=CONSOLE)
    except NotApplied as refused:
        assert refused.report.rejected
        assert everything() == before
    else:
        assert report.rejected == []
