"""Links in guidance, and those of them that lead nowhere."""

from collections.abc import Iterable
from dataclasses import dataclass

from bs4 import BeautifulSoup
from django.urls import Resolver404, resolve
from wagtail.models import Page, Site

from .models import GuidancePage, HomePage, NewsPage

WITH_A_BODY = (HomePage, GuidancePage, NewsPage)


@dataclass(frozen=True, slots=True)
class Leads:
    """A link on a page. One to a page of ours that is gone has no address."""

    page: Page
    address: str


def published() -> list[Page]:
    return [page for kind in WITH_A_BODY for page in kind.objects.live()]


def addresses(pages: Iterable[Page]) -> list[Leads]:
    """Every link in their texts."""
    drawn = ((page, BeautifulSoup(page.body.render_as_block(), "html.parser")) for page in pages)
    return [Leads(page, link.get("href", "")) for page, text in drawn for link in text.find_all("a")]


def broken(links: Iterable[Leads]) -> list[Leads]:
    """Those to this site that lead nowhere. Whether other sites answer is not asked: no page of ours makes others learn who
    reads it."""
    root = Site.objects.get(is_default_site=True).root_page
    there = {path.removeprefix(root.url_path) for path in Page.objects.live().values_list("url_path", flat=True)}
    return [one for one in links if not leads_somewhere(one.address, there)]


def outside(links: Iterable[Leads]) -> list[Leads]:
    return [one for one in links if one.address.startswith(("http://", "https://"))]


def leads_somewhere(address: str, there: set[str]) -> bool:
    """Say whether this site answers; ``there`` are the paths of its pages. Other addresses count as good."""
    if not address.startswith("/"):
        return bool(address)
    path = address.split("#")[0].split("?")[0]
    try:
        match = resolve(path)
    except Resolver404:
        return False
    return match.url_name != "wagtail_serve" or path.lstrip("/") in there
