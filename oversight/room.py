"""Who can take somebody: minutes free, people, days, and for how long they may supervise."""

from datetime import date

from django.urls import reverse

from allocations.queries import Situation, load_ahead
from allocations.queries.standing import minutes_of
from allocations.rules.policy import MINUTES_PER_WEEK
from competencies.rules.signed import SOON
from nhsuk.components import Column, Lines, Link, Table
from people.labels import days, on_day


def who_has_room(here: Situation, linked: bool) -> Table:
    """Those who may supervise alone on the day, are not away, and have room for one more; most room first."""
    rows = []
    for key in here.supervisors:
        member, capacity = here.members[key], here.capacity.get(key)
        if capacity is None or key not in here.eligible or key in here.away:
            continue
        pairs = here.of.get(key, [])
        free = capacity.minutes_per_week - sum(map(minutes_of, pairs))
        full = capacity.max_supervisees is not None and len(pairs) >= capacity.max_supervisees
        if free >= MINUTES_PER_WEEK[here.kind] and not full:
            page = reverse("allocations:supervisor", args=[member.person.public_id]) if linked else ""
            until = here.eligible[key]
            later = [f"{max(0, capacity.minutes_per_week - load)} from {on_day(day)}" for day, load in load_ahead(here, key)]
            rows.append(
                (
                    free,
                    Lines((f"{free} minutes", *later)),
                    Link(str(member.person), page),
                    member.team_name,
                    member.site,
                    len(pairs),
                    days(member.days),
                    _until(until, here.on),
                )
            )
    rows.sort(key=lambda row: (-row[0], str(row[2])))
    shown = [(name, team, site, people, free, works, until) for _, free, name, team, site, people, works, until in rows]
    titles = ("Supervisor", "Team", "Site", "People now", "Free a week", "Works", "Can supervise")
    columns = [Column(title) for title in titles]
    return Table("Who can take someone", columns, shown, "No supervisor has time for another person at the moment.")


def _until(last: date | None, on: date) -> str:
    if last is None:
        return "no end known"
    return f"until {on_day(last)}{', soon' if last <= on + SOON else ''}"
