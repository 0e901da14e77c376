"""The year ahead, and what if."""

from django.shortcuts import render
from django.utils import timezone

from competencies.queries import principal
from governance.policy import Action
from governance.views import governed_view
from nhsuk.charts import Met, NeedChart
from nhsuk.components import Column, Lines, Table
from nhsuk.words import how_many
from people.models import Person, Service

from ..chrome import crumbs
from ..forms import WhatIfForm
from ..queries.ahead import known
from ..rules.forecast import ForecastMonth, forecast


@governed_view(Action.VIEW_REGISTER, Service, key="code")
def page(request, service):
    today = timezone.localdate()
    ahead = known(service, principal(), today)
    form = WhatIfForm(request.GET)
    months = forecast(ahead, today, form.what_if())
    keys = {key for month in months for key in (*month.becoming, *month.lapsing, *month.leaving, *month.free_to_leave)}
    names = {person.pk: str(person) for person in Person.objects.filter(pk__in=keys)}
    context = {
        "title": "The year ahead", "caption": service.name, "crumbs": crumbs(service), "form": form, "chart": _chart(months),
        "table": _table(months, names), "short": next((month for month in months if month.to_spare < 0), None),
        "least": (least := min(months, key=lambda month: month.to_spare)), "to_spare": f"{least.to_spare:,}",
        "needed": max(month.supervisors_needed for month in months),
        "nobody": not any(month.supply or month.demand for month in months), "supposed": form.supposed(),
        "open": bool(form.supposed() or form.errors),
    }  # fmt: skip
    return render(request, "oversight/forecast.html", context)


def _chart(months: list[ForecastMonth]) -> NeedChart:
    """Minutes of case management a week on the last day of each month; the table below says the same and who is meant."""
    columns = [Met(f"{month.first:%b}", month.supply, month.demand) for month in months]
    short = [f"{month.first:%B}" for month in months if month.to_spare < 0]
    said = f"too little in {', '.join(short)}" if short else "enough in every month"
    return NeedChart(
        columns, "Minutes a week", f"Minutes of case management there are, and how many are needed, month by month: {said}"
    )


def _table(months: list[ForecastMonth], names: dict[int, str]) -> Table:
    """A month with what differs from others first: what is to spare, and who is the reason."""
    columns = [
        Column("Month", nowrap=True),
        Column("Minutes a week"),
        Column("What changes"),
        Column("Available", numeric=True, detail=True),
        Column("Needed", numeric=True, detail=True),
    ]
    rows = [(f"{m.first:%B %Y}", _spare(m), _changes(m, names), m.supply, m.demand) for m in months]
    return Table("Month by month", columns, rows)


def _spare(month: ForecastMonth) -> str:
    if month.to_spare >= 0:
        return f"{month.to_spare} to spare"
    return f"{-month.to_spare} short: {how_many(month.supervisors_needed, 'more supervisor')} needed"


def _changes(month: ForecastMonth, names: dict[int, str]) -> Lines | str:
    said = (
        (month.becoming, "can supervise"),
        (month.lapsing, "must stop supervising"),
        (month.leaving, "leaves"),
        (month.free_to_leave, "has been qualified for 2 years"),
    )
    lines = tuple(f"{names.get(key, 'A person who has left')} {words}" for keys, words in said for key in keys)
    return Lines(lines) if lines else ""
