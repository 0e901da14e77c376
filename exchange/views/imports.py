from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from governance.policy import Action
from governance.views import governed_list, governed_view
from nhsuk.components import Column, Link, Table
from people.models import Service

from .. import actions
from ..files import UploadRefused, archived
from ..forms import UploadForm
from ..models import Upload
from ..tables import TABLES


@governed_list(Action.IMPORT_FACTS, Service)
def start(request, services):
    """The services for which the reader may import; straight in where it is one."""
    found = list(services)
    if len(found) == 1:
        return redirect("exchange:upload", code=found[0].code)
    return render(request, "exchange/services.html", {"title": "Import spreadsheets", "services": found})


@governed_view(Action.IMPORT_FACTS, Service, key="code")
def upload(request, service):
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            sent = actions.look_through(service=service, uploads=form.cleaned_data["files"], by=request.user)
            return redirect("exchange:preview", public_id=sent.public_id)
        except UploadRefused as refused:
            form.add_error("files", str(refused))
    context = {
        "title": "Import spreadsheets",
        "service": service,
        "form": form,
        "submit": "Look through the files",
        "files": _files(),
    }
    return render(request, "exchange/upload.html", context)


@governed_view(Action.IMPORT_FACTS, Upload)
def preview(request, upload):
    context = {
        "title": "What this import changes" if upload.applied_at else "What this import would change",
        "crumbs": [Link("Import spreadsheets", reverse("exchange:upload", args=[upload.service.code]))],
        "upload": upload,
        "found": upload.preview,
        "rejected": _rejected(upload.preview["rejected"]),
        "corrections": _corrections(upload.preview["corrections"]),
    }
    return render(request, "exchange/preview.html", context)


@require_POST
@governed_view(Action.IMPORT_FACTS, Upload)
def apply(request, upload):
    try:
        actions.apply_upload(upload=upload, by=request.user)
        messages.success(request, "The import has been applied. Everybody's eligibility has been worked out again.")
    except actions.NotApplied:
        actions.look_again(upload=upload, by=request.user)
        messages.warning(request, "Something has changed since you looked. Nothing was applied: please look again.")
    except UploadRefused as refused:
        messages.warning(request, str(refused))
    return redirect("exchange:preview", public_id=upload.public_id)


@require_POST
@governed_view(Action.EXPORT_FACTS, Service, key="code")
def export(request, service):
    found = actions.export_service(service=service, by=request.user)
    name = f"{service.code.lower()}-{timezone.localdate().isoformat()}.zip"
    return FileResponse(archived(found.files), as_attachment=True, filename=name, content_type="application/zip")


def _files() -> Table:
    rows = [(table.file, ", ".join(f"{c.name}{'*' if c.required else ''}" for c in table.columns)) for table in TABLES]
    return Table("Files and their columns", [Column("File"), Column("Columns (* must be filled in)")], rows)


def _rejected(found: list[dict]) -> Table:
    rows = [(f"{r['file']}, line {r['line']}", r["column"], r["message"]) for r in found]
    return Table("What to correct", [Column("Where"), Column("Column"), Column("What to do")], rows)


def _corrections(found: list[dict]) -> Table:
    rows = [(f"{c['file']}, line {c['line']}", c["column"], c["before"], c["after"]) for c in found]
    columns = [Column("Where in your files"), Column("Column"), Column("Now"), Column("Afterwards")]
    return Table("What would be corrected", columns, rows)
