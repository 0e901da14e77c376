"""A manager puts a record right; somebody who has left finds what is theirs."""

import re
from datetime import date, timedelta

from playwright.sync_api import expect

from .conftest import fill_day
from .test_access import check


def test_a_manager_puts_a_record_right(story):
    gareth = story("manager@northmoor.example")
    page = gareth.page
    gareth.open("/people/of/NORTHMOOR/")
    check(gareth, "whose records to put right")
    page.get_by_label("Search by name").fill("Priya Raman")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Priya Raman").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Priya Raman")
    check(gareth, "the records of a person")
    page.get_by_role("link", name="Sign-offs").click()
    page.get_by_role("link", name=re.compile("Recorded by mistake.*M4")).first.click()
    page.get_by_label("It was recorded for the wrong person").check()
    page.get_by_label("What happened?").fill("It was meant for Kwame.")
    page.get_by_role("button", name="Show what would change").click()
    expect(page.get_by_text("Priya Raman loses eligibility")).to_be_visible()
    check(gareth, "what a withdrawal changes")
    page.get_by_role("button", name="Withdraw this sign-off").click()
    expect(page.get_by_text("Priya Raman has been told")).to_be_visible()
    page.get_by_role("link", name="Put back").first.click()
    page.get_by_label("Why does it count after all?").fill("It was hers.")
    page.get_by_role("button", name="Show what would change").click()
    expect(page.get_by_text("Priya Raman is eligible")).to_be_visible()
    page.get_by_role("button", name="Put back this sign-off").click()
    expect(page.get_by_text("Priya Raman has been told")).to_be_visible()
    page.get_by_role("link", name="There are two records").click()
    check(gareth, "two records of one person")
    page.go_back()
    page.get_by_role("link", name="Close or open the account").click()
    check(gareth, "an account")
    assert gareth.complaints == []


def test_what_is_typed_wrong_is_said_at_its_field(story):
    gareth = story("manager@northmoor.example")
    page = gareth.page
    gareth.open("/people/of/NORTHMOOR/")
    page.get_by_label("Search by name").fill("Efua Boakye")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Efua Boakye").click()
    page.get_by_role("link", name="Correct Senior PWP").first.click()
    check(gareth, "correcting a post")
    page.get_by_label("Full-time equivalent").fill("nine")
    page.get_by_label("A date was wrong").check()
    page.get_by_label("What happened?").fill("Typed wrong.")
    page.get_by_role("button", name="Show what would change").click()
    expect(page.get_by_role("alert")).to_contain_text("full-time equivalent above 0")
    assert page.get_by_label("What happened?").input_value() == "Typed wrong."


def test_who_has_left_finds_what_is_theirs(story):
    gareth = story("manager@northmoor.example")
    page = gareth.page
    gareth.open("/people/of/NORTHMOOR/")
    page.get_by_label("Search by name").fill("Holly Barnes")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Holly Barnes").click()
    page.get_by_role("link", name="Correct PWP").first.click()
    fill_day(page, "Finished on", date.today() - timedelta(days=1))
    page.get_by_label("A date was wrong").check()
    page.get_by_label("What happened?").fill("She left yesterday.")
    page.get_by_role("button", name="Show what would change").click()
    page.get_by_role("button", name="Correct this post").click()
    holly = story("manager@northmoor.example")
    holly.context.clear_cookies()
    holly.open("/accounts/login/")
    holly.page.get_by_label("E-mail address").fill("holly.barnes@northmoor.example")
    holly.page.get_by_label("Password", exact=True).fill("firm-footing-every-week")
    holly.page.get_by_role("button", name="Sign in").click()
    expect(holly.page.get_by_role("heading", name="What is yours")).to_be_visible()
    check(holly, "the archive of somebody who has left")
    assert holly.open("/supervision/").status == 404
