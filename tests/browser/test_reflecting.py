"""What is mine alone, lived: writing, keeping one, sharing one, taking one back; and what the others see of it."""

import re

from playwright.sync_api import expect

from .test_access import check

FORM = "form[data-keep]"


def test_a_supervisee_reflects_keeps_one_shares_one_and_takes_one_back(story):
    finn, efua, lead = (story(f"{name}@northmoor.example") for name in ("finn", "efua", "lead"))
    page = finn.page
    finn.open("/my/reflections/")
    check(finn, "mine alone")
    page.get_by_role("button", name="Write a reflection").click()
    check(finn, "choosing how to write")

    # One that he keeps: three lines, by keyboard.
    page.get_by_role("link", name="Three lines after a session").click()
    slider = page.get_by_role("slider", name="I felt heard, slider")
    slider.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(page.get_by_label("I felt heard", exact=True)).to_have_value("8")
    page.get_by_label("It was safe to bring mistakes", exact=True).fill("9")
    check(finn, "three lines")
    page.get_by_role("button", name="Save reflection").click()
    expect(page.get_by_text("Saved. Only you can read it.")).to_have_count(1)
    expect(page.get_by_text("Only you.")).to_have_count(1)

    # One that he shares, after he has seen what she will see.
    finn.open("/my/reflections/tools/strain-and-repair/")
    page.get_by_label("What do you need, in a sentence that you could say aloud?").fill(
        "I need ten minutes that are not about cases."
    )
    expect(page.get_by_text(re.compile("Draft saved at"))).to_have_count(1)
    page.get_by_role("button", name="Save reflection").click()
    page.get_by_role("button", name="Share with one person").click()
    check(finn, "choosing who may read")
    page.get_by_label("Who do you want to share it with?").select_option("Efua Boakye, supervises you")
    page.get_by_role("button", name="Preview what they will see").click()
    expect(page.get_by_text("I need ten minutes that are not about cases.")).to_have_count(1)
    check(finn, "what they will see")
    page.get_by_role("button", name="Share reflection", exact=True).click()
    expect(page.get_by_text("Efua Boakye can see this now")).to_have_count(1)
    mine = page.url

    efua.open("/my/")
    efua.page.get_by_role("link", name="Finn Gallagher has shared a reflection with you").first.click()
    expect(efua.page.get_by_text("I need ten minutes that are not about cases.")).to_have_count(1)
    check(efua, "what was shared")
    hers = efua.page.url
    page.reload()
    expect(page.get_by_text("Opened")).to_have_count(1)
    check(finn, "a record that is shared")

    # The lead sees nothing, not even that there is something.
    for address in (mine, hers):
        assert lead.page.goto(address).status == 404
    lead.open("/my/reflections/services/NORTHMOOR/")
    check(lead, "what a lead is told")

    page.get_by_role("button", name="Stop sharing with Efua Boakye").click()
    expect(page.get_by_text("You have stopped sharing this. Efua may already have read it")).to_have_count(1)
    assert efua.page.goto(hers).status == 404

    finn.open("/my/reflections/over-time/")
    expect(
        page.get_by_role("img", name=re.compile("^I felt heard, on a scale from 0 to 10: 8 on .*, 8 on .*, 14 entries"))
    ).to_have_count(1)
    check(finn, "over time")
    for address in (
        "how-i-am/",
        "my-supervisor/",
        "strengths/",
        "strengths/write/",
        "interests/",
        "erase/",
        "about-the-tools/",
    ):
        finn.open(f"/my/reflections/{address}")
        check(finn, address)
    assert (finn.complaints, [said for said in efua.complaints if "404" not in said]) == ([], [])


def test_what_is_typed_survives_two_tabs_no_connection_and_being_signed_out(story):
    grace = story("grace@northmoor.example")
    page = grace.page
    grace.open("/my/reflections/tools/six-stages/")
    happened = page.get_by_label("What happened?")
    happened.fill("We ran out of time.")
    expect(page.get_by_text(re.compile("Draft saved at"))).to_have_count(1)

    # A second tab goes on with it; the first does not write over that.
    second = grace.context.new_page()
    second.goto(f"{grace.site}/my/reflections/")
    second.get_by_role("link", name="Six stages of looking back").click()
    expect(second.get_by_label("What happened?")).to_have_value("We ran out of time.")
    second.get_by_label("What happened?").fill("We ran out of time, again.")
    expect(second.get_by_text(re.compile("Draft saved at"))).to_have_count(1)
    happened.fill("We ran out of time. I said nothing.")
    expect(page.get_by_text("This was changed in another tab")).to_have_count(1)
    page.get_by_role("button", name="Save reflection").click()
    expect(page.get_by_role("heading", name="What is saved now")).to_have_count(1)
    expect(page.get_by_text("We ran out of time, again.")).to_have_count(1)
    expect(page.get_by_label("What happened?")).to_have_value("We ran out of time. I said nothing.")
    check(grace, "two texts to compare")
    page.get_by_role("button", name="Save reflection").click()
    expect(page.get_by_text("We ran out of time. I said nothing.")).to_have_count(1)
    second.close()

    # No connection: it says so, and keeps it as soon as there is one.
    grace.open("/my/reflections/tools/noticing-strengths/")
    grace.context.set_offline(True)
    page.get_by_label("What went well?").fill("He laughed.")
    expect(page.get_by_text("No connection. Your text is still here")).to_have_count(1)
    grace.context.set_offline(False)
    expect(page.get_by_text(re.compile("Draft saved at"))).to_have_count(1)

    # Signed out in another tab, and in again: it is kept without a word lost.
    other = grace.context.new_page()
    other.goto(f"{grace.site}/accounts/logout/")
    other.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.get_by_label("What went well?").fill("He laughed. So did I.")
    expect(page.get_by_text("You are signed out. Your text is still here")).to_have_count(1)
    other.goto(f"{grace.site}/accounts/login/")
    other.get_by_label("E-mail address").fill("grace@northmoor.example")
    other.get_by_label("Password", exact=True).fill("firm-footing-every-week")
    other.get_by_role("button", name="Sign in").click()
    other.wait_for_url("**/my/")
    expect(page.get_by_text(re.compile("Draft saved at"))).to_have_count(1)
    other.goto(f"{grace.site}/my/reflections/")
    other.get_by_role("link", name="Noticing strengths").click()
    expect(other.get_by_label("What went well?")).to_have_value("He laughed. So did I.")


def test_what_was_never_kept_comes_back_to_the_same_person_in_the_same_tab(story):
    grace = story("grace@northmoor.example")
    page = grace.page
    grace.open("/my/reflections/tools/noticing-strengths/")
    page.route("**/reflections/keep/**", lambda route: route.abort())
    page.get_by_label("What went well?").fill("Only in this tab.")
    expect(page.get_by_text("No connection.")).to_have_count(1)
    page.on("dialog", lambda dialog: dialog.accept())
    grace.open("/my/reflections/tools/noticing-strengths/")
    expect(page.get_by_label("What went well?")).to_have_value("Only in this tab.")
    page.unroute("**/reflections/keep/**")
    expect(page.get_by_text(re.compile("Draft saved at"))).to_have_count(1)
    page.get_by_role("button", name="Save reflection").click()
    expect(page.get_by_text("Saved. Only you can read it.")).to_have_count(1)
    grace.open("/my/reflections/tools/noticing-strengths/")
    expect(page.get_by_label("What went well?")).to_have_value("")
