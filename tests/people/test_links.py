"""No page offers a link that its reader is refused: every role, the links of every kind of page of the demo."""

import json

from tests.conftest import manage

ROLES = ("lead", "manager", "auditor", "editor", "efua", "amara", "finn", "grace")
CRAWL = """
import json, logging
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

def kind(address):
    try:
        found = resolve(address.split("?")[0])
    except Resolver404:
        return address
    return address if found.url_name == "wagtail_serve" else found.route

refused = {}
for role in ROLES:
    client = Client()
    client.force_login(Person.objects.get(email=f"{role}@northmoor.example"), backend=BACKEND)
    seen, found, todo = Counter(), [], [("/my/", "")]
    known = {"/my/"}
    while todo:
        address, page = todo.pop(0)
        got = client.get(address)
        if got.status_code >= 400 and page:
            found.append([kind(address), got.status_code, kind(page)])
        if "text/html" not in got.get("Content-Type", ""):
            continue
        links = [got["Location"]] if got.status_code in (301, 302) else [
            one["href"] for one in BeautifulSoup(got.content, "html.parser").select("a[href]")
        ]
        for link in links:
            link = urljoin(address, link).split("#")[0]
            if link.startswith("/") and not link.startswith(APART) and link not in known and seen[kind(link)] < OF_A_KIND:
                known.add(link)
                seen[kind(link)] += 1
                todo.append((link, address))
    refused[role] = [len(known), sorted(map(list, {tuple(one) for one in found}))]
print(json.dumps(refused))
"""


def test_every_link_opens_for_whom_it_is_shown_to(the_demo):
    code = CRAWL.replace("ROLES:", f"{ROLES!r}:")
    for role, (looked_at, refused) in json.loads(manage(the_demo, "shell", "--no-imports", "-v0", "-c", code).stdout).items():
        assert looked_at > 30 and refused == [], (role, refused)
