"""The year ahead, and what if."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from competencies.queries import principal
from governance.policy import Action
from governance.views import governed_view
from nhsuk.charts import Met, NeedChart
from nhsuk.components import Column, Lines, Link, Table
from people.models import Person, Service

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
    short = next((month for month in months if month.to_spare < 0), None)
    context = {
        "title": "The year ahead",
        "caption": service.name,
        "crumbs": [Link("Today", reverse("oversight:desk", args=[service.code]))],
        "form": form,
        "chart": _chart(months),
        "table": _table(months, names),
        "short": short,
        "needed": max(month.supervisors_needed for month in months),
    }
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
    def who(keys):
        return Lines(tuple(names.get(key, "") for key in keys)) if keys else ""

    rows = [
        (
            f"{month.first:%B %Y}", month.supply, month.demand, month.to_spare, month.supervisors_needed or "",
            who(month.becoming), who(month.lapsing), who(month.leaving), who(month.free_to_leave),
        )
        for month in months
    ]  # fmt: skip
    titles = (
        "Month",
        "Minutes there",
        "Minutes needed",
        "To spare",
        "Supervisors short",
        "Can supervise",
        "Lapses",
        "Leaves",
        "Two years qualified",
    )
    return Table("Month by month", [Column(title, numeric=title in titles[1:5]) for title in titles], rows)
