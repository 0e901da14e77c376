"""Making an evidence pack, and keeping that it was made."""

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from governance import audit
from governance.actions import OutOfDate, governed
from governance.policy import Action
from governance.refusal import Refused
from people.models import Service

from ..models import Pack
from ..packs.build import PackRequest, build
from ..packs.making import BeingMade, forget_old
from ..rules.period import MOST_TRACED, wrong_with


@dataclass(frozen=True, slots=True)
class UnrecordedPack:
    """A pack whose files are there, not yet recorded, and the head of the log when they were begun."""

    pack: Pack
    head: audit.Anchor


def _built(*, service: Service, standard: str, first: date, last: date, sample: int, seed: int, by) -> UnrecordedPack:
    """The files of a pack. Raises ``Refused``."""
    refuse_what_is_too_much(first, last, sample)
    pack = Pack(
        service=service,
        standard=standard,
        first_on=first,
        last_on=last,
        sample=sample,
        seed=seed,
        made_at=timezone.now(),
        made_by=by,
    )
    asked = PackRequest(service, standard, first, last, sample, seed, audit.head())
    folder = archive_of(pack).with_name(asked.reference)
    forget_old(folder.parent)
    try:
        pack.digest = build(asked, folder).digest
        Path(shutil.make_archive(str(folder), "zip", folder)).rename(archive_of(pack))
    except (ValueError, BeingMade) as wrong:
        raise Refused(str(wrong)) from None
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return UnrecordedPack(pack, asked.head)


@governed(Action.MAKE_PACK, on="service", prepare=_built)
def make_pack(
    *, service: Service, standard: str, first: date, last: date, sample: int, seed: int, by, prepared: UnrecordedPack
) -> Pack:
    """The files first, then the record with their digest: where either breaks, neither is there. Raises ``Refused``.

    A pack never mixes what was known at two times, so nothing may have been done while its files were made.
    """
    try:
        if audit.head() != prepared.head:
            raise OutOfDate
        prepared.pack.save()
    except BaseException:
        archive_of(prepared.pack).unlink(missing_ok=True)
        raise
    return prepared.pack


def refuse_what_is_too_much(first: date, last: date, sample: int) -> None:
    """Refuse too long a time, of a pack or of a visit that shows the same. Raises ``Refused``."""
    if wrong := wrong_with(first, last, timezone.localdate()):
        raise Refused(f"{wrong.sentence}. Choose a period that is over, of a year at most.")
    if not 0 <= sample <= MOST_TRACED:
        raise Refused(f"Trace {MOST_TRACED} people at most.")


def archive_of(pack: Pack) -> Path:
    return Path(settings.PRIVATE_ROOT) / "packs" / f"{pack.public_id}.zip"
