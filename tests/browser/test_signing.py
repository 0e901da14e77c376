"""From three missing sign-offs to a supervisor: three people, each at their own browser, side by side."""

from playwright.sync_api import expect

from .test_access import check

SENT_BACK = "Watch one more and tell me what you changed in the debrief."


def test_three_people_make_a_supervisor(story):
    amara, ruth, helen = (story(f"{name}@northmoor.example") for name in ("amara", "lead", "helen.marlowe"))

    # Amara sees what waits and what was sent back, and asks Helen for the two that she can ask for.
    mine = amara.page
    expect(mine.get_by_role("link", name="Live observation (P2)")).to_have_count(1)
    check(amara, "a desk where something waits")
    mine.get_by_role("link", name="Your competencies").click()
    check(amara, "my competencies")
    mine.get_by_label("Risk and safeguarding decisions (L4)").check()
    mine.get_by_label("Holding authority (M3)").check()
    mine.get_by_role("button", name="Rate yourself").click()
    mine.get_by_role("button", name="Ask for sign-off").click()
    expect(mine.get_by_role("alert").get_by_role("link")).to_have_text(
        ["Rate yourself in Holding authority (M3)", "Choose who should sign"]
    )
    check(amara, "asking, in error")
    mine.get_by_role("group", name="How do you rate yourself?").nth(0).get_by_label("3: Independently competent").check()
    mine.get_by_role("group", name="How do you rate yourself?").nth(1).get_by_label("2: Safe with support").check()
    mine.get_by_label("What shows it? (optional)").nth(1).fill("I told a colleague in private that their notes were late.")
    mine.get_by_role("radio", name="Helen Marlowe").check()
    mine.get_by_role("button", name="Ask for sign-off").click()
    expect(mine.get_by_text("You have asked Helen Marlowe for 2 sign-offs.")).to_have_count(1)
    check(amara, "what Amara waits for")

    # Helen signs one and sends the other back; a forgotten reason costs her nothing that she typed.
    hers = helen.page
    hers.reload()
    hers.get_by_role("link", name="2 sign-offs to answer").click()
    check(helen, "what waits for Helen")
    hers.get_by_role("link", name="Amara Okafor: 2 competencies to sign off").click()
    check(helen, "answering")
    hers.get_by_role("group", name="Your answer").nth(0).get_by_label("Sign at level 3").check()
    hers.get_by_label("Comment, or what is missing").nth(0).fill("Clear and on time.")
    hers.get_by_role("group", name="Your answer").nth(1).get_by_label("Send back").check()
    hers.get_by_role("button", name="Send answers").click()
    expect(hers.get_by_label("Comment, or what is missing").nth(0)).to_have_value("Clear and on time.")
    check(helen, "answering, in error")
    hers.get_by_label("Comment, or what is missing").nth(1).fill(SENT_BACK)
    hers.get_by_role("button", name="Send answers").click()
    expect(hers.get_by_text("1 competency signed off and 1 competency sent back. Amara Okafor has been told.")).to_have_count(1)

    # Ruth has Helen answer what has waited nine days on her; Helen signs.
    rs = ruth.page
    rs.get_by_role("link", name="1 sign-off to answer").click()
    rs.get_by_role("link", name="Amara Okafor: 1 competency to sign off").click()
    rs.get_by_role("link", name="Choose someone else to answer").click()
    check(ruth, "passing on")
    rs.get_by_role("radio", name="Helen Marlowe").check()
    rs.get_by_role("button", name="Pass on request").click()
    hers.goto(f"{helen.site}/my/waiting/")
    expect(hers.get_by_text("asked 9 working days ago, in place of Ruth Abbott")).to_have_count(1)
    hers.get_by_role("link", name="Amara Okafor: 1 competency to sign off").click()
    hers.get_by_label("Sign at level 3").check()
    hers.get_by_role("button", name="Send answers").click()

    # Amara reads what was sent back, asks again, and Ruth signs: from that moment she can supervise.
    mine.goto(f"{amara.site}/my/waiting/")
    expect(mine.get_by_role("main")).to_contain_text(SENT_BACK)
    mine.get_by_role("link", name="Ask again for holding authority (M3)").click()
    check(amara, "a request that was sent back")
    mine.get_by_role("link", name="Ask again").click()
    mine.get_by_label("Ruth Abbott").check()
    mine.get_by_role("button", name="Ask for sign-off").click()
    rs.goto(f"{ruth.site}/my/waiting/")
    rs.get_by_role("link", name="Amara Okafor: 1 competency to sign off").click()
    expect(rs.get_by_text(SENT_BACK)).to_have_count(1)
    rs.get_by_label("Sign at level 2").check()
    rs.get_by_role("button", name="Send answers").click()
    mine.goto(f"{amara.site}/my/")
    expect(mine.get_by_role("heading", level=1)).to_contain_text("You can supervise. Since today.")
    check(amara, "the desk of a new supervisor")
    mine.goto(f"{amara.site}/my/competencies/")
    mine.get_by_role("row", name="Live observation (P2)").get_by_role("link").click()
    expect(mine.get_by_text("in place of Ruth Abbott")).to_have_count(1)
    check(amara, "a seal")
    assert [visitor.complaints for visitor in (amara, ruth, helen)] == [[], [], []]
