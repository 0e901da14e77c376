"""A lead's morning: what needs her, where the service stands, what is missing, and the year ahead."""

from playwright.sync_api import expect

from .test_access import check

PAGES = {"the year ahead": "ahead/", "visits": "visits/", "live observations": "observations/"}


def test_a_lead_s_morning(story):
    ruth = story("lead@northmoor.example")
    page = ruth.page
    page.get_by_role("link", name="Service overview").first.click()
    expect(page.get_by_role("heading", name="No supervisor (1)")).to_have_count(1)
    check(ruth, "the desk of a service")
    page.get_by_role("link", name="Service indicators").click()
    expect(page.get_by_role("img")).to_have_count(10)
    check(ruth, "indicators")
    page.go_back()
    page.get_by_role("link", name="Missing records").click()
    check(ruth, "what is missing")
    for name, address in PAGES.items():
        ruth.open(f"/oversight/NORTHMOOR/{address}")
        check(ruth, name)
    gareth = story("manager@northmoor.example")
    gareth.open("/oversight/NORTHMOOR/log/")
    expect(gareth.page.get_by_role("cell", name="Ruth Abbott")).not_to_have_count(0)
    check(gareth, "who did what")
    assert (ruth.complaints, gareth.complaints) == ([], [])
