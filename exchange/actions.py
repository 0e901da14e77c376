"""Taking in a service's own spreadsheets: all of it in one transaction, or nothing."""

from collections.abc import Callable, Mapping

from django.utils import timezone

from governance.actions import governed
from governance.facts import recording
from governance.policy import Action
from people.models import Service

from .reading import open_file, rows_of
from .report import Report
from .scope import Everything, OneService
from .tables import FILES, TABLES
from .writing import writer_for

Progress = Callable[[str], None]


class NotApplied(Exception):
    """Nothing was written: rows were rejected, or it was a rehearsal. ``report`` says what was found."""

    def __init__(self, report: Report):
        super().__init__("nothing was written")
        self.report = report


@governed(Action.IMPORT_FACTS)
def import_everything(*, files: Mapping[str, bytes], by, rehearse: bool = False, progress: Progress = lambda line: None) -> Report:
    """Import files by name, for the operator. Raises ``NotApplied`` where a row is rejected, or after a rehearsal."""
    return _import(files, Everything(timezone.localdate()), by, rehearse, progress)


@governed(Action.IMPORT_FACTS, on="service")
def import_for_service(
    *, service: Service, files: Mapping[str, bytes], by, rehearse: bool = False, progress: Progress = lambda line: None
) -> Report:
    """Import files that concern one service only, for its manager. Raises ``NotApplied`` likewise."""
    return _import(files, OneService(timezone.localdate(), service), by, rehearse, progress)


def _import(files: Mapping[str, bytes], context, by, rehearse: bool, progress: Progress) -> Report:
    report = Report(warnings=[f"{name} is not one of the files of an import and was left out." for name in files if name not in FILES])
    with recording(by=by) as book:
        for table in TABLES:
            if table.file in files and (reading := open_file(table, files[table.file], context, report)):
                writer_for(reading, book, context).write(rows_of(reading))
                progress(f"{table.file}: {reading.counts.rows} rows")
        report.people = len(set().union(*book.concerned.values())) if book.concerned else 0
        if report.rejected or rehearse:
            raise NotApplied(report)
        progress(f"Working out the timelines of {report.people} people")
    report.applied = True
    return report
