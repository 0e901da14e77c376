"""Looking through and applying an import: long for a large service, so the worker does both."""

import hashlib
import json

from django.urls import reverse

from governance.policy import Action
from governance.refusal import Refused
from people.background import Ended, in_the_background

from . import actions
from .files import UploadRefused
from .models import Upload

LOOK, APPLY = "look_through_import", "apply_import"
DONE = "The import has been applied. Everybody's eligibility has been worked out again."
WITHDRAWN = "What the files name was withdrawn. Everybody's eligibility has been worked out again."
LOOK_AGAIN = "Something has changed since you looked. Nothing was applied: please look again."


@in_the_background(LOOK, Action.REHEARSE_IMPORT)
def look_through(*, by, upload: int) -> Ended:
    sent = Upload.objects.get(pk=upload)
    try:
        actions.look_through(upload=sent, by=by)
    except UploadRefused as refused:
        return Ended(str(refused), reverse("exchange:upload", args=[sent.service.code]), well=False)
    return Ended("", _page(sent))


@in_the_background(APPLY, Action.IMPORT_FACTS)
def apply(*, by, upload: int, seen: str) -> Ended:
    """Applied, if it still does what was ``seen``; looked through again where it would do something else by now."""
    sent = Upload.objects.get(pk=upload)
    if seen != digest(sent.preview):
        return Ended(LOOK_AGAIN, _page(sent), well=False)
    try:
        return _applied(sent, by)
    except Refused as refused:
        return Ended(str(refused), _page(sent), well=False)


def _applied(upload: Upload, by) -> Ended:
    try:
        actions.apply_upload(upload=upload, by=by)
        return Ended(WITHDRAWN if upload.because else DONE, _page(upload))
    except actions.NotApplied:
        actions.look_through(upload=upload, by=by)
        return Ended(LOOK_AGAIN, _page(upload), well=False)


def digest(preview: dict) -> str:
    """The digest of what somebody was shown."""
    return hashlib.sha256(json.dumps(preview, sort_keys=True).encode()).hexdigest()


def _page(upload: Upload) -> str:
    return reverse("exchange:preview", args=[upload.public_id])
