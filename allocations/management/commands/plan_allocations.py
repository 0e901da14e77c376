import json
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from allocations.labels import misfit, not_proven
from allocations.planning import SECONDS, PlanForPeople, Planner, planned, without_misfits
from allocations.queries import situation
from allocations.rules.problem import Impossible
from allocations.rules.words import ALLOCATION_KINDS
from competencies.queries import principal, standard
from people.models import Person, Service
from people.rules.period import iso_date


def pair(text: str) -> tuple[str, str]:
    supervisee, equals, supervisor = text.partition("=")
    if not (supervisee and equals and supervisor):
        raise ValueError("write SUPERVISEE=SUPERVISOR")
    return supervisee, supervisor


class Command(BaseCommand):
    help = "Plan who could supervise people in a service who have no supervisor on a day, and say why. Nothing is changed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--service", required=True, metavar="CODE")
        parser.add_argument("--kind", required=True, choices=ALLOCATION_KINDS)
        parser.add_argument("--on", required=True, type=iso_date, metavar="DATE", help="the day, as 2026-11-22")
        parser.add_argument(
            "--without",
            nargs="+",
            action="extend",
            default=[],
            metavar="EMPLOYEE_NUMBER",
            help="supervisors who stop on that day",
        )
        parser.add_argument(
            "--rebalance", action="store_true", help="let valid pairs be moved too, where that places more people"
        )
        parser.add_argument(
            "--pin",
            nargs="+",
            action="extend",
            type=pair,
            default=[],
            metavar="SUPERVISEE=SUPERVISOR",
            help="a pair that must be",
        )
        parser.add_argument(
            "--standard", metavar="CODE", help="by which supervisors are eligible (the service's own, if not said)"
        )
        parser.add_argument("--seconds", type=float, default=SECONDS, help="how long to look for the best plan (%(default)s)")
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *, kind: str, on: date, **options: Any) -> None:
        service = Service.objects.filter(code=options["service"]).first()
        if service is None:
            raise CommandError(f"There is no service {options['service']}.")
        code = options["standard"] or principal()
        if standard(code) is None:
            raise CommandError(
                f"There is no standard {code}. Import it with import_standard."
                if code
                else "No standard is published. Import one with import_standard."
            )
        keys = self._keys({*options["without"], *(number for two in options["pin"] for number in two)})
        pins = {keys[supervisee]: keys[supervisor] for supervisee, supervisor in options["pin"]}
        if len(pins) < len(options["pin"]):
            raise CommandError("A supervisee is pinned twice. Pin each supervisee to one supervisor.")
        without = [keys[number] for number in options["without"]]
        planner = Planner(situation(service, kind, on, code), without=without, rebalance=options["rebalance"], pins=pins)
        if misfits := without_misfits(planner)[1]:
            numbers = {key: number for number, key in keys.items()}
            said = (misfit(one.code, numbers[one.supervisor], numbers[one.supervisee], on) for one in misfits)
            raise CommandError(" ".join(said))
        try:
            plan = planned(planner, options["seconds"])
        except Impossible as impossible:
            raise CommandError(str(impossible)) from None
        self.stdout.write(json.dumps(as_json(plan), indent=1) if options["format"] == "json" else in_words(plan))

    @staticmethod
    def _keys(numbers: set[str]) -> dict[str, int]:
        known = dict(Person.objects.filter(employee_number__in=numbers).values_list("employee_number", "pk"))
        if unknown := sorted(numbers - known.keys()):
            raise CommandError(f"There is no person with the employee number {', '.join(unknown)}.")
        return known


def as_json(planned: PlanForPeople) -> dict[str, Any]:
    """The plan as the outward contract has it; ``off_by`` is there only where the plan is the best so far, not the best there
    is."""
    solution = planned.solution
    said: dict[str, Any] = {
        "moves": [
            {
                "supervisee": _number(m.supervisee),
                "from": _number(m.before),
                "to": _number(m.after),
                "penalty": m.penalty,
                "reasons": list(m.reasons),
            }
            for m in planned.moves
        ],
        "unplaced": [
            {
                "supervisee": _number(one.supervisee),
                "reasons": [
                    {"supervisor": _number(o.supervisor), "code": o.code, "clears_on": o.clears_on and o.clears_on.isoformat()}
                    for o in one.obstacles
                ],
            }
            for one in planned.unplaced
        ],
        "totals": {
            "unplaced": solution.unplaced,
            "moved": solution.moved,
            "penalty": solution.penalty,
            "highest_load": solution.highest_load,
        },
    }
    return said | ({"off_by": dict(solution.off_by)} if solution.off_by else {})


def in_words(planned: PlanForPeople) -> str:
    solution = planned.solution
    lines = [
        f"{m.supervisee}: {m.before or 'nobody'} → {m.after} ({', '.join(m.reasons)}; penalty {m.penalty})"
        for m in planned.moves
    ]
    lines += [f"{one.supervisee}: no supervisor can take them" for one in planned.unplaced]
    lines.append(
        f"{len(planned.moves)} placed, {solution.unplaced} without a supervisor, {solution.moved} moved, penalty "
        f"{solution.penalty}, highest load {solution.highest_load:.0%}."
    )
    if solution.off_by:
        lines.append(not_proven(solution.off_by))
    return "\n".join(lines)


def _number(person: Person | None) -> str | None:
    return person and person.employee_number
