"""Building a pack into a folder: made beside it first and then put in its place, so that what stands there is always whole."""

import hashlib
import json
import os
import shutil
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from governance.audit import Anchor
from governance.progress import say
from people.models import Service

from . import verify_pack
from .contents import PackContents, contents
from .making import in_the_making, kept_file, kept_in
from .paper import as_html, as_pdf
from .sheets import as_csvs, as_workbook
from .signing import public_key, sign


@dataclass(frozen=True, slots=True)
class PackRequest:
    """A pack about a service from ``first`` to ``last``; ``head`` is the audit log's when it was asked for."""

    service: Service
    standard: str
    first: date
    last: date
    sample: int
    seed: int
    head: Anchor

    @property
    def reference(self) -> str:
        """Names the question, not the answer: the same for the same inputs."""
        asked = [
            self.service.code,
            self.standard,
            self.first.isoformat(),
            self.last.isoformat(),
            self.sample,
            self.seed,
            self.head.digest,
        ]
        return hashlib.sha256(json.dumps(asked).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class BuiltPack:
    folder: Path
    digest: str
    """SHA-256 of the manifest, which holds those of all files."""


def build(asked: PackRequest, folder: Path) -> BuiltPack:
    """Where a run was killed, the next with the same question goes on from what was finished. Raises ``ValueError`` where no
    such standard is published, ``FileExistsError`` where the folder is there and is no pack, and ``BeingMade`` where another
    run is at it.
    """
    if folder.exists() and not (folder / verify_pack.MANIFEST).exists() and any(folder.iterdir()):
        raise FileExistsError(f"{folder} is there already and is no pack. Name another folder.")
    of = contents(asked.service, asked.standard, asked.first, asked.last, asked.sample, asked.seed)
    with in_the_making(folder.parent, asked.reference) as part:
        whole = part / "whole"
        shutil.rmtree(whole, ignore_errors=True)
        digest = _write(whole, _files(of, asked, part), _about(of, asked))
        _put(whole, folder)
    return BuiltPack(folder, digest)


def _files(of: PackContents, asked: PackRequest, part: Path) -> dict[str, bytes]:
    sections = list(of.sections(kept_in(part)))
    file = partial(kept_file, part)
    say("Writing the PDF")
    files = {
        "pack.pdf": file("pack.pdf", lambda: as_pdf(of, sections, asked.reference)),
        "pack.html": file("pack.html", lambda: as_html(of, sections, asked.reference)),
    }
    say("Writing the spreadsheets")
    files |= {f"tables/{name}": content for name, content in as_csvs(sections)}
    files["tables.xlsx"] = file("tables.xlsx", lambda: as_workbook(sections))
    files["verify_pack.py"] = Path(verify_pack.__file__).read_bytes()
    return files


def _about(of: PackContents, asked: PackRequest) -> dict[str, Any]:
    return {
        "reference": asked.reference,
        "service": asked.service.code,
        "from": asked.first.isoformat(),
        "to": asked.last.isoformat(),
        "standards": {of.standard.code: [one.version for one in of.standard.versions]},
        "sample": {"people": len(of.drawn), "seed": asked.seed},
        "audit_head": {"number": asked.head.number, "digest": asked.head.digest},
        "public_key": public_key().hex(),
    }


def _write(whole: Path, files: dict[str, bytes], about: dict[str, Any]) -> str:
    for name, content in files.items():
        path = whole / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}
    manifest = json.dumps(about | {"files": digests}, indent=1, ensure_ascii=False, sort_keys=True).encode() + b"\n"
    (whole / verify_pack.MANIFEST).write_bytes(manifest)
    (whole / verify_pack.SIGNATURE).write_text(sign(manifest).hex() + "\n")
    return hashlib.sha256(manifest).hexdigest()


def _put(whole: Path, folder: Path) -> None:
    """In one step, or in two where a pack stands there already."""
    if folder.exists():
        old = folder.with_name(f".{folder.name}-old-{os.getpid()}")
        folder.rename(old)
        whole.rename(folder)
        shutil.rmtree(old, ignore_errors=True)
    else:
        whole.rename(folder)
