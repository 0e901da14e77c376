"""The records that are missing in a service, from day to day."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.shortcuts import render
from django.utils import timezone

from governance.policy import Action
from governance.views import governed_view
from people.downloads import spreadsheet
from people.models import Service
from people.rules.period import add_months
from people.search import NameSearch

from ..attention import ServiceView, openable
from ..chrome import crumbs
from ..exports import downloads
from ..forms import GapsForm
from ..gaps import TAKEN_ALONG, TITLES, MissingOf, Opens, counted, grouped, lines, tables
from ..gathering import gathered_here
from ..pictures import Months, month_links, unsupervised, unsupervised_chart
from ..rules.gaps import Missing, report

LOOKED_BACK = timedelta(days=91)


@dataclass(frozen=True)
class GapsAsked:
    """The report as it was asked for: ``gaps`` are those of the kind that was, ``counts`` those of every kind."""

    form: GapsForm
    here: ServiceView
    gaps: list[Missing]
    counts: dict[str, int]
    by_month: Months

    @property
    def query(self) -> str:
        return "?" + urlencode(self.form.asked())

    def figures(self) -> list[tuple[int, str, str]]:
        asked = self.form.asked()
        return [(count, TITLES[kind], "?" + urlencode(asked | {"kind": kind})) for kind, count in self.counts.items()]


def _asked(request, service: Service) -> GapsAsked:
    today = timezone.localdate()
    form = GapsForm(request.GET, (today - LOOKED_BACK, today))
    first, last = form.stretch()
    here = gathered_here(request.user, service, last, first)
    everything, kind = report(here.facts, first, last), form.chosen()
    shown = [gap for gap in everything if kind in ("", gap.what)]
    return GapsAsked(form, here, shown, counted(everything), unsupervised(everything, first, last))


@governed_view(Action.VIEW_REGISTER, Service, key="code")
def page(request, service):
    asked = _asked(request, service)
    people, (first, last) = asked.here.people, asked.form.stretch()
    search = NameSearch.of(request)
    part = search.page(
        search.among(grouped(asked.gaps, last), lambda row: row.named(people)), "person or pair", "people and pairs"
    )
    context = {
        "title": "Missing records", "caption": service.name, "crumbs": crumbs(service), "form": asked.form, "first": first,
        "last": last, "figures": asked.figures(), "count": sum(asked.counts.values()), "search": search, "page": part,
        "open": bool(asked.form.errors or asked.form.chosen()), "empty": not asked.here.facts.posts,
        "tables": list(tables(service, part.rows, people, _opens(asked.here, part.rows), asked.counts)),
        "downloads": downloads("gaps", service, asked.query), "chart": unsupervised_chart(asked.by_month),
        "months": month_links(asked.by_month, last), "year": _year(timezone.localdate()),
    }  # fmt: skip
    return render(request, "oversight/gaps.html", context)


@governed_view(Action.VIEW_REGISTER, Service, key="code")
def csv(request, service):
    return _file(request, service, "missing.csv")


@governed_view(Action.VIEW_REGISTER, Service, key="code")
def xlsx(request, service):
    return _file(request, service, "missing.xlsx")


def _file(request, service: Service, name: str):
    asked = _asked(request, service)
    return spreadsheet(name, TAKEN_ALONG, lines(asked.gaps, asked.here.people))


def _year(today: date) -> str:
    """The address that asks for a whole year."""
    return "?" + urlencode({"first": add_months(today, -12) + timedelta(days=1), "last": today})


def _opens(here: ServiceView, rows: list[MissingOf]) -> Opens:
    sessions = [gap.record for row in rows for gap in row.gaps if row.what == "unconfirmed" and gap.record]
    return Opens(here.decides, openable(sessions, here.reader), timezone.localdate())
