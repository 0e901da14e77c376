"""A lead's morning: what needs her, where the service stands, what is missing, and a pack for the auditor."""

import io
import zipfile

from playwright.sync_api import expect

from .test_access import check


def test_from_the_morning_to_the_pack(story, tmp_path):
    ruth = story("lead@northmoor.example")
    page = ruth.page
    page.get_by_role("link", name="Oversight").click()
    expect(page.get_by_role("heading", name="Without a valid supervisor (1)")).to_have_count(1)
    check(ruth, "the desk of a service")
    page.get_by_role("link", name="Where the service stands").click()
    expect(page.get_by_role("img")).to_have_count(10)
    check(ruth, "indicators")
    page.go_back()
    page.get_by_role("link", name="What is missing").click()
    check(ruth, "what is missing")
    page.go_back()
    page.get_by_role("link", name="Evidence packs").click()
    page.get_by_role("button", name="Make it").click()
    expect(page.get_by_text("The pack is made.")).to_have_count(1)
    check(ruth, "evidence packs")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click()
    names = zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes())).namelist()
    assert {"pack.pdf", "pack.html", "tables.xlsx", "manifest.json", "manifest.sig", "verify_pack.py"} <= set(names)
    gareth = story("manager@northmoor.example")
    gareth.open("/oversight/NORTHMOOR/log/?what=make_pack")
    expect(gareth.page.get_by_role("cell", name="Ruth Abbott")).to_have_count(1)
    check(gareth, "who did what")
    assert (ruth.complaints, gareth.complaints) == ([], [])
