"""The files of an upload: taken out of what a browser sends, and kept privately until they are applied."""

import io
import shutil
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from django.conf import settings

from governance.refusal import Refused

from .tables import FILES

MOST_BYTES = 5_000_000


class UploadRefused(Refused):
    """Why what was sent cannot be looked through, in a sentence that says what to do."""


def unpack(uploads: Iterable) -> dict[str, bytes]:
    """The files of an import by name, from CSV files and zip archives of them; others are left aside. Raises
    ``UploadRefused``."""
    files: dict[str, bytes] = {}
    for upload in uploads:
        if upload.size > MOST_BYTES:
            raise UploadRefused(
                f"{Path(upload.name).name} is larger than {MOST_BYTES // 1_000_000} MB. Send fewer rows at a "
                "time, or ask the team that runs this site to import them."
            )
        content = upload.read()
        members = _archived(content) if content[:4] == b"PK\x03\x04" else {Path(upload.name).name.casefold(): content}
        if twice := sorted(files.keys() & members.keys()):
            raise UploadRefused(f"{twice[0]} was sent twice. Send it once.")
        files |= members
        if sum(map(len, files.values())) > MOST_BYTES:
            raise UploadRefused(
                f"The files are larger than {MOST_BYTES // 1_000_000} MB together. Send fewer rows at a time, "
                "or ask the team that runs this site to import them."
            )
    if not any(name in FILES for name in files):
        raise UploadRefused(
            f"None of these is a file of an import. Name them as in the list below, such as {next(iter(FILES))}."
        )
    return {name: content for name, content in files.items() if name in FILES}


def _archived(content: bytes) -> dict[str, bytes]:
    """The known files in an archive, never more than may be sent, whatever the archive says of itself."""
    files: dict[str, bytes] = {}
    room = MOST_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.infolist():
                name = PurePosixPath(member.filename).name.casefold()
                if name not in FILES:
                    continue
                if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                    raise zipfile.BadZipFile
                if name in files:
                    raise UploadRefused(f"{name} is in the archive twice. Leave one.")
                with archive.open(member) as packed:
                    files[name] = packed.read(room + 1)
                room -= len(files[name])
                if room < 0:
                    raise UploadRefused(
                        f"The archive unpacks to more than {MOST_BYTES // 1_000_000} MB. Send fewer rows at a "
                        "time, or ask the team that runs this site to import them."
                    )
    except UploadRefused:
        raise
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise UploadRefused("This archive cannot be opened. Make it again, without a password.") from None
    return files


def archived(files: Mapping[str, bytes]) -> io.BytesIO:
    """A zip archive of the files, ready to be read."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    out.seek(0)
    return out


def _folder(key) -> Path:
    return Path(settings.PRIVATE_ROOT) / "imports" / str(key)


def keep(key, files: Mapping[str, bytes]) -> None:
    folder = _folder(key)
    folder.mkdir(mode=0o700, parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


def kept(key) -> dict[str, bytes]:
    """The files of an upload; empty where they were cleared away."""
    folder = _folder(key)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())} if folder.is_dir() else {}


def clear(key) -> None:
    shutil.rmtree(_folder(key), ignore_errors=True)
