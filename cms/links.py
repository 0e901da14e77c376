"""Links in guidance that lead nowhere, and guidance that the site points at and that is not there."""

from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup
from django.urls import Resolver404, resolve
from wagtail.models import Page, Site

from .models import GuidancePage, HomePage, NewsPage

WITH_A_BODY = (HomePage, GuidancePage, NewsPage)


@dataclass(frozen=True, slots=True)
class Broken:
    page: Page
    address: str


def broken() -> list[Broken]:
    """On published pages, to this site. Whether other sites answer is not asked: no page of ours makes others learn who reads it."""
    return [Broken(page, address) for page, address in addresses() if not leads_somewhere(address)]


def outside() -> list[tuple[Page, str]]:
    return [(page, address) for page, address in addresses() if address.startswith(("http://", "https://"))]


def addresses() -> Iterator[tuple[Page, str]]:
    for kind in WITH_A_BODY:
        for page in kind.objects.live():
            drawn = BeautifulSoup(page.body.render_as_block(), "html.parser")
            for link in drawn.find_all("a"):
                yield page, link.get("href", "")


def leads_somewhere(address: str) -> bool:
    """Whether a page of this site answers; other addresses count as good. A link to a page that is gone has no address."""
    if not address.startswith("/"):
        return bool(address)
    path = address.split("#")[0].split("?")[0]
    try:
        found = resolve(path)
    except Resolver404:
        return False
    if found.url_name != "wagtail_serve":
        return True
    root = Site.objects.get(is_default_site=True).root_page
    return Page.objects.live().filter(url_path=root.url_path + path.lstrip("/")).exists()
