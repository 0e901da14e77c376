import json
from datetime import UTC, date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from competencies.eligible import people_of, runs_as_json, stand_as_json
from competencies.queries import careers, standard
from competencies.rules.answer import answer
from competencies.rules.eligibility import timeline
from people.models import Service
from people.rules.period import iso_date


def instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError("an offset is missing")
    try:
        return at.astimezone(UTC)
    except OverflowError:
        raise ValueError("is beyond the calendar") from None


class Command(BaseCommand):
    help = "Say as JSON who may supervise on a day and why, or over time with --timeline."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--standard", required=True, metavar="CODE")
        parser.add_argument(
            "--service", metavar="CODE", help="only people with a post there on that day (with --timeline: ever)"
        )
        parser.add_argument("--on", type=iso_date, metavar="DATE", help="the day, as 2026-11-22 (today)")
        parser.add_argument("--known-at", type=instant, metavar="INSTANT", help="as known then: ISO 8601 with an offset (now)")
        parser.add_argument("--timeline", action="store_true", help="the runs of each person's state, from their first fact on")

    def handle(self, *, on: date | None, known_at: datetime | None, **options: Any) -> None:
        on = on or timezone.localdate()
        rules = standard(options["standard"])
        if rules is None:
            raise CommandError(f"There is no standard {options['standard']}. Import it with import_standard.")
        if options["service"] and not Service.objects.filter(code=options["service"]).exists():
            raise CommandError(f"There is no service {options['service']}.")
        people = people_of(options["service"], None if options["timeline"] else on, known_at)
        known = careers(people, known_at)
        answers = []
        for person, number in people.items():
            judged = timeline(known[person], rules)
            content = runs_as_json(judged) if options["timeline"] else stand_as_json(answer(judged, rules, on.toordinal()))
            answers.append({"employee_number": number, **content})
        self.stdout.write(json.dumps(answers, indent=1))
