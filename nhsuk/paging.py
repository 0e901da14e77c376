"""Long lists in pages of 25: which part is shown, what is said of it, and the way to the rest.

What else is asked (a team, a name, an order) stays in every address. The whole list, as filtered, is what CSV and XLSX take.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.safestring import SafeString

from .components import render
from .words import how_many

PER_PAGE = 25


class ListPage:
    """Part of a list. ``rows`` are those of the page; ``name`` is how the address says which page it is, other than ``page``
    where there are two lists on a page. A number that makes no sense is the nearest that does."""

    def __init__(
        self,
        rows: Sequence,
        asked: Mapping[str, Any],
        *,
        each: str,
        many: str = "",
        name: str = "page",
        per_page: int = PER_PAGE,
    ):
        self._asked, self._name, self._each, self._many = asked, name, each, many
        self.paginator = Paginator(rows, per_page)
        self.page: Page = self.paginator.get_page(asked.get(name))
        self.rows = list(self.page.object_list)

    @property
    def said(self) -> str:
        """``1 to 25 of 150 people``; ``3 people`` where all are shown."""
        total = how_many(self.paginator.count, self._each, self._many)
        if self.paginator.num_pages == 1:
            return total
        return f"{self.page.start_index()} to {self.page.end_index()} of {total}"

    def address(self, number: int) -> str:
        """The same page of the site, with another part of the list."""
        query = self._asked.copy() if isinstance(self._asked, QueryDict) else QueryDict(mutable=True)
        query[self._name] = str(number)
        return f"?{query.urlencode()}"

    def links(self) -> SafeString | str:
        """The way to the other parts, if there are any."""
        if self.paginator.num_pages == 1:
            return ""
        ways = {}
        if self.page.has_previous():
            ways["previous"] = {"href": self.address(self.page.previous_page_number())}
        if self.page.has_next():
            ways["next"] = {"href": self.address(self.page.next_page_number())}
        return render("pagination", items=[self._item(number) for number in self._numbers()], ariaLabel=self.said, **ways)

    def _numbers(self) -> list:
        return list(self.paginator.get_elided_page_range(self.page.number, on_each_side=1, on_ends=1))

    def _item(self, number: int | str) -> dict[str, Any]:
        if number == self.paginator.ELLIPSIS:
            return {"ellipsis": True}
        return {"number": number, "href": self.address(int(number)), "current": number == self.page.number}
