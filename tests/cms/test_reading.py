"""Finding guidance: by searching, as a service's own, as a feed; and never anything about a person."""

import xml.etree.ElementTree as ElementTree

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError

from cms.blocks import TableBlock
from cms.editors import page_of
from cms.models import GuidancePage, ServicePage
from people.models import Service
from tests.allocations.service import who


def links(response) -> list[str]:
    main = BeautifulSoup(response.content, "html.parser").main
    return [link["href"] for link in main.find_all("a", class_="nhsuk-u-font-weight-bold")]


def found(client, words: str, **more) -> list[str]:
    return links(client.get("/guidance/search/", {"q": words, **more}))


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("how do I start supervision of supervision", "supervision-of-supervision"),
        ("burnout", "burnout-and-work-related-trauma"),
        ("what do auditors want to see", "what-auditors-ask"),
        ("change my supervisor", "asking-for-another-supervisor"),
        ("NHS number", "using-this-site-without-patient-details"),
    ],
)
def test_what_is_asked_in_words_comes_first(guidance, client, words, first):
    assert found(client, words)[0] == f"/guidance/{first}/"


def test_what_was_meant(guidance, client):
    page = client.get("/guidance/search/", {"q": "supervison of burnuot"}).content.decode()
    assert "Did you mean" in page and "supervision burnout</a>" in page
    assert "Did you mean" not in client.get("/guidance/search/", {"q": "burnout"}).content.decode()


def test_by_whom_it_is_for(guidance, client):
    assert "/guidance/leading-allocation-capacity-absence/" in found(client, "supervisor", topic="leading-a-service")
    assert "/guidance/first-weeks/" not in found(client, "supervisor", topic="leading-a-service")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "Type what you are looking for"),
        ("943 476 5919", "This looks like an NHS number"),
        ("the of and", "Nothing found"),
        ("xyzzy", "Nothing found"),
    ],
)
def test_what_is_not_found_or_not_asked(guidance, client, words, said):
    assert said in client.get("/guidance/search/", {"q": words, "topic": ""}).content.decode()


def test_no_person_is_found(services, client, as_person):
    names = ("Pat", "Northmoor", "P1")
    assert [found(as_person(who("L1")), name) for name in names] == [[], [], []]


@pytest.fixture
def of_x(services) -> ServicePage:
    """X has a page of its own and sets one aside."""
    own = page_of(Service.objects.get(code="X"))
    kept = {
        "audience": "Us",
        "looked_after_by": "Us",
        "last_reviewed": "2026-01-01",
        "review_by": "2027-01-01",
        "topic": "leading-a-service",
    }
    body = [("text", "<p>The marmalade rota.</p>")]
    own.add_child(instance=GuidancePage(title="Our marmalade", slug="marmalade", summary="Ours", body=body, **kept))
    own.refresh_from_db()
    own.sets_aside = [GuidancePage.objects.get(slug="live-observation")]
    own.save()
    return own


def test_a_service_s_own_pages_are_for_its_people_alone(of_x, client, as_person):
    own = "/guidance/x/marmalade/"
    for number, sees in (("P1", True), ("L2", False)):
        reader = as_person(who(number))
        assert (own in links(reader.get("/guidance/")), found(reader, "marmalade") == [own]) == (sees, sees)
        assert [reader.get(address).status_code for address in (own, "/guidance/x/", "/guidance/marmalade.pdf")] == [
            200 if sees else 404
        ] * 3
    client.logout()
    assert [client.get(address).status_code for address in (own, "/guidance/x/", "/guidance/marmalade.pdf")] == [404] * 3
    assert "marmalade" not in client.get("/guidance/changes.rss").content.decode()
    assert own not in links(client.get("/guidance/"))


def test_what_a_service_sets_aside_is_set_aside_there_alone(of_x, client, as_person):
    page = "/guidance/live-observation/"
    for number, sees in (("P1", False), ("L2", True)):
        reader = as_person(who(number))
        assert (page in links(reader.get("/guidance/")), page in found(reader, "observation")) == (sees, sees)
        assert ("Your service does not use this page" in reader.get(page).content.decode()) is not sees
    assert GuidancePage.objects.filter(slug="live-observation").count() == 1
    assert as_person(who("P1")).get("/guidance/live-observation.pdf").status_code == 200


def test_the_feed_says_what_changed(guidance, client, page):
    changed = page("first-weeks")
    changed.title = "Your very first weeks"
    changed.save_revision().publish()
    feed = ElementTree.fromstring(client.get("/guidance/changes.rss").content)
    assert feed.find("channel/item/title").text == "Your very first weeks"
    assert feed.find("channel/item/link").text.endswith("/guidance/first-weeks/")


def test_a_reading_costs_the_same_however_many_pages_there_are(of_x, as_person, django_assert_num_queries):
    reader = as_person(who("P1"))
    for address, queries in (("/guidance/", 16), ("/guidance/search/?q=supervision", 8), ("/guidance/first-weeks/", 14)):
        reader.get(address)
        with django_assert_num_queries(queries):
            reader.get(address)
        for number in range(2):
            copy = GuidancePage.objects.get(slug="first-weeks").copy(
                update_attrs={"slug": f"copy-{queries}-{number}", "title": "Supervision again"}
            )
            assert copy.live
        with django_assert_num_queries(queries):
            reader.get(address)


def test_a_row_of_a_table_has_a_cell_for_each_column():
    table = TableBlock()
    good = {"caption": "C", "columns": ["A", "B"], "rows": [["1", "2"]]}
    assert table.clean(table.to_python(good))["caption"] == "C"
    with pytest.raises(ValidationError):
        table.clean(table.to_python(good | {"rows": [["1"]]}))
