"""Long lists in pages of 25."""

import pytest
from django.http import QueryDict

from nhsuk.paging import ListPage


def of(count: int, asked: str = "") -> ListPage:
    return ListPage(range(count), QueryDict(asked), each="person", many="people")


@pytest.mark.parametrize(
    ("count", "asked", "said", "first"),
    [
        (0, "", "0 people", None),
        (1, "", "1 person", 0),
        (25, "", "25 people", 0),
        (26, "", "1 to 25 of 26 people", 0),
        (26, "page=2", "26 to 26 of 26 people", 25),
        (26, "page=99", "26 to 26 of 26 people", 25),
        (26, "page=-1", "26 to 26 of 26 people", 25),
        (26, "page=x", "1 to 25 of 26 people", 0),
    ],
)
def test_which_part_is_shown_is_said(count, asked, said, first):
    page = of(count, asked)
    assert (page.said, page.rows[0] if page.rows else None) == (said, first)


def test_filters_stay_in_the_addresses():
    links = of(150, "team=A+%26+B&page=3").links()
    assert 'href="?team=A+%26+B&amp;page=2"' in links
    assert 'href="?team=A+%26+B&amp;page=4"' in links
    assert links.count('aria-current="page"') == 1
    assert not of(25, "team=A").links()
