"""Taking in a service's own spreadsheets: all of it in one transaction, or nothing."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from governance import access
from governance.actions import governed
from governance.facts import recording
from governance.locks import one_at_a_time
from governance.policy import Action
from governance.progress import say
from governance.refusal import said, without_patients
from people.models import Service

from .. import files
from ..export import Exported, exported
from ..models import Upload
from ..preview import preview
from ..reading import open_file, rows_of
from ..report import Report
from ..scope import Everything, OneService
from ..tables import TABLES
from ..withdrawing import by_key, withdrawing
from ..writing import writer_for

KEPT_FOR = timedelta(days=1)
SAID_EVERY = 500
LONGEST_REASON = 200


class NotApplied(Exception):
    """Nothing was written: rows were rejected, or it was a rehearsal. ``report`` says what was found."""

    def __init__(self, report: Report):
        super().__init__("nothing was written")
        self.report = report


@governed(Action.IMPORT_FACTS)
def import_everything(*, contents: Mapping[str, bytes], by, rehearse: bool = False) -> Report:
    """Import files by name, for the operator. Raises ``NotApplied`` where a row is rejected, or after a rehearsal."""
    return _import(contents, Everything(timezone.localdate()), by, rehearse)


@governed(Action.WITHDRAW_BY_FILE)
def withdraw_everything(*, contents: Mapping[str, bytes], because: str, by, rehearse: bool = False) -> Report:
    """Take back what the rows of files name, as recorded in error, for the operator. Raises ``Refused`` without a reason, and
    ``NotApplied`` as an import does."""
    return _withdraw(contents, Everything(timezone.localdate()), because, by, rehearse)


def _import(contents: Mapping[str, bytes], context, by, rehearse: bool = False) -> Report:
    one_at_a_time("import")
    report = _report(contents)
    with recording(by=by, service=context.service) as book:
        for table in TABLES:
            if table.file in contents and (reading := open_file(table, contents[table.file], context, report)):
                writer_for(reading, book, context).write(_said(rows_of(reading), table.file, contents[table.file].count(b"\n")))
        if not report.rejected:
            report.reject_rows(context.strays())
        _close(report, book, rehearse)
    report.applied = True
    return report


def _withdraw(contents: Mapping[str, bytes], context, because: str, by, rehearse: bool = False) -> Report:
    because = said(because, "Say why these were recorded in error.")[:LONGEST_REASON]
    one_at_a_time("import")
    report = _report(contents, withdraws=True)
    with recording(by=by, service=context.service) as book:
        for table in reversed(TABLES):  # what refers to others goes before them
            if table.file in contents and (reading := open_file(by_key(table), contents[table.file], context, report)):
                rows = _said(rows_of(reading), table.file, contents[table.file].count(b"\n"))
                withdrawing(table, reading, book, context, because).write(rows)
        _close(report, book, rehearse)
    report.applied = True
    return report


def _report(contents: Mapping[str, bytes], **about) -> Report:
    return Report(digests={name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}, **about)


def _close(report: Report, book, rehearse: bool) -> None:
    """Raises ``NotApplied`` where nothing is to stay."""
    report.people = len(set().union(*book.concerned.values())) if book.concerned else 0
    report.shown = preview(report)
    if report.rejected or rehearse:
        raise NotApplied(report)


def _said(rows: Iterator, file: str, lines: int) -> Iterator:
    """The rows as they are, saying now and then how many of about so many have been read."""
    say(f"Reading {file}")
    for number, row in enumerate(rows):
        if number and number % SAID_EVERY == 0:
            say(f"Reading {file}", number, max(lines, number))
        yield row


@governed(Action.REHEARSE_IMPORT, on="service")
def receive(*, service: Service, uploads: Iterable, because: str = "", by) -> Upload:
    """Keep what a browser sent, to be looked through; with ``because`` to withdraw what its rows name. Raises ``UploadRefused``."""
    contents = files.unpack(uploads)
    about = {"because": without_patients(because)[:LONGEST_REASON], "preview": {}}
    upload = Upload.objects.create(service=service, by=by, made_at=timezone.now(), **about)
    files.keep(upload.public_id, contents)
    _clear_old_ones()
    return upload


@governed(Action.REHEARSE_IMPORT, on="upload")
def look_through(*, upload: Upload, by) -> Upload:
    """Find out what applying an upload would change. Files in which something has to be corrected are kept no longer.

    Raises ``UploadRefused`` where its files have been cleared away.
    """
    upload.preview = _rehearsal(upload, _kept(upload), by).shown
    upload.save(update_fields=["preview"])
    if upload.preview["rejected"]:
        files.clear(upload.public_id)
    return upload


@governed(Action.IMPORT_FACTS, on="upload")
def apply_upload(*, upload: Upload, by) -> Report:
    """Apply an upload, if it does what was shown. Applying it again does nothing more.

    Raises ``NotApplied`` where it would do something else by now, and ``UploadRefused`` where its files have been cleared away.
    """
    if Upload.objects.select_for_update().get(pk=upload.pk).applied_at:
        raise files.UploadRefused("This import has been applied already. Nothing was done again.")
    report = _carried_out(upload, _kept(upload), by)
    if report.shown != upload.preview:
        raise NotApplied(report)
    Upload.objects.filter(pk=upload.pk).update(applied_at=timezone.now())
    transaction.on_commit(lambda: files.clear(upload.public_id))
    return report


@governed(Action.EXPORT_FACTS)
def export_everything(*, by) -> Exported:
    """Every fact that an import can bring, for the operator."""
    return exported(Everything(timezone.localdate()))


@governed(Action.EXPORT_FACTS, on="service")
def export_service(*, service: Service, by) -> Exported:
    """What is known of a service and of the people with a post there now or to come."""
    return exported(OneService(timezone.localdate(), service, by))


def _kept(upload: Upload) -> dict[str, bytes]:
    contents = files.kept(upload.public_id)
    if not contents:
        raise files.UploadRefused("These files were kept for a day and are gone. Send them again.")
    return contents


def _carried_out(upload: Upload, contents: Mapping[str, bytes], by, rehearse: bool = False) -> Report:
    context = OneService(timezone.localdate(), upload.service, by)
    if upload.because:
        access.require(by, Action.WITHDRAW_BY_FILE, upload.service)
        return _withdraw(contents, context, upload.because, by, rehearse)
    return _import(contents, context, by, rehearse)


def _rehearsal(upload: Upload, contents: Mapping[str, bytes], by) -> Report:
    try:
        with transaction.atomic():
            return _carried_out(upload, contents, by, rehearse=True)
    except NotApplied as rehearsed:
        return rehearsed.report


def _clear_old_ones() -> None:
    """What was looked through and never applied is kept for a day: neither its files nor what was found in them longer."""
    old = Upload.objects.filter(applied_at=None, made_at__lt=timezone.now() - KEPT_FOR)
    for upload in old:
        files.clear(upload.public_id)
    old.delete()
