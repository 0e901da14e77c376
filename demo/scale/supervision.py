"""Who supervises whom in a service, with the sessions of late, and the supervisors' own supervision month by month."""

from collections.abc import Iterator
from datetime import timedelta

from people.rules.period import add_months

from .service import MadeUpService

IN_A_GROUP = 8
MONTHS_OF_SUPERVISION = 36
WEEKS_OF_CASE_MANAGEMENT = 3
CAME = 0.9


def add_rows(service: MadeUpService) -> None:
    supervisors = list(service.supervisors)
    for number, since in service.supervisors.items():
        for kind, minutes, most in (("case_management", 300, 6), ("clinical_skills", 120, 12)):
            service.sheets.add(
                "capacity", supervisor=number, kind=kind, minutes_per_week=minutes, max_supervisees=most, started_on=since
            )
    if supervisors:
        _allocations(service, supervisors)
    for group in _groups(supervisors):
        _supervision_of_supervision(service, group)


def _groups(supervisors: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(supervisors), IN_A_GROUP):
        yield supervisors[start : start + IN_A_GROUP]


def _allocations(service: MadeUpService, supervisors: list[str]) -> None:
    """Everybody with somebody else, since not before either was there; and some weeks of case management to show for it."""
    for place, supervisee in enumerate(service.supervisees):
        supervisor = supervisors[place % len(supervisors)]
        if supervisor == supervisee:
            continue
        since = max(service.since[supervisee], service.supervisors[supervisor])
        for kind, minutes in (("case_management", 60), ("clinical_skills", 30))[: 1 + place % 2]:
            service.sheets.add(
                "allocations",
                supervisee=supervisee,
                supervisor=supervisor,
                kind=kind,
                started_on=since,
                minutes_per_week=minutes,
            )
        for week in range(WEEKS_OF_CASE_MANAGEMENT):
            on = service.sheets.weekday(service.sheets.today - timedelta(days=7 * week + place % 7))
            if on >= since:
                service.sheets.session(
                    f"CM-{supervisee}-{week}", "case_management", on, 60, supervisor, [supervisee], week > 0,
                    cases_discussed=8 + service.draw.randrange(20),
                )  # fmt: skip


def _supervision_of_supervision(service: MadeUpService, group: list[str]) -> None:
    """A monthly group of those who supervised by then; now and then somebody misses it, and a few lapse for it."""
    reliable = {number: service.draw.choice((CAME, CAME, CAME, 0.5)) for number in group}
    for month in range(min(12 * service.years, MONTHS_OF_SUPERVISION)):
        on = service.sheets.weekday(add_months(service.sheets.today, -month))
        came = [n for n in group if service.supervisors[n] <= on and service.draw.random() < reliable[n]]
        if came:
            service.sheets.session(
                f"SOS-{service.code}-{group[0]}-{month}", "supervision_of_supervision", on, 75, service.facilitator, came
            )
