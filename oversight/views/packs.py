"""Evidence packs: asking for one, and fetching it."""

from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from competencies.queries import principal
from governance.access import may, permitted
from governance.policy import Action
from governance.refusal import Refused
from governance.views import governed_view
from nhsuk.components import Column, Link, Table
from people.background import enqueue
from people.labels import on_day
from people.models import Service
from people.rules.period import add_months

from ..actions.packs import archive_of
from ..background import PACK
from ..forms import PackForm
from ..models import Pack
from ..packs.signing import public_key


@governed_view(Action.VIEW_REGISTER, Service, key="code")
def page(request, service):
    today = timezone.localdate()
    makes = may(request.user, Action.MAKE_PACK, service)
    form = PackForm(request.POST or None, initial={"first": add_months(today, -12), "last": today})
    if request.method == "POST" and makes and form.is_valid():
        about = form.about()
        about |= {"first": about["first"].isoformat(), "last": about["last"].isoformat()}
        about |= {"service": service.code, "standard": principal()}
        back = reverse("oversight:packs", args=[service.code])
        work = enqueue(PACK, by=request.user, doing=f"Making an evidence pack of {service}"[:100], back=back, **about)
        return redirect("work:watch", public_id=work.public_id)
    made = permitted(Pack.objects.filter(service=service), to=Action.VIEW_PACK, by=request.user).select_related("made_by")
    context = {
        "title": "Evidence packs",
        "caption": service.name,
        "crumbs": [Link("Service overview", reverse("oversight:desk", args=[service.code]))],
        "form": form if makes else None,
        "table": _table(made),
        "key": _key(),
        "submit": "Create pack",
    }
    return render(request, "oversight/packs.html", context)


def _table(made) -> Table:
    rows = [
        (
            f"{on_day(pack.first_on)} to {on_day(pack.last_on)}", f"{pack.sample} people, seed {pack.seed}",
            f"{on_day(timezone.localdate(pack.made_at))}, {pack.made_by}", pack.digest[:16], _fetch(pack),
        )
        for pack in made
    ]  # fmt: skip
    titles = ("Period", "Sample", "Made", "Manifest", "Files")
    return Table("Packs that were made", [Column(title) for title in titles], rows, "None has been made yet.")


def _fetch(pack: Pack):
    there = archive_of(pack).is_file()
    return Link("Download", reverse("oversight:pack", args=[pack.public_id])) if there else "issued, files gone"


@governed_view(Action.VIEW_PACK, Pack)
def download(request, pack):
    return as_download(pack)


def as_download(pack: Pack) -> FileResponse:
    """The files of a pack as one. Raises ``Http404`` where they are gone."""
    if not archive_of(pack).is_file():
        raise Http404
    name = f"evidence-{pack.service.code}-{pack.first_on}-{pack.last_on}.zip"
    return FileResponse(archive_of(pack).open("rb"), as_attachment=True, filename=name, content_type="application/zip")


def _key() -> str:
    """The public key, as an auditor compares it; or why there is none here."""
    try:
        return public_key().hex()
    except Refused as refused:
        return str(refused)
