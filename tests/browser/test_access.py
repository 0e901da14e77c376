"""Every page, for whom it is, at three widths: nothing for axe to find, nothing wider than the screen, a silent console."""

import json
import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, expect

from tests.cms.test_content import CONTENT

from .conftest import WIDTHS

PAGES = {
    "": [
        "/",
        "/guidance/search/?q=supervison&topic=",
        "/news/guidance-in-parts/",
        "/accounts/login/",
        "/accounts/password/reset/",
        "/verify/",
    ],
    "amara@northmoor.example": ["/my/", "/nowhere/", "/my/waiting/", "/training/send/"],
    "dev@northmoor.example": ["/my/"],
    "ben@northmoor.example": ["/my/", "/my/?on=2019-01-01"],
    "priya@northmoor.example": ["/my/"],
    "editor@northmoor.example": ["/my/"],
    "lead@northmoor.example": [
        "/my/waiting/",
        "/oversight/NORTHMOOR/competencies/",
        "/oversight/NORTHMOOR/register/?show=lapsed",
    ],
    "manager@northmoor.example": ["/people/import/for/NORTHMOOR/"],
}
"""States that no link leads to, and first pages of different people; every other kind of page is in ``test_address_book``."""

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SETTLED = "new Promise(done => { let left = 8; const wait = () => --left ? requestAnimationFrame(wait) : done(); wait(); })"
"""The menu folds a few frames after the window has become narrower."""

OF_COLOURS = {"rules": {"color-contrast": {"enabled": False}}}
"""Colours do not change between two widths: they are measured at the narrowest and at the widest."""


def _look(width: int) -> str:
    """What axe finds, and nothing else: what it found right is most of what it says, and takes longest to bring over."""
    about = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]} | (
        OF_COLOURS if width not in (WIDTHS[0], WIDTHS[-1]) else {}
    )
    asked = f"axe.run({json.dumps(about)})"
    return f"{SETTLED}.then(() => {asked}).then(found => found.violations.map(v => [v.id, v.nodes.map(node => node.target)]))"


def _bring_in_axe(page) -> None:
    """Once the page has come that a press led to: on a busy machine the one before it is still there for a moment."""
    for patience in (True, False):
        page.wait_for_load_state()
        try:
            return page.evaluate(Axe().axe_script)
        except Error as gone:
            if not (patience and "context was destroyed" in str(gone)):
                raise


ENGINE = Path(__file__).parent / "node_modules" / "accessibility-checker-engine" / "ace.js"
"""A second engine, of other people: what two families of rules find nothing in is likelier right."""

FROM_ELSEWHERE = {"aria_role_allowed", "aria_form_label_unique"}
"""What the engine holds against the design system's own card (``role="text"``, for one screen reader), and against forms
without a name, which are no landmarks and need none."""

LOOK_AGAIN = """async () => {
  document.querySelectorAll("details").forEach(part => part.open = true);  // it takes what is folded for unlabelled
  const said = await new ace.Checker().check(document, ["WCAG_2_2"]);
  const failed = said.results.filter(one => one.value.join() === "VIOLATION,FAIL");
  return failed.map(one => [one.ruleId, one.message, one.path.dom]);
}"""


def what_another_engine_finds(visitor) -> list:
    """On the page as it is, with all that is folded opened; nothing where npm has brought no engine."""
    if not ENGINE.exists():
        return []
    visitor.page.evaluate(ENGINE.read_text(encoding="utf-8"))
    return [found for found in visitor.page.evaluate(LOOK_AGAIN) if found[0] not in FROM_ELSEWHERE]


def check(visitor, address: str) -> None:
    """No engine changes how a page looks or is read aloud: on PostgreSQL the journeys are walked, and not measured again."""
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return
    _bring_in_axe(visitor.page)
    for width in WIDTHS:
        visitor.page.set_viewport_size({"width": width, "height": 900})
        assert visitor.page.evaluate(_look(width)) == [], f"{address} at {width}"
        assert fits(visitor, width), f"{address} at {width}"


def what_axe_finds(visitor, width: int) -> list:
    """On the page as it is."""
    _bring_in_axe(visitor.page)
    return visitor.page.evaluate(_look(width))


def fits(visitor, width: int) -> bool:
    return visitor.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("who", PAGES, ids=lambda who: who.split("@")[0] or "stranger")
def test_pages(visit, who):
    visitor = visit(who)
    for address in PAGES[who]:
        visitor.open(address)
        check(visitor, address)
    assert [said for said in visitor.complaints if "404" not in said] == []


def test_every_page_of_guidance(visit):
    visitor = visit()
    visitor.open("/guidance/")
    links = visitor.page.get_by_role("main").locator("a.nhsuk-u-font-weight-bold")
    pages = [link.get_attribute("href") for link in links.all()]
    assert len(pages) == len(CONTENT) + 1  # where to go, too
    for address in pages:
        visitor.open(address)
        check(visitor, address)


def test_a_person_and_their_clock(visit):
    visitor = visit("lead@northmoor.example")
    visitor.open("/oversight/NORTHMOOR/register/?sort=name")
    visitor.page.get_by_label("Search by name").fill("oka am")
    visitor.page.get_by_role("button", name="Search").click()
    expect(visitor.page.get_by_role("status")).to_contain_text("1 person with a name like “oka am”.")
    assert "oka" not in visitor.page.url
    check(visitor, "a register that was searched")
    visitor.page.get_by_role("link", name="Amara Okafor").click()
    visitor.page.wait_for_url("**/people/**")
    check(visitor, "a person")
    visitor.page.get_by_role("link", name="How the time was counted").first.click()
    visitor.page.wait_for_url("**/clock/**")
    check(visitor, "a clock")


def test_a_form_in_error(visit):
    visitor = visit()
    visitor.open("/accounts/login/")
    visitor.page.get_by_role("button", name="Sign in").click()
    said = visitor.page.get_by_role("alert").get_by_role("link")
    expect(said).to_have_text(["Enter your e-mail address", "Enter your password"])
    check(visitor, "sign-in in error")


def test_what_was_not_done_and_where_to_read_on(visit):
    visitor = visit("amara@northmoor.example")
    visitor.open("/my/competencies/")
    visitor.page.get_by_role("button", name="Rate yourself").click()
    said = visitor.page.locator(".nhsuk-notification-banner__heading")
    expect(said).to_have_text("Choose at least one competency. Read on: Becoming a supervisor")
    check(visitor, "a refusal")
    said.get_by_role("link").click()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Becoming a supervisor")
