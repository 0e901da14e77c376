"""Who supervised whom on any day: for leads and managers, and for an auditor to whom it was opened."""

from datetime import date, datetime, time, timedelta

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from competencies.labels import STATES
from competencies.queries import principal
from governance.access import may, permitted
from governance.answering import answered
from governance.policy import Action
from governance.views import governed_view
from nhsuk.charts import WeekCount, WeeksChart
from nhsuk.components import Column, Lines, Link, Table, Tag
from nhsuk.words import how_many
from people.downloads import TYPES, download_links, iso, spreadsheet
from people.labels import on_day
from people.models import Person, Service
from people.queries import auditors_of
from people.search import NameSearch

from .. import actions, labels
from ..agreements import address
from ..forms import HistoryForm, OpenHistoryForm
from ..history import SupervisedDay, Unsupervised, supervised_on, unsupervised
from ..models import OpenedHistory
from ..queries.standing import named_here

YEAR_DAYS = 365


@governed_view(Action.VIEW_REGISTER, Service, key="code")
def page(request, service):
    """GET shows a day; POST those of it whose names fit what was typed, which stands in no address."""
    may_open = may(request.user, Action.OPEN_HISTORY, service)
    opened = permitted(OpenedHistory.objects.filter(service=service), to=Action.VIEW_HISTORY, by=request.user)
    asked = _AskedDay(request, service)
    context = _shown(asked, links=may(request.user, Action.MAKE_PLAN, service)) | {
        "crumbs": [Link("Allocations", reverse("allocations:index"))],
        "downloads": download_links(
            request, {kind: reverse(f"allocations:days_{kind}", args=[service.code]) for kind in TYPES}
        ),
        "may_open": may_open,
        "opened": _opened(opened.select_related("auditor")),
    }
    return render(request, "allocations/days.html", context)


@governed_view(Action.VIEW_REGISTER, Service, key="code")
def download(request, service, form: str):
    return _file(_AskedDay(request, service), form)


@governed_view(Action.VIEW_HISTORY, OpenedHistory)
def opened(request, opening):
    """What was opened to an auditor: days from one to the other, and no agreement's text."""
    files = {kind: reverse(f"allocations:history_{kind}", args=[opening.public_id]) for kind in TYPES}
    context = _shown(_AskedDay(request, opening.service, opening), links=False)
    context |= {"crumbs": [], "downloads": download_links(request, files)}
    return render(request, "allocations/days.html", context)


@governed_view(Action.VIEW_HISTORY, OpenedHistory)
def opened_download(request, opening, form: str):
    return _file(_AskedDay(request, opening.service, opening), form)


class _AskedDay:
    """The day that is asked about, within what was opened to the reader if that is less than all; ``rows`` is ``None`` where
    the question makes no sense."""

    def __init__(self, request, service: Service, within: OpenedHistory | None = None):
        self.service, self.within, self.get = service, within, request.GET
        today = timezone.localdate()
        last = min(today, within.finished_on) if within else today
        said = {"on": last.isoformat(), "kind": next(iter(labels.KINDS))} | {k: v for k, v in request.GET.items() if v}
        self.form = HistoryForm(said)
        self.search = NameSearch.of(request)
        self.every = self._rows()
        self.rows = None if self.every is None else self.search.among(self.every, lambda row: str(row.person))

    def _rows(self) -> list[SupervisedDay] | None:
        """Everybody on the day, those without a supervisor who could supervise first."""
        if not self.form.is_valid():
            return None
        on, within = self.form.cleaned_data["on"], self.within
        if within and not within.started_on <= on <= within.finished_on:
            self.form.add_error("on", f"Choose a day from {on_day(within.started_on)} to {on_day(within.finished_on)}")
            return None
        rows = supervised_on(self.service, self.form.cleaned_data["kind"], on, principal(), self.known_at)
        return sorted(rows, key=_rank)

    @property
    def on(self) -> date:
        return self.form.cleaned_data["on"]

    @property
    def known_at(self) -> datetime | None:
        known = self.form.cleaned_data["known"]
        return timezone.make_aware(datetime.combine(known, time.max)) if known else None

    def gaps(self) -> tuple[date, list[Unsupervised]]:
        """Who had no supervisor in the year up to the day, and its first day."""
        first = self.on - timedelta(days=YEAR_DAYS - 1)
        first = max(first, self.within.started_on) if self.within else first
        return first, unsupervised(self.service, self.form.cleaned_data["kind"], first, self.on, self.known_at)


def _shown(asked: _AskedDay, *, links: bool) -> dict:
    context = {
        "title": "Who supervised whom on any day",
        "caption": asked.service.name,
        "service": asked.service,
        "within": asked.within,
        "form": asked.form,
        "asked": asked,
        "search": asked.search,
        "choosing": bool(asked.form.errors),
    }
    if asked.rows is None or asked.every is None:
        return context
    page_shown = asked.search.page(asked.rows, each="person", many="people")
    return context | _year(asked) | {
        "heading": _heading(asked.on, asked.every),
        "table": _table(page_shown.rows, links),
        "page": page_shown,
        "rules": asked.every[0].rules if asked.every else "",
    }  # fmt: skip


def _heading(on: date, rows: list[SupervisedDay]) -> str:
    """How many had none, and how many had one who could not supervise: for them it was the same."""
    if not rows:
        return on_day(on)
    without, unable = (sum(_rank(row) == rank for row in rows) for rank in (0, 1))
    said = f"{on_day(on)}: {without} of {how_many(len(rows), 'person', 'people')} had no supervisor"
    return f"{said}, and {unable} had one who could not supervise" if unable else said


def _rank(row: SupervisedDay) -> int:
    """Who had no supervisor comes first, then who had one who could not supervise."""
    return 0 if row.pair is None else 1 if row.unable else 2


def _year(asked: _AskedDay) -> dict:
    """The year up to the day: how many had no supervisor in each week, and who."""
    first, gaps = asked.gaps()
    weeks = range(((asked.on - first).days // 7), -1, -1)
    days = [asked.on - timedelta(weeks=week) for week in weeks]
    counts = [WeekCount(day, sum(gap.started_on <= day <= gap.finished_on for gap in gaps)) for day in days]
    most = max(counts, key=lambda week: week.count)
    said = f"Most at once: {how_many(most.count, 'person', 'people')}, on {on_day(most.on)}" if gaps else ""
    people = how_many(len({gap.person.pk for gap in gaps}), "person", "people")
    rows = [(str(gap.person), on_day(gap.started_on), on_day(gap.finished_on), gap.days) for gap in gaps]
    columns = (Column("Person"), Column("From"), Column("To"), Column("Days", numeric=True))
    return {
        "year_heading": f"People with no supervisor, {on_day(first)} to {on_day(asked.on)}",
        "year_said": said,
        "weeks": WeeksChart(counts, said) if gaps else None,
        "gaps": Table("Who had no supervisor", columns, rows, caption_hidden=True) if gaps else None,
        "gaps_said": f"Who had no supervisor: {people}",
    }


def _file(asked: _AskedDay, form: str):
    header = (
        "Person",
        "Supervisor",
        "Co-supervisor",
        "From",
        "Supervisor could supervise",
        "Agreement version",
        "Signed by everyone on",
        "Clauses",
        "Fingerprint",
    )
    if asked.rows is None:
        raise Http404
    return spreadsheet(f"who-supervised-whom.{form}", header, map(_cells, asked.rows))


def _cells(row: SupervisedDay) -> tuple[object, ...]:
    pair, agreement = row.pair, row.agreement
    ours = agreement if pair is not None and pair.recorded_in_id == row.service.pk else None
    return (
        str(row.person), named_here(pair, row.service) if pair else "", str(pair.co_supervisor or "") if pair else "",
        iso(pair.started_on) if pair else "", STATES[row.state] if row.state else "", ours.version if ours else "",
        iso(timezone.localdate(ours.in_force_since)) if ours else "", str(ours.template) if ours else "",
        ours.digest if ours else "",
    )  # fmt: skip


def _table(rows: list[SupervisedDay], links: bool) -> Table:
    shown = [
        (
            str(row.person),
            _supervisor(row),
            STATES[row.state] if row.state else "",
            _agreement(row, links),
        )
        for row in rows
    ]
    columns = [Column(title) for title in ("Person", "Supervisor", "Eligibility", "Agreement")]
    empty = "No one in this service needed this supervision on that day, or no name matches."
    return Table("On that day", columns, shown, empty, caption_hidden=True)


def _supervisor(row: SupervisedDay):
    if row.pair is None:
        return Tag("No supervisor", "red")
    beside = f", with {row.pair.co_supervisor} as co-supervisor" if row.pair.co_supervisor else ""
    return Lines((f"{named_here(row.pair, row.service)}{beside}", f"since {on_day(row.pair.started_on)}"))


def _agreement(row: SupervisedDay, links: bool):
    if row.pair is not None and row.pair.recorded_in_id != row.service.pk:
        return ""
    if row.agreement is None:
        return "No agreement in force" if row.pair else ""
    since = on_day(timezone.localdate(row.agreement.in_force_since))
    said = f"Version {row.agreement.version}, signed {since}"
    return Link(said, address(row.agreement)) if links else said


def _opened(rows) -> Table:
    shown = [
        (str(r.auditor), on_day(r.started_on), on_day(r.finished_on), on_day(timezone.localdate(r.opened_at))) for r in rows
    ]
    return Table(
        "Auditors who can see days",
        [Column(title) for title in ("Auditor", "From", "To", "Shared on")],
        shown,
        "None yet.",
    )


@governed_view(Action.OPEN_HISTORY, Service, key="code")
def open_it(request, service):
    form = OpenHistoryForm(request.POST or None, auditors_of(service, timezone.localdate()))
    if done := answered(
        request,
        form,
        lambda given: _open(service, by=request.user, **given),
        said=lambda auditor: f"Days shared. {auditor} can now see who supervised whom on them.",
        then=("allocations:days", service.code),
    ):
        return done
    crumbs = [
        Link("Allocations", reverse("allocations:index")),
        Link("Who supervised whom", reverse("allocations:days", args=[service.code])),
    ]
    context = {"title": "Share days with an auditor", "crumbs": crumbs, "form": form, "submit": "Share days"}
    return render(request, "nhsuk/layouts/form.html", context)


def _open(service: Service, *, auditor: str, by, **days) -> Person:
    """Open the days to the auditor; who that is."""
    reader = get_object_or_404(Person, public_id=auditor)
    actions.open_history(service=service, auditor=reader, by=by, **days)
    return reader
