"""Files that a browser sent: kept for a day, looked through, and applied if they do what was shown."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone

from governance import access
from governance.actions import governed
from governance.policy import Action
from governance.refusal import without_patients
from people.models import Service

from .. import files
from ..models import Upload
from ..report import Report
from ..scope import OneService
from .files_of_rows import NotApplied
from .importing import import_files
from .withdrawing import LONGEST_REASON, withdraw_files

KEPT_FOR = timedelta(days=1)


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


def _kept(upload: Upload) -> dict[str, bytes]:
    contents = files.kept(upload.public_id)
    if not contents:
        raise files.UploadRefused("These files were kept for a day and are gone. Send them again.")
    return contents


def _carried_out(upload: Upload, contents: Mapping[str, bytes], by, rehearse: bool = False) -> Report:
    context = partial(OneService, timezone.localdate(), upload.service, by)
    if upload.because:
        access.require(by, Action.WITHDRAW_BY_FILE, upload.service)
        return withdraw_files(contents, context, upload.because, by, rehearse)
    return import_files(contents, context(), by, rehearse)


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
