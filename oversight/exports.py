"""Lists of the service taken along: all of a list as it was filtered, not only the page that is shown."""

from django.http import HttpResponse
from django.urls import reverse

from nhsuk.components import Link, Table
from people.downloads import WORDS, spreadsheet
from people.models import Service


def of_table(name: str, table: Table) -> HttpResponse:
    """A table as the file that its name ends in."""
    return spreadsheet(name, [column.title for column in table.columns], table.rows)


def downloads(stem: str, service: Service, query: str = "") -> list[Link]:
    """Where a list can be taken along as it is filtered: ``query`` with its question mark."""
    return [Link(words, reverse(f"oversight:{stem}_{ending}", args=[service.code]) + query) for ending, words in WORDS.items()]
