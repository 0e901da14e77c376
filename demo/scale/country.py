"""How many people work where, and the spreadsheets of all of them, one service after the other."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from random import Random

from ..sheets import Sheets
from . import whole_service
from .folder import Folder
from .service import LEADERS, MadeUpService, code_of

Progress = Callable[[str], None]
LEAST_IN_A_SERVICE = LEADERS + 1
LARGEST = 1.65
COURSES = (
    ("LI-SUP-5", "Supervising low-intensity practitioners, five days", 5, "li_supervisor"),
    ("PGCERT-SUP", "Postgraduate certificate in supervision", 20, ""),
    ("SUP-REFRESH", "Supervision refresher", 1, "cpd_supervision|cpd"),
    ("RISK-DAY", "Working with risk", 1, "cpd"),
)


class CountryRefused(ValueError):
    """Why there can be no such country, in a sentence."""


@dataclass(frozen=True, slots=True)
class Country:
    """``practitioners`` are all people, those who lead included; ``years`` is how far back careers begin."""

    practitioners: int
    services: int
    years: int
    seed: int
    today: date

    def __post_init__(self):
        if self.services < 1 or not 1 <= self.years <= 40:
            raise CountryRefused("A country has at least one service, and 1 to 40 years of history.")
        if self.practitioners < self.services * LEAST_IN_A_SERVICE:
            raise CountryRefused(f"A service has at least {LEAST_IN_A_SERVICE} people: ask for more people or fewer services.")

    def sizes(self) -> list[int]:
        """The people of each service: evenly from large to small around the mean, adding up to all of them."""
        shared, last = self.practitioners - LEADERS * self.services, max(self.services - 1, 1)
        step = 2 * (LARGEST - 1) / last
        largest = LARGEST if self.services > 1 else 1
        ends = [round(shared / self.services * (n * largest - step * n * (n - 1) / 2)) for n in range(self.services + 1)]
        return [LEADERS + after - before for before, after in pairwise(ends)]

    def write(self, folder: Folder, progress: Progress = lambda line: None) -> None:
        """Write the files of an import. Only one service is in memory at a time."""
        sheets = Sheets(self.today)
        for code, title, days, tags in COURSES:
            sheets.add("courses", course_code=code, title=title, days=days, tags=tags, provider="University of Middlemarch")
        folder.take(sheets)
        first = 1
        for place, size in enumerate(self.sizes()):
            folder.take(self._service(place, first, size))
            first += size
            if (place + 1) % 50 == 0 or place + 1 == self.services:
                progress(f"Written: {place + 1} of {self.services} services, {first - 1} people")

    def _service(self, place: int, first: int, size: int) -> Sheets:
        """The rows of one service. It draws its own lots, so that it does not depend on what was drawn for another."""
        sheets = Sheets(self.today)
        numbers = [f"{number:07}" for number in range(first, first + size)]
        elsewhere = code_of((place + 1) % self.services)
        made_up = MadeUpService(sheets, Random(f"{self.seed}/{place}"), place, numbers, self.years, elsewhere)
        whole_service.add_rows(made_up)
        return sheets
