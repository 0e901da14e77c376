"""The address book, walked by every role of the demo: no page offers a link that its reader is refused, and of every kind of
page one is looked at by axe. What a role reaches by links is found by following them, so a new page is in here by being
linked."""

import json

import pytest

from governance.routes import routes
from tests.conftest import manage

from .conftest import WIDTHS
from .test_access import fits, what_another_engine_finds, what_axe_finds

ROLES = ("lead", "manager", "auditor", "editor", "efua", "amara", "finn", "grace")
CRAWL = """
import json, logging, re
from collections import Counter
from urllib.parse import urljoin

from bs4 import BeautifulSoup
from django.test import Client
from django.urls import Resolver404, resolve

from people.models import Person

logging.disable(logging.CRITICAL)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
APART = ("/admin/", "/static/", "/accounts/logout/")
OF_A_KIND = 2
RETIRED = re.compile(PATTERN)

def kind(address):
    try:
        found = resolve(address.split("?")[0])
    except Resolver404:
        return address
    return address if found.url_name == "wagtail_serve" else found.route

def unfit(content):
    soup = BeautifulSoup(content, "html.parser")
    for script in soup(["script", "style", "code"]):
        script.decompose()
    text = " ".join(soup.get_text(" ").split())
    return [text[max(0, match.start() - 40) : match.end() + 40] for match in RETIRED.finditer(text)]

walked = {}
for role in ROLES:
    client = Client()
    client.force_login(Person.objects.get(email=f"{role}@northmoor.example"), backend=BACKEND)
    seen, refused, todo, pages, words = Counter(), [], [("/my/", "")], {}, []
    known = {"/my/"}
    while todo:
        address, page = todo.pop(0)
        got = client.get(address)
        if got.status_code >= 400 and page:
            refused.append([kind(address), got.status_code, kind(page)])
        if "text/html" not in got.get("Content-Type", ""):
            continue
        if got.status_code == 200:
            pages.setdefault(kind(address), address)
            words += [[kind(address), said] for said in unfit(got.content)]
        links = [got["Location"]] if got.status_code in (301, 302) else [
            one["href"] for one in BeautifulSoup(got.content, "html.parser").select("a[href]")
        ]
        for link in links:
            link = urljoin(address, link).split("#")[0]
            if link.startswith("/") and not link.startswith(APART) and link not in known and seen[kind(link)] < OF_A_KIND:
                known.add(link)
                seen[kind(link)] += 1
                todo.append((link, address))
    about = {"links": len(known), "refused": sorted(map(list, {tuple(one) for one in refused}))}
    walked[role] = about | {"pages": pages, "words": words}
print(json.dumps(walked))
"""


RETIRED = "|".join(
    (
        r"\b1 (?:days|weeks|months|hours|minutes|people|sessions|supervisors|courses)\b",
        r"\d %",
        r"<li>",
        r"Ensure this value|This field is required|Select a valid choice|Enter a valid",
        r"\b[Ss]omebody\b|\b[Nn]obody\b|\b[Ww]hoever\b",
        r"[Mm]y desk|[Yy]our desk|Mine alone|Where the service stands|Learned elsewhere",
        r"Waits on|for want of|\bholes? in\b|not unread|[Ww]rite it down|[Ww]as it so|It was otherwise|stuck with",
        r"Nothing needs|good morning|stands? and falls?|Put records right|\bKept\.|Taken back\.",
    )
)
"""What pages said once, and what they say never: see the words of the house in docs/words.md."""


@pytest.fixture(scope="module")
def walked(the_demo) -> dict[str, dict]:
    """For each role how many links it saw, which of them it was refused, and one page of each kind."""
    code = CRAWL.replace("ROLES:", f"{ROLES!r}:").replace("PATTERN", repr(RETIRED))
    return json.loads(manage(the_demo, "shell", "--no-imports", "-v0", "-c", code).stdout)


@pytest.mark.parametrize("role", ROLES)
def test_every_link_opens_for_whom_it_is_shown_to(walked, role):
    assert walked[role]["links"] > 30 and walked[role]["refused"] == []


@pytest.mark.parametrize("role", ROLES)
def test_no_page_says_what_is_no_longer_said(walked, role):
    assert walked[role]["words"] == []


def _first(walked: dict[str, dict]) -> dict[str, tuple[str, str]]:
    """By kind of page the role that comes upon it first, and where. What is written in the admin is looked at page by page
    elsewhere."""
    found: dict[str, tuple[str, str]] = {}
    for role in ROLES:
        for kind, address in walked[role]["pages"].items():
            if not kind.startswith("/"):
                found.setdefault(kind, (role, address))
    return found


WITHOUT_A_PAGE = """
accounts/logout/ accounts/password/set/ accounts/stay/ accounts/2fa/recovery-codes/download/ healthz
guidance/changes.rss allocations/ oversight/ people/import/ competencies/ supervision-of-supervision/
allocations/<code:code>/agreements/ allocations/agreements/<uuid:public_id>/again/
allocations/agreements/<uuid:public_id>/bring/ allocations/changes/<uuid:public_id>/read/
allocations/changes/<uuid:public_id>/talked/ allocations/changes/<uuid:public_id>/withdraw/
allocations/clauses/<slug:code>/draft/ allocations/mine/agreements/ allocations/mine/apart/
allocations/mine/apart/<int:pk>/take-back/ allocations/mine/group/<slug:kind>/
allocations/supervisors/<uuid:public_id>/days/ competencies/drafts/<uuid:public_id>/publish/ competencies/drafts/start/
competencies/drafts/<uuid:public_id>/<slug:place>/shift/
competencies/frameworks/<code:code>/draft/ competencies/requests/<uuid:public_id>/remind/
competencies/requests/<uuid:public_id>/withdraw/ my/certificate/ my/reflections/about-the-tools/<code:code>/draft/
my/reflections/interests/<uuid:public_id>/ my/reflections/keep/<code:code>/
my/reflections/my-supervisor/<uuid:public_id>/take-back/ my/reflections/records/<uuid:public_id>/drop/
my/reflections/records/<uuid:public_id>/take-back/<uuid:door>/ my/reflections/reminders/<uuid:public_id>/
my/reflections/strengths/<uuid:public_id>/remove/ my/waiting/seen/ oversight/visits/<uuid:public_id>/activate/
oversight/visits/<uuid:public_id>/packs/<uuid:pack>/ people/<uuid:public_id>/records/<slug:kind>/<int:pk>/put-back/
people/files/<uuid:public_id>/ people/import/<uuid:public_id>/apply/ people/import/for/<code:code>/export/
supervision/calendar/mail/ supervision/calendar/new/ supervision/calendar/<str:secret>.ics
supervision/done/<uuid:public_id>/ supervision/series/<uuid:public_id>/<day:slot>/cancel/
supervision/series/<uuid:public_id>/<day:slot>/put-back/ supervision/sessions/<int:pk>/confirm/
supervision/sessions/<int:pk>/dispute/ supervision/sessions/<int:pk>/to-do/ training/dates/<uuid:public_id>/ask/
training/development/<int:pk>/take-out/ training/places/<uuid:public_id>/withdraw/ my/reflections/take-along/
"""
"""Buttons, files, and addresses that lead on."""

NOT_IN_THE_DEMO = """
accounts/2fa/app/add/ accounts/2fa/app/remove/ accounts/2fa/authenticate/ accounts/2fa/reauthenticate/
accounts/2fa/recovery-codes/ accounts/2fa/recovery-codes/new/ accounts/inactive/ accounts/login/
accounts/password/reset/done/ accounts/password/reset/key/done/
accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$ guidance/search/
allocations/agreements/<uuid:public_id>/sessions/
allocations/clause-drafts/<int:pk>/ allocations/history/<uuid:public_id>/ allocations/pairs/<int:pk>/aside/
competencies/drafts/<uuid:public_id>/ competencies/drafts/<uuid:public_id>/what-if/
competencies/drafts/<uuid:public_id>/advanced/ competencies/drafts/<uuid:public_id>/grace/
competencies/drafts/<uuid:public_id>/version/ competencies/drafts/<uuid:public_id>/<slug:place>/add/
competencies/drafts/<uuid:public_id>/<slug:place>/add-group/ competencies/drafts/<uuid:public_id>/<slug:place>/edit/
competencies/drafts/<uuid:public_id>/<slug:place>/move/ competencies/drafts/<uuid:public_id>/<slug:place>/remove/
competencies/frameworks/review/<int:pk>/ competencies/waivers/<uuid:public_id>/ my/archive/
my/reflections/tool-drafts/<int:pk>/ my/under-way/<uuid:public_id>/ oversight/packs/<uuid:public_id>/
people/import/<uuid:public_id>/ people/merges/<uuid:public_id>/ supervision/confirm/<str:secret>/
"""
"""Pages of something that the demo has none of, or for somebody who is not signed in."""

FILES = (".pdf", ".json", ".csv", ".xlsx")


def test_every_address_is_reached_or_known_to_have_no_page(walked):
    """Whoever adds a page that nothing links to, or whose links no role of the demo is shown, is told so here."""
    ours = {route.address[1:] for route in routes() if not route.address.startswith(("/admin", "/_util", "/^"))}
    known = {*WITHOUT_A_PAGE.split(), *NOT_IN_THE_DEMO.split()}
    left = {address for address in ours - set(_first(walked)) if not address.endswith(FILES)}
    assert left == known


@pytest.mark.parametrize("role", ROLES)
def test_every_kind_of_page_is_open_to_all(walked, visit, role):
    """By two engines. The narrowest width is also what a window of 1280 pixels shows at 400 %."""
    visitor = visit(f"{role}@northmoor.example")
    mine = [address for first, address in _first(walked).values() if first == role]
    for address in mine:
        visitor.page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        visitor.open(address)
        assert what_axe_finds(visitor, WIDTHS[0]) == [], address
        for width in WIDTHS:
            visitor.page.set_viewport_size({"width": width, "height": 900})
            assert fits(visitor, width), f"{address} at {width}"
        assert what_axe_finds(visitor, WIDTHS[-1]) == [], address
        assert what_another_engine_finds(visitor) == [], address
    assert visitor.complaints == []
