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
from .importing import Prepared, prepare_files, take_over
from .withdrawing import LONGEST_REASON, withdraw_files

KEPT_FOR = timedelta(days=1)


@governed(Action.REHEARSE_IMPORT, on="service")
def receive(*, service: Service, uploads: Iterable, because: str = "", by) -> Upload:
    """Keep what a browser sent, to be looked through; with ``because`` to withdraw what its rows name. Raises
    ``UploadRefused``."""
    contents = files.unpack(uploads)
    about = {"because": without_patients(because)[:LONGEST_REASON], "preview": {}}
    upload = Upload.objects.create(service=service, by=by, made_at=timezone.now(), **about)
    files.keep(upload.public_id, contents)
    _clear_old_ones()
    return upload


def _rehearsal(*, upload: Upload, by) -> Report:
    """What applying an upload would do. Raises ``UploadRefused`` where its files have been cleared away."""
    contents = _kept(upload)
    try:
        if upload.because:
            with transaction.atomic():
                return _withdraw(upload, contents, by, rehearse=True)
        return prepare_files(contents, _scope(upload, by), by, rehearse=True).report
    except NotApplied as rehearsed:
        return rehearsed.report


@governed(Action.REHEARSE_IMPORT, on="upload", prepare=_rehearsal)
def look_through(*, upload: Upload, by, prepared: Report) -> Upload:
    """Find out what applying an upload would change. Files in which something has to be corrected are kept no longer.

    Raises ``UploadRefused`` where its files have been cleared away.
    """
    upload.preview = prepared.shown
    upload.save(update_fields=["preview"])
    if upload.preview["rejected"]:
        files.clear(upload.public_id)
    return upload


def _prepared(*, upload: Upload, by) -> Prepared | None:
    """What the files would change, which is what was shown; nothing, where they withdraw."""
    _not_applied(upload)
    if upload.because:
        return None
    prepared = prepare_files(_kept(upload), _scope(upload, by), by)
    _as_shown(upload, prepared.report)
    return prepared


@governed(Action.IMPORT_FACTS, on="upload", prepare=_prepared)
def apply_upload(*, upload: Upload, by, prepared: Prepared | None) -> Report:
    """Apply an upload, if it does what was shown. Applying it again does nothing more.

    Raises ``NotApplied`` where it would do something else by now, and ``UploadRefused`` where its files have been cleared away.
    """
    _not_applied(Upload.objects.select_for_update().get(pk=upload.pk))
    report = take_over(prepared, by) if prepared else _as_shown(upload, _withdraw(upload, _kept(upload), by))
    Upload.objects.filter(pk=upload.pk).update(applied_at=timezone.now())
    transaction.on_commit(lambda: files.clear(upload.public_id))
    return report


def _not_applied(upload: Upload) -> None:
    if upload.applied_at:
        raise files.UploadRefused("This import has been applied already. Nothing was done again.")


def _as_shown(upload: Upload, report: Report) -> Report:
    if report.shown != upload.preview:
        raise NotApplied(report)
    return report


def _kept(upload: Upload) -> dict[str, bytes]:
    contents = files.kept(upload.public_id)
    if not contents:
        raise files.UploadRefused("These files were kept for a day and are gone. Send them again.")
    return contents


def _scope(upload: Upload, by) -> OneService:
    return OneService(timezone.localdate(), upload.service, by)


def _withdraw(upload: Upload, contents: Mapping[str, bytes], by, rehearse: bool = False) -> Report:
    access.require(by, Action.WITHDRAW_BY_FILE, upload.service)
    return withdraw_files(contents, partial(_scope, upload, by), upload.because, by, rehearse)


def _clear_old_ones() -> None:
    """What was looked through and never applied is kept for a day: neither its files nor what was found in them longer."""
    old = Upload.objects.filter(applied_at=None, made_at__lt=timezone.now() - KEPT_FOR)
    for upload in old:
        files.clear(upload.public_id)
    old.delete()
