"""Groups and waivers (docs/domain/eligibility.md sections 4.3 and 4.4): what a tree says, given what its requirements say.

``M W P N U`` are requirements that are met, met by waiver, provisional, not met and unknown; ``a`` in front: advisable.
"""

import pytest

from .making import approved, career, completion, group, registered, tree_runs, waiver

DAY = "2020-01-01"
WORDS = {"M": "met", "W": "met_by_waiver", "P": "provisional", "N": "not_met", "U": "unknown"}
FACTS = {"registrations": [registered(DAY)], "completions": [completion(DAY)], "approvals": [approved(DAY)]}
LEAVES = {
    "M": {"type": "registration", "bodies": ["BABCP-PWP"]},
    "W": {"type": "registration", "bodies": ["BPS-WPW"]},
    "P": {"type": "course_completed", "tag": "sup", "in_progress": "provisional"},
    "N": {"type": "approval", "kind": "manager"},
    "U": {"type": "qualification", "any_of": ["li_training"]},
}


def requirements(letters: str) -> list[dict]:
    return [
        {"id": f"{name}{place}"} | LEAVES[name[-1]] | ({"severity": "advisable"} if name[0] == "a" else {})
        for place, name in enumerate(letters.split())
    ]


def outcome(tree: dict, *waived: str) -> str:
    """The outcome of the tree on the first day, with waivers of that day for these ids and for every ``W``."""
    named = [*waived, *(f"W{place}" for place in range(9))]
    runs = tree_runs(career(waivers=[waiver(DAY, DAY, name) for name in named], **FACTS), tree)
    return dict(runs).get(DAY, runs[0][1])


ALL = {
    "M": "M", "W": "W", "P": "P", "N": "N", "U": "U", "M M": "M", "M W": "W", "W W": "W", "M P": "P", "W P": "P", "M U": "U",
    "P U": "U", "W U": "U", "M N": "N", "P N": "N", "U N": "N", "M W P U N": "N", "M W P U": "U", "M aN": "M", "W aM": "W",
    "P aU": "P", "aN": "M", "aU aN aP": "M", "U aN": "U",
}  # fmt: skip
ANY = {
    "M": "M", "W": "W", "P": "P", "N": "N", "U": "U", "M W": "M", "W P": "W", "P N": "P", "P U": "P", "N U": "N", "U N": "N",
    "U N P W M": "M", "U N P W": "W", "U N aM": "N", "U aM": "U", "aN aU": "M", "W aM": "W",
}  # fmt: skip
TWO_OF = {
    "M M N": "M", "M W N": "W", "W W U": "W", "M M W": "M", "M W W": "W", "M P N": "P", "W P N": "P", "P P U": "P",
    "M P P": "P",
    "M N U": "N", "P N N": "N", "U U U": "N", "U U": "N", "P U": "N", "M U aM": "N", "M P aM": "P", "M W aM": "W",
    "M M aN": "M",
}  # fmt: skip
TABLE = [(op, letters, word) for op, table in (("ALL", ALL), ("ANY", ANY), ("N_OF", TWO_OF)) for letters, word in table.items()]


@pytest.mark.parametrize(("op", "letters", "word"), TABLE, ids=[f"{op} {letters}" for op, letters, _ in TABLE])
def test_a_group_is_judged_by_what_is_required_in_it(op, letters, word):
    assert outcome(group(op, *requirements(letters), **({"n": 2} if op == "N_OF" else {}))) == WORDS[word]


WAIVED_GROUP = {"M": "M", "M W": "W", "P": "W", "N": "W", "U": "W", "M N": "W", "aN": "M"}


@pytest.mark.parametrize(("letters", "word"), WAIVED_GROUP.items(), ids=WAIVED_GROUP)
def test_a_waived_group_passes_whatever_is_in_it(letters, word):
    assert outcome(group("ALL", *requirements(letters), id="whole"), "whole") == WORDS[word]


def test_a_waiver_inside_reaches_the_root():
    inner = group("ALL", *requirements("N U"), id="inner")
    tree = group("ALL", {"id": "top"} | LEAVES["M"], inner)
    assert [outcome(tree), outcome(tree, "inner"), outcome(tree, "N0"), outcome(tree, "N0", "U1")] == [
        "not_met", "met_by_waiver", "unknown", "met_by_waiver"]  # fmt: skip


def test_a_group_met_without_the_waiver_says_met():
    tree = group("ANY", {"id": "top"} | LEAVES["M"], group("ALL", *requirements("N"), id="inner"))
    assert outcome(tree, "inner") == "met"


def test_a_group_with_nothing_required_is_met_in_another():
    nothing = group("ANY", *requirements("aN aU"))
    assert outcome(group("ALL", nothing, {"id": "top"} | LEAVES["P"])) == "provisional"
    assert outcome(group("ALL", nothing, group("N_OF", {"id": "top"} | LEAVES["N"], n=1))) == "not_met"


def test_a_waiver_runs_from_its_first_day_to_its_last():
    facts = career(
        waivers=[waiver("2020-03-01", "2020-03-31"), waiver("2020-03-20", "2020-04-15"), waiver("2020-05-01", "2020-05-01")]
    )
    assert tree_runs(facts, {"id": "r"} | LEAVES["U"]) == [
        ("", "unknown"),
        ("2020-03-01", "met_by_waiver"),
        ("2020-04-16", "unknown"),
        ("2020-05-01", "met_by_waiver"),
        ("2020-05-02", "unknown"),
    ]


def test_a_waiver_gives_way_to_what_is_met():
    facts = career(waivers=[waiver("2020-01-01", "2020-12-31")], registrations=[registered("2020-02-01", "2020-02-29")])
    assert tree_runs(facts, {"id": "r"} | LEAVES["M"]) == [
        ("", "unknown"),
        ("2020-01-01", "met_by_waiver"),
        ("2020-02-01", "met"),
        ("2020-03-01", "met_by_waiver"),
        ("2021-01-01", "not_met"),
    ]


def test_a_waiver_of_something_else_changes_nothing():
    assert outcome({"id": "r"} | LEAVES["N"], "R", "other", "r.other") == "not_met"
