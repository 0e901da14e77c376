from django.http import FileResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from governance.policy import Action
from governance.views import governed_list, governed_view, refuse
from nhsuk.components import Column, Link, Table
from people.background import enqueue, redirect_to_result
from people.models import Service, Work

from .. import actions
from ..background import APPLY, LOOK, digest
from ..files import UploadRefused, archived
from ..forms import UploadForm
from ..models import Upload
from ..tables import TABLES

BRINGS = {
    "applied_words": "This import was applied.",
    "nothing_words": "Everything in these files is already here. There is nothing to apply.",
    "apply_words": "Apply these changes",
}
WITHDRAWS = {
    "applied_words": "What these files name was withdrawn.",
    "nothing_words": "These files name nothing. There is nothing to withdraw.",
    "apply_words": "Withdraw these records",
}
WORDS = {False: BRINGS, True: WITHDRAWS}


@governed_list(Action.IMPORT_FACTS, Service)
def start(request, services):
    """The services for which the reader may import; straight in where it is one."""
    open_services = list(services)
    if len(open_services) == 1:
        return redirect("exchange:upload", code=open_services[0].code)
    return render(request, "exchange/services.html", {"title": "Import spreadsheets", "services": open_services})


@governed_view(Action.IMPORT_FACTS, Service, key="code")
def upload(request, service):
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            sent = actions.receive(service=service, uploads=form.cleaned_data["files"], because=form.reason, by=request.user)
            return redirect_to_result(request, _work(sent, LOOK, "Looking through your files", by=request.user))
        except UploadRefused as refused:
            form.refuse(refused, "files")
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
    if not upload.preview:
        refuse(request, "These files have not been looked through. Send them again.")
        return redirect("exchange:upload", code=upload.service.code)
    context = WORDS[bool(upload.because)] | {
        "title": (
            f"What {'these files' if upload.because else 'this import'} {'changed' if upload.applied_at else 'would change'}"
        ),
        "crumbs": [Link("Import spreadsheets", reverse("exchange:upload", args=[upload.service.code]))],
        "upload": upload,
        "found": upload.preview,
        "seen": digest(upload.preview),
        "rejected": _rejected(upload.preview["rejected"]),
        "corrections": _corrections(upload.preview["corrections"]),
    }
    return render(request, "exchange/preview.html", context)


@require_POST
@governed_view(Action.IMPORT_FACTS, Upload)
def apply(request, upload):
    seen = request.POST.get("seen", "")
    return redirect_to_result(request, _work(upload, APPLY, "Applying the changes", by=request.user, seen=seen))


def _work(upload: Upload, kind: str, doing: str, *, by, **more: str) -> Work:
    back = reverse("exchange:upload", args=[upload.service.code])
    return enqueue(kind, by=by, doing=doing, back=back, upload=upload.pk, **more)


@require_POST
@governed_view(Action.EXPORT_FACTS, Service, key="code")
def export(request, service):
    exported = actions.export_service(service=service, by=request.user)
    name = f"{service.code.lower()}-{timezone.localdate().isoformat()}.zip"
    return FileResponse(archived(exported.files), as_attachment=True, filename=name, content_type="application/zip")


def _files() -> Table:
    rows = [(table.file, ", ".join(f"{c.name}{'*' if c.required else ''}" for c in table.columns)) for table in TABLES]
    return Table("Files and their columns", [Column("File"), Column("Columns (* must be filled in)")], rows)


def _rejected(rejections: list[dict]) -> Table:
    rows = [(f"{r['file']}, line {r['line']}", r["column"], r["message"]) for r in rejections]
    return Table("What to correct", [Column("Where"), Column("Column"), Column("What to do")], rows)


def _corrections(corrections: list[dict]) -> Table:
    rows = [(f"{c['file']}, line {c['line']}", c["column"], c["before"], c["after"]) for c in corrections]
    columns = [Column("Where in your files"), Column("Column"), Column("Now"), Column("Afterwards")]
    return Table("What would be corrected", columns, rows)
