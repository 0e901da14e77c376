"""Files that people send: known by their content, made harmless, kept under a random name, and served to few.

A PDF is written anew without scripts, actions and embedded files; a picture is drawn anew without what a camera wrote into it.
What is kept, and hashed, is what came out.
"""

import hashlib
import io
import re
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePath

import pikepdf
from django.conf import settings
from django.http import FileResponse, Http404
from PIL import Image, ImageOps

from governance.facts import recording
from governance.guidance import WITHOUT_PATIENTS
from governance.privacy import EXPLANATION, has_nhs_number
from governance.refusal import Refused

from .models import Attachment, Person

MOST_BYTES = 10_000_000
MOST_PIXELS = 20_000_000
MOST_PAGES = 200
MOST_UNPACKED = 200_000_000
TYPES = {"pdf": "application/pdf", "jpeg": "image/jpeg", "png": "image/png"}
OF_A_PAGE = frozenset(
    {
        "/Type",
        "/Parent",
        "/Resources",
        "/Contents",
        "/MediaBox",
        "/CropBox",
        "/BleedBox",
        "/TrimBox",
        "/ArtBox",
        "/Rotate",
        "/UserUnit",
    }
)
"""What a page is drawn with. Whatever else hangs on it acts, asks or hides."""

HIDDEN = frozenset({"/PieceInfo", "/Metadata", "/AA", "/A", "/JS", "/EF", "/AF", "/OpenAction"})
UNPACKED_AT_ONCE = 1_000_000
_UNSAFE = re.compile(r"[^\w .()\-]+")


class AttachmentRefused(Refused):
    """Why a file is not taken, in a sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    name: str
    kind: str
    content: bytes


def cleaned(upload) -> Cleaned:
    """What would be kept of a file that a browser sent. Raises ``AttachmentRefused``."""
    if upload.size > MOST_BYTES:
        raise AttachmentRefused(
            f"This file is larger than {MOST_BYTES // 1_000_000} MB. Send a smaller one, or a photograph of it."
        )
    content = upload.read()
    kind = _kind(content)
    stem = _UNSAFE.sub(" ", PurePath(upload.name.replace("\\", "/")).stem).strip()[:100] or "certificate"
    if has_nhs_number(stem):
        raise AttachmentRefused(f"The name of the file: {EXPLANATION}", WITHOUT_PATIENTS)
    return Cleaned(f"{stem}.{kind}", kind, _pdf(content) if kind == "pdf" else _picture(content, kind))


def attach(person: Person, cleaned_file: Cleaned, *, by) -> Attachment:
    """Keep a file and its record, inside the transaction of what it is for."""
    attachment = Attachment(
        person=person, name=cleaned_file.name, kind=cleaned_file.kind, size=len(cleaned_file.content),
        digest=hashlib.sha256(cleaned_file.content).hexdigest(),
    )  # fmt: skip
    path = path_of(attachment)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.write_bytes(cleaned_file.content)
    path.chmod(0o640)
    with recording(by=by) as book:
        book.record([attachment])
    return attachment


def path_of(attachment: Attachment) -> Path:
    return Path(settings.PRIVATE_ROOT) / "attachments" / str(attachment.public_id)


def served(attachment: Attachment) -> FileResponse:
    """The file as a download that no browser runs. Raises ``Http404`` where the bytes are gone, as after half a restore."""
    if not path_of(attachment).is_file():
        raise Http404
    response = FileResponse(
        path_of(attachment).open("rb"), as_attachment=True, filename=attachment.name, content_type=TYPES[attachment.kind]
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response._csp_replace = {"default-src": ["'none'"], "sandbox": []}
    return response


def _kind(content: bytes) -> str:
    if content[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    raise AttachmentRefused("This is not a PDF, JPEG or PNG file, whatever its name says. Send one of these.")


def _pdf(content: bytes) -> bytes:
    out = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(content)) as document, pikepdf.new() as plain:
            if len(document.pages) > MOST_PAGES:
                raise AttachmentRefused(f"This document has more than {MOST_PAGES} pages. Send only those that matter.")
            _refuse_bomb(document)
            for page in document.pages:
                _keep(page.obj, OF_A_PAGE)
            plain.pages.extend(document.pages)
            for part in plain.objects:
                if isinstance(part, (pikepdf.Dictionary, pikepdf.Stream)):
                    _leave_out(part, HIDDEN)
            plain.save(out, deterministic_id=True)
    except AttachmentRefused:
        raise
    except pikepdf.PasswordError:
        raise AttachmentRefused("This PDF has a password. Send one without.") from None
    except (pikepdf.PdfError, ValueError, TypeError, RecursionError):
        raise AttachmentRefused("This PDF cannot be opened. Print it to a new PDF, or send a photograph.") from None
    return out.getvalue()


def _refuse_bomb(document: pikepdf.Pdf) -> None:
    """Unpack piece by piece, and no further than anybody's document needs."""
    left = MOST_UNPACKED
    for part in document.objects:
        if isinstance(part, pikepdf.Stream) and "/FlateDecode" in str(part.get("/Filter", "")):
            left -= _unpacked(part.read_raw_bytes(), left)
        if left <= 0:
            raise AttachmentRefused(
                "This PDF unpacks to far more than a document needs. Print it to a new PDF, or send a photograph."
            )


def _unpacked(packed: bytes, most: int) -> int:
    """How many bytes it unpacks to, up to ``most``; what does not unpack is left to the library."""
    unpacker, size = zlib.decompressobj(), 0
    try:
        while packed and size < most:
            size += len(unpacker.decompress(packed, UNPACKED_AT_ONCE))
            packed = unpacker.unconsumed_tail
    except zlib.error:
        return size
    return size


def _keep(part: pikepdf.Object, keys: frozenset[str]) -> None:
    _leave_out(part, frozenset(part.keys()) - keys)


def _leave_out(part: pikepdf.Object, keys: frozenset[str]) -> None:
    for key in keys & frozenset(part.keys()):
        del part[key]


def _picture(content: bytes, kind: str) -> bytes:
    out = io.BytesIO()
    try:
        with Image.open(io.BytesIO(content), formats=[kind.upper()]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Image.DecompressionBombError
            drawn = ImageOps.exif_transpose(picture).convert("RGB" if kind == "jpeg" else "RGBA")
            drawn.info.clear()
            drawn.save(out, kind.upper(), quality=85)
    except Image.DecompressionBombError:
        raise AttachmentRefused("This picture has too many pixels. Send a smaller one.") from None
    except (OSError, ValueError, SyntaxError, TypeError, LookupError, ArithmeticError, struct.error):
        raise AttachmentRefused("This picture cannot be opened. Save it anew, or send a photograph.") from None
    return out.getvalue()
