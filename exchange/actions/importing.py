"""Taking in a service's own spreadsheets, all of it in one transaction or nothing, and giving them out again."""

from collections.abc import Mapping

from django.utils import timezone

from governance.actions import governed
from governance.facts import recording
from governance.locks import one_at_a_time
from governance.policy import Action
from people.models import Service

from ..export import Exported, exported
from ..reading import open_file, rows_of
from ..report import Report
from ..scope import Everything, OneService
from ..tables import TABLES
from ..writing import writer_for
from .files_of_rows import close, counted, report_on


@governed(Action.IMPORT_FACTS)
def import_everything(*, contents: Mapping[str, bytes], by, rehearse: bool = False) -> Report:
    """Import files by name, for the operator. Raises ``NotApplied`` where a row is rejected, or after a rehearsal."""
    return import_files(contents, Everything(timezone.localdate()), by, rehearse)


def import_files(contents: Mapping[str, bytes], context, by, rehearse: bool = False) -> Report:
    one_at_a_time("import")
    report = report_on(contents)
    with recording(by=by, service=context.service) as book:
        for table in TABLES:
            if table.file in contents and (reading := open_file(table, contents[table.file], context, report)):
                writer_for(reading, book, context).write(counted(rows_of(reading), table.file, contents[table.file]))
        if not report.rejected:
            report.reject_rows(context.strays())
        close(report, book, rehearse)
    report.applied = True
    return report


@governed(Action.EXPORT_FACTS)
def export_everything(*, by) -> Exported:
    """Every fact that an import can bring, for the operator."""
    return exported(Everything(timezone.localdate()))


@governed(Action.EXPORT_FACTS, on="service")
def export_service(*, service: Service, by) -> Exported:
    """What is known of a service and of the people with a post there now or to come."""
    return exported(OneService(timezone.localdate(), service, by))
