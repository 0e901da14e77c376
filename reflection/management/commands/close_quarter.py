from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from governance.access import CONSOLE
from reflection.actions import close_quarter
from reflection.rules.quarters import before

AT_ONCE = 4
"""Quarters that are looked at each time."""


class Command(BaseCommand):
    help = (
        "Put together what supervisees said in the quarter that is over, and count who wrote, so that no "
        "single answer shows; once a day. "
        "Done twice, it is done once."
    )

    def handle(self, **options: Any) -> None:
        quarter, told = before(timezone.localdate()), 0
        quarters = [quarter]
        while len(quarters) < AT_ONCE:
            quarters.append(quarter := before(quarter))
        for one in reversed(quarters):  # those, too, whose day was missed
            told += close_quarter(quarter=one, by=CONSOLE).together
        self.stdout.write(f"{told} supervisors can be told something.")
