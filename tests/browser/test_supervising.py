"""Supervision as it is lived: a session on a phone, and supervision of supervision where there was none."""

import re

from playwright.sync_api import expect

from .test_access import check

PHONE = {"viewport": {"width": 375, "height": 700}, "has_touch": True}


class Taps:
    """Counts what a finger does."""

    def __init__(self):
        self.count = 0

    def on(self, locator) -> None:
        locator.tap()
        self.count += 1


def test_a_session_is_recorded_and_confirmed_on_phones_in_six_taps(story):
    efua, taps = story("efua@northmoor.example", **PHONE), Taps()
    hers = efua.page
    taps.on(hers.get_by_role("button", name="Record a session"))
    expect(hers.get_by_label("How many minutes did it take?")).to_have_value("60")
    there = hers.get_by_role("group", name="Who was there?").get_by_role("checkbox")
    expect(there).to_be_checked()
    name = hers.get_by_role("group", name="Who was there?").locator("label").inner_text().strip()
    check(efua, "recording a session")
    taps.on(hers.get_by_role("button", name="Record session"))
    expect(hers.get_by_text("been asked to check it.")).to_have_count(1)
    check(efua, "a session that was recorded")

    supervisee = story(f"{name.lower().replace(' ', '.')}@northmoor.example", **PHONE)
    theirs = supervisee.page
    taps.on(theirs.get_by_role("button", name=re.compile("^Confirm")).last)
    expect(theirs.get_by_text("confirmed.")).to_have_count(1)
    assert taps.count <= 6
    hers.reload()
    expect(hers.get_by_text(f"Confirmed by {name}")).to_have_count(1)
    assert (efua.complaints, supervisee.complaints) == ([], [])


def test_what_might_be_a_patient_s_is_said_while_typing_and_refused_on_saving(story):
    efua = story("efua@northmoor.example")
    page = efua.page
    page.get_by_role("button", name="Record a session").click()
    page.get_by_text("What you agreed, and an action").click()
    words = page.get_by_label("What you agreed (optional)")
    words.press_sequentially("Saw 943 476 5919")
    expect(page.get_by_text("This looks like an NHS number, and will not be kept.")).to_be_visible()
    page.get_by_role("button", name="Record session").click()
    expect(page.get_by_role("alert").get_by_text("This looks like an NHS number.")).to_have_count(1)
    check(efua, "a record that is refused")
    words.fill("The clinic is at NR4 7TJ.")
    page.get_by_role("button", name="Record session").click()
    expect(page.get_by_role("alert").get_by_text("This looks like a postcode.")).to_have_count(1)
    page.get_by_role("button", name="Record session").click()
    expect(page.get_by_text("been asked to check it.")).to_have_count(1)
    assert efua.complaints == []


def test_a_service_without_supervision_of_supervision_makes_it(story):
    naomi = story("lead@southvale.example")
    page = naomi.page
    page.get_by_role("link", name="3 supervisors have no supervision of supervision").click()
    expect(page.get_by_text("4 supervisors are in no group.")).to_have_count(1)
    lapses = page.get_by_role("listitem").filter(has_text="Charlotte Reyes must stop supervising")
    expect(lapses.get_by_text("No session is booked that would keep Charlotte eligible.")).to_have_count(1)
    check(naomi, "a service without supervision of supervision")
    page.get_by_role("button", name="Create groups").click()
    check(naomi, "asking for groups")
    page.get_by_role("button", name="Plan groups").click()
    expect(page.get_by_role("heading", name="Led by Naomi Fielding")).to_have_count(1)
    check(naomi, "groups that are proposed")
    page.get_by_role("button", name="Approve and create groups").click()
    expect(page.get_by_text("All 4 supervisors have supervision of supervision.")).to_have_count(1)
    expect(page.get_by_text("No session is booked that would keep")).to_have_count(0)
    page.get_by_text("4 supervisors stay eligible by attending booked sessions").click()
    expect(
        page.get_by_role("listitem").filter(has_text="Charlotte Reyes stays eligible").get_by_text("by attending")
    ).to_have_count(1)
    page.get_by_text("Who leads whom, as a list").click()
    check(naomi, "a service with groups")

    # Charlotte sees her sessions, and what they are for.
    charlotte = story("charlotte.reyes@southvale.example")
    charlotte.page.get_by_role("link", name="My supervision", exact=True).first.click()
    check(charlotte, "a week of supervision")
    charlotte.page.get_by_role("link", name="The whole month").click()
    check(charlotte, "a month of supervision")
    assert (naomi.complaints, charlotte.complaints) == ([], [])


def test_a_calendar_and_how_often_to_be_written_to(story):
    finn = story("finn@northmoor.example")
    page = finn.page
    finn.open("/supervision/calendar/")
    check(finn, "calendar and mail")
    page.get_by_role("button", name="Create private link").click()
    address = page.get_by_label("Private link").input_value()
    assert re.fullmatch(rf"{finn.site}/supervision/calendar/[\w-]{{43}}\.ics", address)
    check(finn, "a calendar's address")
    got = page.request.get(address)
    assert (got.status, got.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    finn.open("/supervision/calendar/")
    page.get_by_label("Never").check()
    page.get_by_role("button", name="Save choice").click()
    expect(page.get_by_label("Never")).to_be_checked()


def test_planning_moving_and_ending(story):
    samira = story("supervisor1@northmoor.example")
    page = samira.page
    samira.open("/supervision/")
    page.get_by_role("link", name="Plan sessions that you lead").click()
    check(samira, "planning sessions")
    page.get_by_label("What type of supervision is it?").select_option("Clinical skills supervision")
    for place in range(2):
        page.get_by_role("checkbox").nth(place).check()
    page.get_by_label("Starts at").fill("14:00")
    page.get_by_label("Every fortnight").check()
    page.get_by_role("button", name="Plan sessions").click()
    check(samira, "a series")
    page.get_by_role("link", name="Move or cancel").first.click()
    check(samira, "moving a session")
    page.get_by_label("Leave").check()
    page.get_by_role("button", name="Cancel this session").click()
    expect(page.get_by_text("Session cancelled. Everyone in it has been told.")).to_have_count(1)
    page.get_by_role("link", name="End these sessions").click()
    page.get_by_role("button", name="End sessions").click()
    expect(page.get_by_text("Sessions ended.")).to_have_count(1)
    assert samira.complaints == []
