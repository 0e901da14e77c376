"""A running site with the demo in it, and a browser to open it with."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from contextlib import contextmanager
from datetime import date

import pytest

from tests.conftest import ROOT, own_copy

# The shell without a window is the same browser at two thirds of the work.
CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium") or ""
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
PASSWORD = "firm-footing-every-week"
PATIENCE = 30_000
"""Milliseconds that a page has to show what is expected: on a machine that runs two suites at once, a long form takes some
seconds."""

WIDTHS = (320, 375, 1280)


def pytest_ignore_collect(collection_path, config):
    """Without a browser these are left out; ``make test`` says so."""
    return True if not CHROMIUM and collection_path.name.startswith("test_") else None


@contextmanager
def serving(database: str):
    """The address of the site on a database, served from a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    words = ("config.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "4", "--log-level", "warning")
    server = subprocess.Popen([sys.executable, "-m", "gunicorn", *words], cwd=ROOT, env=environment)
    address = f"http://127.0.0.1:{port}"
    for _ in range(150):
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=5)
            break
        except OSError:
            time.sleep(0.2)
    yield address
    server.terminate()
    server.wait(10)


@pytest.fixture(scope="session")
def site(the_demo):
    """The demo, for journeys that leave it as it is, or change what no other looks at."""
    with serving(the_demo) as address:
        yield address


ARRIVED = pytest.StashKey[list["Visitor"]]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """A journey that failed says what each of its visitors was looking at."""
    report = yield
    if report.when == "call" and report.failed:
        for visitor in item.stash.get(ARRIVED, []):
            report.sections.append(("On the screen", visitor.sees()))
    return report


@pytest.fixture
def story(fresh_demo, engine, chromium, request):
    """Visitors to a demo of one's own: ``story(email)``."""
    visitors = request.node.stash.setdefault(ARRIVED, [])

    def arrive(email: str, **context) -> Visitor:
        visitors.append(Visitor(chromium, address, **context))
        return visitors[-1].sign_in(email)

    with own_copy(engine, fresh_demo) as database, serving(database) as address:
        yield arrive
        for visitor in visitors:
            visitor.context.close()


@pytest.fixture(scope="session")
def chromium():
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = (
        "1"  # Playwright leaves a loop in this thread, and tests of the database may follow
    )
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


def every(shown, count: int) -> list:
    """All of what a page shows, once it has come whole: what is looked for at once is looked for on a page half there."""
    from playwright.sync_api import expect

    expect(shown).to_have_count(count)
    return shown.all()


def fill_day(page, asked: str, day: date) -> None:
    """Type a day into its three boxes."""
    group = page.get_by_role("group", name=re.compile(rf"^{re.escape(asked)}( \(optional\))?$"))
    for box, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(box).fill(str(number))


class Visitor:
    """Somebody at a browser. Whatever the console complains of is kept in ``complaints``."""

    def __init__(self, browser, site: str, **context):
        self.site, self.complaints = site, []
        self.context = browser.new_context(locale="en-GB", **context)
        self.page = self.context.new_page()
        self.page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def sees(self) -> str:
        """What is on the screen, in words: what a journey that failed was looking at."""
        return f"{self.page.url}\n{self.page.title()}\n{self.page.locator('body').inner_text()}"

    def open(self, address: str):
        return self.page.goto(f"{self.site}{address}")

    def sign_in(self, email: str) -> "Visitor":
        self.open("/accounts/login/")
        self.page.get_by_label("E-mail address").fill(email)
        self.page.get_by_label("Password", exact=True).fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_url("**/my/")
        return self


@pytest.fixture
def visit(chromium, site, request) -> Callable[..., Visitor]:
    visitors = request.node.stash.setdefault(ARRIVED, [])

    def arrive(email: str = "", **context) -> Visitor:
        visitor = Visitor(chromium, site, **context)
        visitors.append(visitor)
        return visitor.sign_in(email) if email else visitor

    yield arrive
    for visitor in visitors:
        visitor.context.close()
