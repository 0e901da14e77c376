"""Taking back what the rows of files name, as recorded in error: first tried out, so that it is known whom it changes."""

from collections.abc import Mapping
from dataclasses import replace

from django.utils import timezone

from governance.actions import governed
from governance.facts import recording
from governance.locks import one_at_a_time
from governance.policy import Action
from governance.refusal import require_reason

from ..effects import Concerned, Effects, colleagues, effects_of
from ..preview import preview
from ..reading import open_file, rows_of
from ..report import Report
from ..scope import Everything
from ..tables import TABLES
from ..telling import tell_about_files
from ..withdrawing import by_key, withdrawing
from .files_of_rows import NotApplied, close, counted, report_on

LONGEST_REASON = 200


@governed(Action.WITHDRAW_BY_FILE)
def withdraw_everything(*, contents: Mapping[str, bytes], because: str, by, rehearse: bool = False) -> Report:
    """Take back what the rows of files name, as recorded in error, for the operator. Raises ``Refused`` without a reason, and
    ``NotApplied`` as an import does."""
    return withdraw_files(contents, lambda: Everything(timezone.localdate()), because, by, rehearse)


def withdraw_files(contents: Mapping[str, bytes], context, because: str, by, rehearse: bool = False) -> Report:
    """``context`` makes a new scope for each of the two times that the files are read."""
    because = require_reason(because, "Say why these were recorded in error.")[:LONGEST_REASON]
    one_at_a_time("import")
    tried, effects = _tried_out(contents, context(), because, by)
    if rehearse:
        raise NotApplied(tried)
    report, _ = _withdrawn(contents, context(), because, by)
    tell_about_files(effects, by=by)
    return replace(report, effects=tried.effects, shown=tried.shown, applied=True)


def _tried_out(contents: Mapping[str, bytes], context, because: str, by) -> tuple[Report, Effects]:
    """What it would do, and to whom. Raises ``NotApplied`` where a row is rejected."""
    reports: list[Report] = []

    def change() -> Concerned:
        report, concerned = _withdrawn(contents, context, because, by)
        reports.append(report)
        return concerned

    effects = effects_of(change, known=colleagues(context.service) if context.service else None)
    report = replace(reports[0], effects=effects.sentences)
    return replace(report, shown=preview(report)), effects


def _withdrawn(contents: Mapping[str, bytes], context, because: str, by) -> tuple[Report, Concerned]:
    report = report_on(contents, withdraws=True)
    with recording(by=by, service=context.service) as book:
        for table in reversed(TABLES):  # what refers to others goes before them
            if table.file in contents and (reading := open_file(by_key(table), contents[table.file], context, report)):
                rows = counted(rows_of(reading), table.file, contents[table.file])
                withdrawing(table, reading, book, context, because).write(rows)
        close(report, book.concerned, rehearse=False)
    return report, dict(book.concerned)
