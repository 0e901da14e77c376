"""What the product comes with: complete, readable, every link good, and pointed at from where it is needed."""

import gzip
import json
import re
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.shortcuts import resolve_url

from allocations.rules.needs import CATALOGUE
from cms.labels import TOPICS
from cms.links import Leads, addresses, broken, leads_somewhere, published
from cms.models import GuidancePage, HomePage
from governance.guidance import ABOUT, WITHOUT_PATIENTS
from governance.policy import Action
from tests.nhsuk.test_pdf import verdict
from tests.world import take_in

ROOT = Path(settings.BASE_DIR)
CONTENT = {
    path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (ROOT / "cms" / "content" / "pages").glob("*.json")
}
NAMED = re.compile(r"{% guidance \"([a-z-]+)\"")
TEMPLATES = list(ROOT.glob("*/templates/**/*.html"))
STANDARDS = [path.read_text(encoding="utf-8") for path in ROOT.glob("competencies/data/*.json")]
OLDEST = 14
"""Years of age at which a page can be read; by the index below, an estimate and not a verdict."""


def pointed_at() -> set[str]:
    in_templates = {slug for path in TEMPLATES for slug in NAMED.findall(path.read_text(encoding="utf-8"))}
    in_standards = {slug for text in STANDARDS for slug in re.findall(r"\"guidance\": \"([a-z-]+)\"", text)}
    of_refusals = {slug for slug, _ in ABOUT} | {WITHOUT_PATIENTS.href.strip("/").removeprefix("guidance/")}
    return in_templates | in_standards | of_refusals | {need.guidance for need in CATALOGUE}


def test_every_action_that_can_be_refused_has_one_page_that_says_what_to_do():
    """By its title."""
    pages = {*ABOUT, ("using-this-site-without-patient-details", WITHOUT_PATIENTS.text)}
    assert [(slug, title) for slug, title in pages if CONTENT[slug]["title"] != title] == []
    assert sorted(action for actions in ABOUT.values() for action in actions) == sorted(Action)


def test_what_the_site_points_at_is_there(guidance, client):
    slugs = pointed_at()
    assert (len(slugs) > 12, slugs - set(CONTENT)) == (True, set())
    assert {slug: client.get(f"/guidance/{slug}/").status_code for slug in slugs} == dict.fromkeys(slugs, 200)


def test_no_template_writes_an_address_of_guidance_by_hand():
    by_hand = re.compile(r"href=\"/guidance/[a-z{]")
    ours = [path for path in TEMPLATES if "cms" not in path.parts]
    assert [str(path) for path in ours if by_hand.search(path.read_text(encoding="utf-8"))] == []


def test_every_link_leads_somewhere(guidance):
    assert broken(addresses(published())) == []


def test_a_link_to_a_page_that_has_gone_is_found(guidance, page):
    page("live-observation").delete()
    pointing = page("first-weeks")
    pointing.body.append(("action", {"text": "Gone", "address": "/my/nowhere-at-all/"}))
    pointing.body.append(("text", '<p><a linktype="page" id="999999">also gone</a></p>'))
    pointing.body.append(("text", '<p><a href="/guidance/live-observation/">gone too</a></p>'))
    pointing.save()
    assert broken(addresses(published())) == [
        Leads(pointing, "/my/nowhere-at-all/"),
        Leads(pointing, ""),
        Leads(pointing, "/guidance/live-observation/"),
    ]
    assert leads_somewhere("https://elsewhere.example/", set())


@pytest.mark.parametrize("slug", CONTENT)
def test_a_page_says_who_it_is_for_who_looks_after_it_and_when_it_was_looked_at(slug):
    content = CONTENT[slug]
    assert content["slug"] == slug and content["topic"] in TOPICS
    assert all(content[name] for name in ("title", "summary", "audience", "owner", "sources"))
    assert date.fromisoformat(content["last_reviewed"]) < date.fromisoformat(content["review_by"])


def words_of(slug: str) -> str:
    drawn = "".join(str(value) for value in _texts(CONTENT[slug]["body"]))
    for tag in ("</p>", "</li>", "<br>"):
        drawn = drawn.replace(tag, ". ")
    return re.sub(r"[.:;?!]\s*\.", ".", BeautifulSoup(drawn, "html.parser").get_text())


def _texts(value):
    if isinstance(value, dict):
        for key, part in value.items():
            if key not in ("type", "address"):
                yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
    elif value:
        yield f"{value}. "


def reading_age(text: str) -> float:
    """By the automated readability index (Senter and Smith 1967), which counts letters and sentences: a school grade, and five
    years."""
    words, sentences = re.findall(r"[\w'-]+", text), [part for part in re.split(r"[.:;?!]+", text) if part.strip()]
    letters = sum(map(len, words))
    return 4.71 * letters / len(words) + 0.5 * len(words) / len(sentences) - 21.43 + 5


@pytest.mark.parametrize("slug", CONTENT)
def test_it_is_plain_english(slug):
    assert reading_age(words_of(slug)) <= OLDEST


def test_the_index_would_notice_officialese():
    assert (
        reading_age(
            "Notwithstanding organisational interdependencies, accountability for operationalisation remains undifferentiated."
        )
        > 20
    )


def test_seeding_again_changes_nothing_and_no_editor_s_words(guidance, page):
    edited = page("first-weeks")
    edited.title = "Edited"
    edited.save_revision().publish()
    page("live-observation").delete()
    said = StringIO()
    call_command("seed_guidance", stdout=said)
    assert said.getvalue() == "1 guidance pages were put in place.\n"
    assert page("first-weeks").title == "Edited"
    call_command("seed_guidance", stdout=said)
    assert said.getvalue().endswith("0 guidance pages were put in place.\n")


@pytest.mark.parametrize("slug", CONTENT)
def test_on_paper_it_is_for_everybody(guidance, client, slug):
    response = client.get(f"/guidance/{slug}.pdf")
    assert response["Content-Type"] == "application/pdf"
    assert verdict(response.content) == (104, [])


def test_a_page_is_light(guidance, client):
    """As a browser asks for it, compressed: the page, its styles and its scripts, without typefaces."""
    page = client.get("/guidance/supervision-of-supervision/").content.decode()
    drawn = BeautifulSoup(page, "html.parser")
    files = [link["href"] for link in drawn.find_all("link", rel="stylesheet")] + [
        script["src"] for script in drawn.find_all("script", src=True)
    ]
    sizes = [len(gzip.compress(Path(finders.find(file.removeprefix("/static/"))).read_bytes())) for file in files]
    imported = list(Path(finders.find("nhsuk/frontend")).glob("*.min.js"))
    sizes += [len(gzip.compress(path.read_bytes())) for path in imported]
    assert len(files) > 2 and len(gzip.compress(page.encode())) + sum(sizes) < 100_000


def test_from_home_in_two_clicks(guidance, client):
    home = BeautifulSoup(client.get("/").content, "html.parser").main
    assert "/guidance/" in [link["href"] for link in home.find_all("a")]
    listed = BeautifulSoup(client.get("/guidance/").content, "html.parser").main
    links = {link.get_text(): link["href"] for link in listed.find_all("a")}
    assert links["Supervision of supervision: starting from nothing"] == "/guidance/supervision-of-supervision/"
    assert [part.get_text() for part in listed.find_all("h2")][: len(TOPICS)] == list(TOPICS.values())
    assert GuidancePage.objects.live().count() == len(CONTENT) and HomePage.objects.count() == 1


def test_a_course_and_a_tool_lead_to_what_they_are_about(guidance, client):
    take_in(
        courses=[
            {
                "course_code": "LI-SUP-5",
                "title": "Five days of supervising",
                "days": "5",
                "provider": "University of Middlemarch",
            }
        ]
    )
    course = BeautifulSoup(client.get("/guidance/the-five-day-course/").content, "html.parser").main
    assert [fact.get_text(strip=True) for fact in course.find_all("dd")] == [
        "Five days of supervising",
        "University of Middlemarch",
        "5 days",
    ]
    tool = BeautifulSoup(client.get("/guidance/strain-and-repair/").content, "html.parser").main
    assert resolve_url("reflections:tool", "strain-and-repair") in [link["href"] for link in tool.find_all("a")]
