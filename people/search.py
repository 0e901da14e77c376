"""Searching a list by name. The words are sent in a form: a name never stands in an address, nor in the logs of these."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Self, TypeVar

from django.http import HttpRequest, QueryDict

from nhsuk.paging import ListPage
from people.rules.names import matches

LONGEST = 200
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class NameSearch:
    """What was typed, if anything, and the list that is searched: its other filters stay in its ``address``."""

    words: str
    address: str
    asked: QueryDict

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        typed = "".join(letter for letter in request.POST.get("name", "")[:LONGEST] if letter.isprintable())
        return cls(typed.strip(), request.get_full_path(), request.GET)

    def among(self, rows: Iterable[Row], name: Callable[[Row], str]) -> list[Row]:
        """Those of the rows whose name has a part that begins with each of the words."""
        return [row for row in rows if not self.words or matches(self.words, name(row))]

    def page(self, rows: Any, each: str, many: str = "", name: str = "page") -> ListPage:
        """Part of the list. Of what a search has left the first part is shown: no address leads to the others."""
        return ListPage(rows, {} if self.words else self.asked, each=each, many=many, name=name)
