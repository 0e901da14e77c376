"""The lead's worst morning, up to the proof of it in front of an auditor. And somebody who would like another supervisor."""

import io
import subprocess
import sys
import zipfile
from datetime import date, timedelta

from playwright.sync_api import expect

from people.labels import on_day

from .conftest import fill_day
from .test_access import check


def test_a_supervisor_of_five_leaves_and_a_year_later_it_is_proven(story, tmp_path):
    ruth, holly, auditor = (story(f"{name}@northmoor.example") for name in ("lead", "holly.barnes", "auditor"))
    rs, stops = ruth.page, date.today() + timedelta(days=29)

    # What is affected comes first, then the draft of a plan.
    rs.get_by_role("link", name="Allocations").first.click()
    check(ruth, "supervision in a service")
    rs.get_by_role("link", name="Efua Boakye leaves on").click()
    radius = rs.get_by_role("heading", name="What is affected").locator("..")
    expect(radius.get_by_role("listitem")).to_have_text(
        ["5 people need another supervisor", "2 agreements are not signed by everyone"]
    )
    expect(rs.get_by_role("heading", name="6 people would get a new supervisor")).to_have_count(1)
    check(ruth, "a plan with what stands and falls")

    # Another than planned for one, and it is worked out again.
    rs.locator("summary", has_text="Change the supervisor of Finn Gallagher").click()
    finn = rs.get_by_label("Change the supervisor of Finn Gallagher")
    bronwen = finn.locator("option", has_text="Bronwen Pritchard, room for")
    finn.select_option(bronwen.get_attribute("value"))
    rs.get_by_role("button", name="Approve plan").click()
    expect(rs.get_by_text("You changed something after this plan was worked out.")).to_have_count(1)
    rs.get_by_role("button", name="Work out plan again").click()
    finns = rs.locator(".sg-people > li", has_text="Finn Gallagher")
    expect(finns.locator("strong")).to_have_text(["Finn Gallagher", "Bronwen Pritchard"])

    # Meanwhile it is decided elsewhere that whoever should take Holly is away then: her line is refused, with the day that
    # clears.
    taker = rs.locator(".sg-people > li", has_text="Holly Barnes").locator("div strong").inner_text()
    other = story("lead@northmoor.example")
    other.open("/allocations/NORTHMOOR/")
    other.page.get_by_role("link", name=taker).first.click()
    check(other, "a supervisor")
    other.page.get_by_text("Record an absence").click()
    back = stops + timedelta(days=14)
    fill_day(other.page, "First day away", stops)
    fill_day(other.page, "Last day away", back - timedelta(days=1))
    other.page.get_by_label("They keep their supervisees and get no new ones").check()
    other.page.get_by_role("button", name="Save absence").click()
    expect(other.page.get_by_role("row", name="Stay with them")).to_have_count(1)

    rs.get_by_role("button", name="Approve plan").click()
    refused = rs.get_by_text(f"{taker} is away. Choose someone else. {taker} is available from {on_day(back)}.")
    expect(refused).not_to_have_count(0)
    expect(rs.get_by_text("They and their supervisors have been told.")).to_have_count(1)
    check(ruth, "after approving a plan")

    # Amara could take somebody, but may not supervise yet: her own page says what she needs, and who has to answer.
    amara = story("amara@northmoor.example")
    expect(amara.page.get_by_role("heading", level=1)).to_contain_text("Becoming a supervisor: not yet")
    expect(amara.page.get_by_text("Ruth Abbott needs to answer").first).to_be_visible()

    # For Holly Ruth chooses by herself, with two of them side by side.
    rs.goto(f"{ruth.site}/allocations/NORTHMOOR/")
    rs.get_by_role("row", name="Holly Barnes").get_by_role("link", name="Change").click()
    rs.get_by_text("Choose from another day").click()
    fill_day(rs, "First day with the supervisor", stops)
    rs.get_by_role("button", name="Show day").click()
    check(ruth, "choosing one")
    rs.get_by_text("Compare two or three side by side").click()
    boxes = rs.get_by_role("group", name="Compare two or three").get_by_role("checkbox")
    boxes.nth(0).check()
    boxes.nth(1).check()
    rs.get_by_role("button", name="Compare supervisors").click()
    expect(rs.get_by_role("table", name="Side by side")).to_have_count(1)
    check(ruth, "comparing two")
    rs.get_by_role("group", name="Who should supervise them?").get_by_role("radio").first.check()
    rs.get_by_role("button", name="Choose supervisor", exact=True).click()
    expect(rs.get_by_role("alert").get_by_role("link")).to_have_text(
        ["Choose why they need this supervisor", "Choose why their current supervision ends"]
    )
    check(ruth, "choosing one, in error")
    rs.get_by_label("Why do they need this supervisor?").select_option("The previous supervisor stops supervising")
    rs.get_by_label("Why does their current supervision end?").select_option("The supervisor stops supervising")
    rs.get_by_role("button", name="Choose supervisor", exact=True).click()
    expect(rs.get_by_text("They have both been told.")).to_have_count(1)

    # Holly has the draft of an agreement, and brings along what she wrote before.
    hers = holly.page
    hers.goto(f"{holly.site}/allocations/mine/")
    check(holly, "my supervision")
    drafts = hers.get_by_role("row", name="Being written")
    drafts.get_by_role("link").click()
    check(holly, "an agreement to write")
    hers.get_by_role("button", name="Copy my earlier words").click()
    expect(hers.get_by_label("What do you need from supervision, in your own words?")).not_to_have_value("")
    hers.get_by_role("button", name="Save my part").click()
    expect(hers.get_by_text("Waiting for")).to_have_count(1)
    check(holly, "an agreement that waits for the supervisor")

    # An auditor sees nothing until it is opened to them; then who supervised whom on any of those days.
    theirs = auditor.page
    rs.goto(f"{ruth.site}/allocations/NORTHMOOR/days/")
    check(ruth, "who supervised whom on any day")
    rs.get_by_role("link", name="Share days with an auditor").click()
    rs.get_by_label("Which auditor?").select_option("Adrian Voss")
    fill_day(rs, "First day they can see", date.today() - timedelta(days=400))
    fill_day(rs, "Last day they can see", stops)
    check(ruth, "opening it to an auditor")
    rs.get_by_role("button", name="Share days").click()
    expect(rs.get_by_role("row", name="Adrian Voss")).to_have_count(1)
    theirs.goto(f"{auditor.site}/allocations/")
    check(auditor, "what was opened to an auditor")
    expect(theirs.get_by_role("row", name="Finn Gallagher")).to_contain_text("Efua Boakye")
    theirs.get_by_text("Choose another day").click()
    fill_day(theirs, "Which day?", stops)
    theirs.get_by_role("button", name="Show day").click()
    expect(theirs.get_by_role("row", name="Finn Gallagher")).to_contain_text("Bronwen Pritchard")
    expect(theirs.get_by_role("row", name="Holly Barnes")).not_to_contain_text("Efua Boakye")
    theirs.get_by_text("Choose another day").click()
    fill_day(theirs, "Which day?", date.today() - timedelta(days=370))
    theirs.get_by_role("button", name="Show day").click()
    expect(theirs.get_by_role("row", name="Holly Barnes")).to_contain_text("Efua Boakye")

    # And a pack, in which one changed byte is found.
    rs.goto(f"{ruth.site}/oversight/NORTHMOOR/packs/")
    rs.get_by_role("button", name="Create pack").click()
    expect(rs.get_by_text("The pack is made.")).to_have_count(1)
    check(ruth, "evidence packs")
    with rs.expect_download() as download:
        rs.get_by_role("link", name="Download").click()
    zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes())).extractall(tmp_path)
    assert _checked(tmp_path)[0] == 0
    paper = bytearray((tmp_path / "pack.pdf").read_bytes())
    paper[1000] ^= 1
    (tmp_path / "pack.pdf").write_bytes(paper)
    code, said = _checked(tmp_path)
    assert (code, [line for line in said.splitlines() if "pack.pdf" in line] != []) == (1, True)
    assert [visitor.complaints for visitor in (ruth, holly, auditor, other, amara)] == [[], [], [], [], []]


def _checked(folder) -> tuple[int, str]:
    done = subprocess.run([sys.executable, "-I", folder / "verify_pack.py"], capture_output=True, text=True, cwd="/")
    return done.returncode, done.stdout


def test_somebody_asks_for_another_supervisor_and_signs_with_them(story):
    amara, ruth, priya = (story(f"{name}@northmoor.example") for name in ("amara", "lead", "priya"))
    hers, rs = amara.page, ruth.page
    hers.get_by_role("link", name="My supervision", exact=True).first.click()
    hers.get_by_role("link", name="Allocations and agreements").click()
    hers.get_by_role("link", name="Ask for another supervisor").click()
    check(amara, "asking for another supervisor")
    hers.get_by_role("button", name="Ask for another supervisor").click()
    expect(hers.get_by_role("alert").get_by_role("link")).to_have_text(
        ["Choose whether you have talked to your supervisor", "Choose the main reason"]
    )
    check(amara, "asking for another supervisor, in error")
    hers.get_by_label("I do not feel able to").check()
    hers.get_by_label("The times or the place do not work").check()
    hers.get_by_role("button", name="Ask for another supervisor").click()
    expect(
        hers.get_by_text("You have asked for another supervisor. Your lead has been told. Your supervisor has not.")
    ).to_have_count(1)
    check(amara, "what happened to a request")
    priya.open("/my/waiting/")
    expect(priya.page.get_by_text("Amara")).to_have_count(0)

    rs.goto(f"{ruth.site}/allocations/NORTHMOOR/")
    rs.get_by_role("link", name="Amara Okafor asked for another supervisor").click()
    check(ruth, "a request for another supervisor")
    rs.get_by_role("button", name="Show that you have read it").click()
    rs.get_by_role("button", name="Choose another supervisor").click()
    rs.get_by_role("group", name="Who should supervise them?").get_by_role("radio").first.check()
    rs.get_by_label("Why do they need this supervisor?").select_option("Asked for another supervisor")
    rs.get_by_label("Why does their current supervision end?").select_option("Asked for another supervisor")
    rs.get_by_role("button", name="Choose supervisor", exact=True).click()
    expect(rs.get_by_text("They have both been told.")).to_have_count(1)
    hers.goto(f"{amara.site}/allocations/mine/")
    expect(hers.get_by_role("row", name="Priya Raman")).to_have_count(0)
    assert [visitor.complaints for visitor in (amara, ruth, priya)] == [[], [], []]
