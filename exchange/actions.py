"""Taking in a service's own spreadsheets: all of it in one transaction, or nothing."""

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from governance.actions import governed
from governance.facts import recording
from governance.policy import Action
from people.models import Service

from . import files
from .models import Upload
from .preview import preview
from .reading import open_file, rows_of
from .report import Report
from .scope import Everything, OneService
from .tables import TABLES
from .writing import writer_for

Progress = Callable[[str], None]
KEPT_FOR = timedelta(days=1)


class NotApplied(Exception):
    """Nothing was written: rows were rejected, or it was a rehearsal. ``report`` says what was found."""

    def __init__(self, report: Report):
        super().__init__("nothing was written")
        self.report = report


@governed(Action.IMPORT_FACTS)
def import_everything(
    *, contents: Mapping[str, bytes], by, rehearse: bool = False, progress: Progress = lambda line: None
) -> Report:
    """Import files by name, for the operator. Raises ``NotApplied`` where a row is rejected, or after a rehearsal."""
    return _import(contents, Everything(timezone.localdate()), by, rehearse, progress)


def _import(contents: Mapping[str, bytes], context, by, rehearse: bool, progress: Progress) -> Report:
    report = Report()
    with recording(by=by) as book:
        for table in TABLES:
            if table.file in contents and (reading := open_file(table, contents[table.file], context, report)):
                writer_for(reading, book, context).write(rows_of(reading))
                progress(f"{table.file}: {reading.counts.rows} rows")
        report.people = len(set().union(*book.concerned.values())) if book.concerned else 0
        if report.rejected or rehearse:
            raise NotApplied(report)
        progress(f"Working out the timelines of {report.people} people")
    report.applied = True
    return report


@governed(Action.IMPORT_FACTS, on="service")
def look_through(*, service: Service, uploads: Iterable, by) -> Upload:
    """Keep what a browser sent, and find out what applying it would change. Raises ``UploadRefused``."""
    contents = files.unpack(uploads)
    upload = Upload(service=service, by=by, made_at=timezone.now())
    upload.preview = preview(_rehearsal(service, contents, by))
    upload.save()
    files.keep(upload.public_id, contents)
    _clear_old_ones()
    return upload


@governed(Action.IMPORT_FACTS, on="upload")
def apply_upload(*, upload: Upload, by) -> bool:
    """Apply an upload if it would still do what was shown. Otherwise keep the new preview to be looked at, and say ``False``.

    Applying it again does nothing more. Raises ``UploadRefused`` where its files have been cleared away.
    """
    waiting = Upload.objects.select_for_update().get(pk=upload.pk)
    if waiting.applied_at:
        return True
    contents = files.kept(upload.public_id)
    if not contents:
        raise files.UploadRefused("These files were kept for a day and are gone. Send them again.")
    now = preview(_rehearsal(upload.service, contents, by))
    if now != upload.preview or now["rejected"]:
        Upload.objects.filter(pk=upload.pk).update(preview=now)
        return False
    _import(contents, OneService(timezone.localdate(), upload.service), by, False, lambda line: None)
    Upload.objects.filter(pk=upload.pk).update(applied_at=timezone.now())
    transaction.on_commit(lambda: files.clear(upload.public_id))
    return True


def _rehearsal(service: Service, contents: Mapping[str, bytes], by) -> Report:
    try:
        with transaction.atomic():
            return _import(contents, OneService(timezone.localdate(), service), by, True, lambda line: None)
    except NotApplied as rehearsed:
        return rehearsed.report


def _clear_old_ones() -> None:
    for old in Upload.objects.filter(applied_at=None, made_at__lt=timezone.now() - KEPT_FOR):
        files.clear(old.public_id)
