"""What six desks weigh on the way to a telephone, and when their first words stand on its screen."""

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any

from .children import Failed, environment, manage
from .stores import ROOT

DESKS = {
    "a supervisee": "finn", "becoming a supervisor": "amara", "a supervisor": "efua", "a lead": "lead",
    "a manager": "manager", "an auditor": "auditor",
}  # fmt: skip
SERVING = {"DJANGO_SETTINGS_MODULE": "benchmarks.serving", "ALLOW_DEMO": "1"}
SLOW_LINE = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
"""Milliseconds and bytes a second: the slow mobile line of the browsers' own measure (Lighthouse, "mobile")."""
SLOWER = 4
"""How many times slower the telephone's processor is than this one's."""
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


def measure(url: str, rounds: int) -> dict[str, dict[str, float]]:
    """Bytes that come over the line for each desk with nothing kept, and milliseconds to the first words. Raises ``Failed``
    where there is no Chromium."""
    chromium = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if not chromium:
        raise Failed("There is no Chromium here (bash .ci/install-system).")
    for words in (("demo",), ("collectstatic", "--no-input")):
        manage(url, *words, **SERVING)
    from playwright.sync_api import sync_playwright

    with _served(url) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        found = {desk: _seen(browser, site, who, rounds) for desk, who in DESKS.items()}
        browser.close()
    return found


def _seen(browser: Any, site: str, who: str, rounds: int) -> dict[str, float]:
    context = browser.new_context(viewport={"width": 375, "height": 812})
    page = context.new_page()
    page.goto(f"{site}/accounts/login/")
    page.fill("input[name=login]", f"{who}@northmoor.example")
    page.fill("input[name=password]", "firm-footing-every-week")
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/my/")
    line = context.new_cdp_session(page)
    came: list[float] = []
    line.on("Network.loadingFinished", lambda event: came.append(event["encodedDataLength"]))
    line.send("Network.enable")
    line.send("Network.setCacheDisabled", {"cacheDisabled": True})
    line.send("Network.emulateNetworkConditions", SLOW_LINE)
    line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    weights, paints = [], []
    for _ in range(rounds):
        came.clear()
        page.goto(f"{site}/my/", wait_until="networkidle")
        weights.append(sum(came))
        paints.append(page.evaluate(PAINTED))
    context.close()
    return {"bytes": median(weights), "paint": median(paints)}


@contextmanager
def _served(url: str) -> Iterator[str]:
    """The site on a database, as people run it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = ("config.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "2", "--log-level", "warning")
    server = subprocess.Popen([sys.executable, "-m", "gunicorn", *words], cwd=ROOT, env=environment(url) | SERVING)
    try:
        for _ in range(150):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5)
                break
            except OSError:
                time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)
