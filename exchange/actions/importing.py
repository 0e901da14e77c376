"""Taking in a service's own spreadsheets, all of it in one transaction or nothing, and giving them out again."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from governance.actions import OutOfDate, governed
from governance.facts import recording
from governance.locks import one_at_a_time
from governance.policy import Action
from people.models import Service

from ..export import Exported, exported
from ..looked import CheckedAnswers
from ..reading import open_file, rows_of
from ..report import Report
from ..scope import Everything, OneService, Scope
from ..staged import Staged
from ..tables import TABLES
from ..writing import writer_for
from .files_of_rows import close, counted, report_on


@dataclass(frozen=True, slots=True)
class Prepared:
    """What files would change, as long as what was ``looked`` up is so."""

    report: Report
    staged: Staged
    looked: CheckedAnswers


def _prepared(*, contents: Mapping[str, bytes], by, rehearse: bool = False) -> Prepared:
    return prepare_files(contents, Everything(timezone.localdate()), by, rehearse)


@governed(Action.IMPORT_FACTS, prepare=_prepared)
def import_everything(*, contents: Mapping[str, bytes], by, rehearse: bool = False, prepared: Prepared) -> Report:
    """Import files by name, for the operator. Raises ``NotApplied`` where a row is rejected, or after a rehearsal."""
    return take_over(prepared, by)


def prepare_files(contents: Mapping[str, bytes], context: Scope, by, rehearse: bool = False) -> Prepared:
    """Work out what files would change, and write nothing. Raises ``NotApplied`` where a row is rejected, or after a
    rehearsal."""
    report, staged = report_on(contents), Staged(by, context.service)
    for table in TABLES:
        if table.file in contents and (reading := open_file(table, contents[table.file], context, report)):
            writer_for(reading, staged, context).write(counted(rows_of(reading), table.file, contents[table.file]))
    if not report.rejected:
        report.reject_rows(context.strays())
    close(report, staged.concerned, rehearse, staged.coming)
    return Prepared(report, staged, context.looked)


def take_over(prepared: Prepared, by) -> Report:
    """Save what was prepared. Raises ``OutOfDate`` where others have changed meanwhile what it rests on."""
    one_at_a_time("import")
    if not prepared.looked.still_so():
        raise OutOfDate
    with recording(by=by, service=prepared.staged.service) as book:
        prepared.staged.take_over(book)
    prepared.report.applied = True
    return prepared.report


@governed(Action.EXPORT_FACTS)
def export_everything(*, by) -> Exported:
    """Every fact that an import can bring, for the operator."""
    return exported(Everything(timezone.localdate()))


@governed(Action.EXPORT_FACTS, on="service")
def export_service(*, service: Service, by) -> Exported:
    """What is known of a service and of the people with a post there now or to come."""
    return exported(OneService(timezone.localdate(), service, by))
