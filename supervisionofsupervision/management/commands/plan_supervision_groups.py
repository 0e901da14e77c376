import json
import sys
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from people.models import Service
from people.rules.period import iso_date
from supervisionofsupervision import labels
from supervisionofsupervision.planner import SECONDS, GroupPlan, Wanted, plan
from supervisionofsupervision.rules.policy import LARGEST, MINUTES, SMALLEST


def sizes(text: str) -> tuple[int, int]:
    """``3-6``, or ``4`` for exactly four."""
    least, _, most = text.partition("-")
    if not least.isdecimal() or (most and not most.isdecimal()) or not 1 <= int(least) <= int(most or least) <= 12:
        raise ValueError(text)
    return int(least), int(most or least)


class Command(BaseCommand):
    help = (
        "Propose groups of supervision of supervision for a service: who is in them, who leads them, and "
        "when they meet. Nothing is"
        " kept. Exit 1 if a person is left out."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--service", required=True, metavar="CODE")
        parser.add_argument(
            "--from", required=True, dest="start", metavar="DATE", help="the first day on which a group may meet"
        )
        parser.add_argument("--months", type=int, default=6, help="for how long (6)")
        parser.add_argument("--size", default=f"{SMALLEST}-{LARGEST}", help=f"people in a group ({SMALLEST}-{LARGEST})")
        parser.add_argument("--every", choices=tuple(labels.EVERY), default="month")
        parser.add_argument("--minutes", type=int, default=MINUTES, help=f"how long a session takes ({MINUTES})")
        parser.add_argument("--seconds", type=float, default=SECONDS, help=f"how long to look for the best ({SECONDS:g})")
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *, service: str, start: str, size: str, seconds: float, format: str, **options: Any) -> None:
        at = Service.objects.filter(code=service).first()
        if at is None:
            raise CommandError(f"There is no service {service}.", returncode=2)
        try:
            least, most = sizes(size)
        except ValueError:
            raise CommandError(
                "Write --size as 3-6: the fewest and the most people in a group, at most 12.", returncode=2
            ) from None
        try:
            first = iso_date(start)
        except ValueError as wrong:
            raise CommandError(f"--from {wrong}.", returncode=2) from None
        if not 1 <= options["months"] <= 24 or not 15 <= options["minutes"] <= 480:
            raise CommandError("--months goes from 1 to 24, --minutes from 15 to 480.", returncode=2)
        made = plan(at, Wanted(first, options["months"], options["every"], least, most, options["minutes"]), seconds)
        self.stdout.write(json.dumps(as_json(made), indent=1) if format == "json" else as_text(made))
        if made.left_out:
            sys.exit(1)


def _number(person) -> str:
    return person.employee_number or f"#{person.pk}"


def as_json(made: GroupPlan) -> dict:
    return {
        "groups": [
            {
                "facilitator": _number(group.leader),
                "members": sorted(map(_number, group.members)),
                "starts_at": group.when.at.isoformat("minutes"),
                "minutes": made.wanted.minutes,
                "sessions": [day.isoformat() for day in group.when.days],
                "without_session": [{"from": first.isoformat(), "to": last.isoformat()} for first, last in group.when.without],
            }
            for group in made.groups
        ],
        "left_out": [
            {"supervisor": _number(person), "code": why, "reason": labels.LEFT_OUT[why]} for person, why in made.left_out
        ],
        "totals": {
            "supervisors": len(made.question.members),
            "left_out": len(made.left_out),
            "groups": len(made.groups),
            "clashes": made.answer.clashes,
            "unmixed": made.answer.unmixed,
        },
        "status": "optimal" if made.answer.optimal else "best_so_far",
        "bound": next(iter(made.answer.off_by.values()), 0),
        "off_by": dict(made.answer.off_by),
    }


def as_text(made: GroupPlan) -> str:
    lines = []
    for group in made.groups:
        lines.append(f"{group.leader} leads {', '.join(map(str, group.members))}")
        lines.append(f"  at {group.when.at:%H:%M} on {', '.join(map(_day, group.when.days))}")
        lines += [f"  no day from {_day(first)} to {_day(last)} suits all" for first, last in group.when.without]
    lines += [f"Left out: {person}, who {labels.LEFT_OUT[why]}" for person, why in made.left_out]
    solution = made.answer
    proven = (
        "These are the best groups." if solution.optimal else f"The best found in time. {labels.not_proven(solution.off_by)}"
    )
    return "\n".join([*lines, proven])


def _day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b %Y}"
