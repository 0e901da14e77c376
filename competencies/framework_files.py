"""A competency framework as a file: JSON as the command line takes it, or a spreadsheet that people can edit."""

import io
import json
import zipfile
from typing import Any

from tablib import Databook, Dataset
from tablib.exceptions import TablibException

from tabular import as_workbook, same_heading

from .models import Framework
from .rules.standard import StandardRefused

MOST_BYTES = 5_000_000
ABOUT = ("code", "version", "title")
COLUMNS = ("domain_code", "domain_title", "code", "title", "looks_for")


def document_of(framework: Framework) -> dict[str, Any]:
    """The published framework as its document. Two queries."""
    domains = [
        {
            "code": domain.code,
            "title": domain.title,
            "competencies": [{"code": c.code, "title": c.title, "looks_for": c.looks_for} for c in domain.competencies.all()],
        }
        for domain in framework.domains.prefetch_related("competencies")
    ]
    return {"code": framework.code, "version": framework.version, "title": framework.title, "domains": domains}


def as_json(document: dict[str, Any]) -> bytes:
    return json.dumps(document, indent=1, ensure_ascii=False).encode()


def as_xlsx(document: dict[str, Any]) -> bytes:
    """Two sheets: what the framework is, and a row for each competency."""
    about = [("what", "value"), *((name, str(document[name])) for name in ABOUT)]
    rows = [
        (domain["code"], domain["title"], one["code"], one["title"], one["looks_for"])
        for domain in document["domains"]
        for one in domain["competencies"]
    ]
    return as_workbook([("framework", about), ("competencies", [COLUMNS, *rows])])


def read_file(content: bytes) -> Any:
    """The document in a file of either kind; whether it describes a framework is for ``read_framework`` to say.

    Raises ``StandardRefused``.
    """
    if len(content) > MOST_BYTES:
        raise _refused("is larger than 5 MB")
    if content[:4] == b"PK\x03\x04":
        return _from_xlsx(content)
    try:
        return json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise _refused("is neither a spreadsheet (XLSX) nor JSON") from None


def _from_xlsx(content: bytes) -> dict[str, Any]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(member.file_size for member in archive.infolist()) > 10 * MOST_BYTES:
                raise _refused("unpacks to more than 50 MB")
        sheets = {sheet.title: sheet for sheet in Databook().load(content, format="xlsx").sheets()}
        about = {same_heading(row[0]): row[1] for row in _sheet(sheets, "framework")}
        rows = [dict(zip(COLUMNS, map(_text, row), strict=True)) for row in _ordered(_sheet(sheets, "competencies"))]
    except StandardRefused:
        raise
    except (
        KeyError,
        StopIteration,
        ValueError,
        TypeError,
        IndexError,
        OSError,
        RuntimeError,
        zipfile.BadZipFile,
        TablibException,
    ):
        columns = ", ".join(COLUMNS)
        raise _refused(
            f"needs a sheet “framework” with code, version and title, and a sheet “competencies” with {columns}"
        ) from None
    domains: dict[str, dict[str, Any]] = {}
    for row in rows:
        domain = domains.setdefault(
            row["domain_code"], {"code": row["domain_code"], "title": row["domain_title"], "competencies": []}
        )
        domain["competencies"].append({name: row[name] for name in COLUMNS[2:]})
    version = _text(about.get("version"))
    return {
        "code": _text(about.get("code")), "version": int(version) if version.isdecimal() else version,
        "title": _text(about.get("title")), "domains": list(domains.values()),
    }  # fmt: skip


def _ordered(sheet: Dataset) -> list[list[Any]]:
    """The rows with their cells in the order of ``COLUMNS``; empty rows are left out."""
    headings = [same_heading(heading) for heading in sheet.headers]
    places = [headings.index(name) for name in COLUMNS]
    return [[row[place] for place in places] for row in sheet if any(row)]


def _sheet(sheets: dict[str, Dataset], name: str) -> Dataset:
    return next(sheet for title, sheet in sheets.items() if same_heading(title) == name)


def _text(cell: Any) -> str:
    return "" if cell is None else str(cell).strip()


def _refused(why: str) -> StandardRefused:
    return StandardRefused([("the file", why)])
