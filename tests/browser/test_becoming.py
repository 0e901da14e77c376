"""From a practitioner with nothing signed to a supervisor: the course, its certificate and every competency, in three
browsers."""

from datetime import date, timedelta

import pytest
from PIL import Image
from playwright.sync_api import expect

from .conftest import every, fill_day
from .test_access import check

COURSE = "Supervising low-intensity practitioners, five days"


@pytest.fixture
def certificate(tmp_path):
    """A photograph of more than a megabyte, so that the page says how far it has come."""
    file = tmp_path / "certificate.png"
    Image.effect_noise((1400, 1000), 90).convert("RGB").save(file)
    assert file.stat().st_size > 1_000_000
    return file


def test_a_practitioner_becomes_a_supervisor(story, certificate):
    holly, ruth, gareth = (story(f"{name}@northmoor.example") for name in ("holly.barnes", "lead", "manager"))

    # Holly asks for a place on the course, and gives it up again; Ruth decides.
    hers, rs, gs = holly.page, ruth.page, gareth.page
    hers.get_by_role("link", name="Your training").click()
    check(holly, "my training, empty")
    hers.get_by_role("button", name="Find course dates").click()
    check(holly, "course dates")
    hers.get_by_role("link", name=COURSE).click()
    check(holly, "dates of a course")
    hers.get_by_role("button", name="Ask for a place").click()
    expect(hers.get_by_text("To be approved")).to_have_count(1)
    rs.goto(f"{ruth.site}/my/waiting/")
    rs.get_by_role("link", name=f"Holly Barnes: {COURSE}").click()
    check(ruth, "a place to decide")
    rs.get_by_label("Approve").check()
    rs.get_by_role("button", name="Save decision").click()
    expect(rs.get_by_text("The course is full. Holly Barnes is on the waiting list and has been told.")).to_have_count(1)
    hers.goto(f"{holly.site}/training/")
    expect(hers.get_by_text("On the waiting list")).to_have_count(1)
    hers.get_by_role("link", name=COURSE).click()
    hers.get_by_role("button", name="Give up place").click()

    # She has been on it elsewhere after all, and sends the certificate; Gareth asks for more, then verifies it.
    hers.goto(f"{holly.site}/training/send/")
    hers.get_by_label("What is the certificate for?").select_option(COURSE)
    hers.locator("input[type=file]").set_input_files(certificate)
    hers.get_by_role("button", name="Send certificate").click()
    expect(hers.get_by_role("alert").get_by_role("link")).to_have_text(["Enter the day on the certificate"])
    fill_day(hers, "When was it completed or awarded?", date.today() - timedelta(days=30))
    hers.locator("input[type=file]").set_input_files(certificate)
    hers.get_by_role("button", name="Send certificate").click()
    expect(hers.get_by_text("Certificate sent. A lead or manager in your service will verify it.")).to_have_count(1)
    check(holly, "my training, with something sent")
    gs.goto(f"{gareth.site}/my/waiting/")
    gs.get_by_role("link", name=f"Holly Barnes: {COURSE}").click()
    gs.get_by_label("Ask for more").check()
    gs.get_by_label("Why, or what is missing").fill("Which university was it?")
    gs.get_by_role("button", name="Save decision").click()
    hers.goto(f"{holly.site}/my/waiting/")
    expect(hers.get_by_text("Gareth Pike says: Which university was it?")).to_have_count(1)
    hers.get_by_role("link", name=COURSE).first.click()
    check(holly, "a certificate of which more is asked")
    hers.get_by_label("Your answer").fill("Southvale, in the spring.")
    hers.get_by_role("button", name="Send answer").click()
    gs.goto(f"{gareth.site}/my/waiting/")
    gs.get_by_role("link", name=f"Holly Barnes: {COURSE}").click()
    gs.get_by_label("Verify it").check()
    gs.get_by_role("button", name="Save decision").click()
    expect(gs.get_by_text("Holly Barnes has been told.")).to_have_count(1)

    # She asks Ruth for every competency at once; she signs them all on one page.
    hers.goto(f"{holly.site}/my/competencies/")
    for box in hers.get_by_role("group", name="Choose competencies to be signed off").get_by_role("checkbox").all():
        box.check()
    hers.get_by_role("button", name="Rate yourself").click()
    for group in every(hers.get_by_role("group", name="How do you rate yourself?"), 26):
        group.get_by_label("3: Independently competent").check()
    hers.get_by_label("Ruth Abbott").check()
    hers.get_by_role("button", name="Ask for sign-off").click()
    expect(hers.get_by_text("You have asked Ruth Abbott for 26 sign-offs.")).to_have_count(1)
    rs.goto(f"{ruth.site}/my/waiting/")
    rs.get_by_role("link", name="Holly Barnes: 26 competencies to sign off").click()
    for group in every(rs.get_by_role("group", name="Your answer"), 26):
        group.get_by_label("Sign at level 3").check()
    rs.get_by_role("button", name="Send answers").click()
    expect(rs.get_by_text("26 competencies signed off. Holly Barnes has been told.")).to_have_count(1)

    # From that moment she can supervise, and has a certificate to show for it.
    hers.goto(f"{holly.site}/my/")
    expect(hers.get_by_role("heading", level=1)).to_contain_text("You can supervise")
    expect(hers.get_by_role("button", name="Get your supervisor certificate")).to_have_count(1)
    rs.goto(f"{ruth.site}/oversight/NORTHMOOR/register/")
    expect(rs.get_by_role("row", name="Holly Barnes")).to_contain_text("Can supervise")
    assert [visitor.complaints for visitor in (holly, ruth, gareth)] == [[], [], []]


def test_a_lead_records_an_observation_and_one_that_was_not_possible(story):
    ruth = story("lead@northmoor.example")
    page = ruth.page
    page.goto(f"{ruth.site}/oversight/NORTHMOOR/register/")
    page.get_by_role("link", name="Observations of practice").click()
    check(ruth, "observations of practice")
    page.get_by_role("link", name="Holly Barnes").click()
    page.get_by_role("link", name="Record an observation").click()
    page.get_by_label("No, it was not possible").check()
    page.get_by_label("Their practice with a patient").check()
    fill_day(page, "On which day?", date.today())
    page.get_by_role("button", name="Record observation").click()
    expect(page.get_by_role("alert").get_by_role("link")).to_have_text(["Enter why it was not possible"])
    check(ruth, "recording an observation, in error")
    page.get_by_label("Why was it not possible?").fill("Nobody agreed to be observed.")
    page.get_by_role("button", name="Record observation").click()
    expect(page.get_by_text("It does not count as an observation.")).to_have_count(1)
    page.goto(f"{ruth.site}/oversight/NORTHMOOR/observations/")
    expect(page.get_by_role("row", name="Holly Barnes")).to_contain_text("Nobody agreed to be observed.")
    assert ruth.complaints == []
