"""Files as people send them, and as nobody should."""

import io
import zlib

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), **more) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "navy").save(out, kind, **more)
    return out.getvalue()


def pdf(pages: int = 1, script: str = "", **how) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page()
        if script:
            document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=script)
            document.attachments["inside.exe"] = b"MZ"
        document.save(out, **how)
    return out.getvalue()


def flood(width: int, height: int) -> bytes:
    """A PNG that says it is as large as that, and is a few bytes long."""
    header = b"IHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\x00\x00\x00"
    packed = b"IDAT" + zlib.compress(b"\x00" * 100)
    chunks = (len(c[4:]).to_bytes(4, "big") + c + zlib.crc32(c).to_bytes(4, "big") for c in (header, packed, b"IEND"))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def upload(content: bytes = b"", name: str = "certificate.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or pdf(), "application/octet-stream")
