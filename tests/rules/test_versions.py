"""Which version judges whom (docs/domain/eligibility.md section 5): the one in force, or in a transition the one before.

Version 1 asks for a BABCP registration, version 2 for a BPS one,
version 3 for a nurse's. Each case gives the whole of the states.
"""

import pytest

from .making import career, document, registered, states

BABCP, BPS, NMC = ({"id": body, "type": "registration", "bodies": [body]} for body in ("BABCP", "BPS", "NMC"))
FIRST = document(BABCP, effective_from="2019-01-01")


def second(**more):
    return document(BPS, effective_from="2021-01-01", number=2, **more)


def third(**more):
    return document(NMC, effective_from="2021-07-01", number=3, **more)


def registrations(**bodies):
    """Each body's registration as its first and last day, or its first alone."""
    return career(registrations=[registered(*days, body=body) for body, days in bodies.items()])


FROM_2020 = ("2020-01-01",)
CASES = {
    "without a transition the new version judges at once": (
        [FIRST, second()], registrations(BABCP=FROM_2020), [("2020-01-01", "eligible"), ("2021-01-01", "lapsed")]),
    "somebody who meets both notices nothing": (
        [FIRST, second()], registrations(BABCP=FROM_2020, BPS=("2021-01-01",)), [("2020-01-01", "eligible")]),
    "a transition keeps who is eligible": (
        [FIRST, second(transition_months=12)], registrations(BABCP=FROM_2020),
        [("2020-01-01", "eligible"), ("2022-01-01", "lapsed")]),
    "a transition ends at the end of a shorter month": (
        [FIRST, document(BPS, effective_from="2020-08-31", number=2, transition_months=6)], registrations(BABCP=FROM_2020),
        [("2020-01-01", "eligible"), ("2021-02-28", "lapsed")]),
    "during it the old version goes on asking": (
        [FIRST, second(transition_months=12)], registrations(BABCP=("2020-01-01", "2021-05-31"), BPS=("2021-01-01",)),
        [("2020-01-01", "eligible"), ("2021-06-01", "lapsed"), ("2021-06-02", "eligible")]),
    "and who lapses in it returns by the new version": (
        [FIRST, second(transition_months=12)],
        career(registrations=[registered("2020-01-01", "2021-02-28", "BABCP"), registered("2021-04-01", body="BABCP"),
                              registered("2021-06-01", body="BPS")]),
        [("2020-01-01", "eligible"), ("2021-03-01", "lapsed"), ("2021-06-01", "eligible")]),
    "who was never eligible is judged by the new version": (
        [FIRST, second(transition_months=12)], registrations(BABCP=("2021-01-01",)), [("2021-01-01", "not_yet")]),
    "eligible on its eve, a transition still protects": (
        [FIRST, second(transition_months=1)], registrations(BABCP=("2020-12-31",)),
        [("2020-12-31", "eligible"), ("2021-02-01", "lapsed")]),
    "eligible on its first day, only the new version ever judges": (
        [FIRST, second(transition_months=12)], registrations(BPS=("2021-01-01", "2021-03-31"), BABCP=("2021-02-01",)),
        [("2021-01-01", "eligible"), ("2021-04-01", "lapsed")]),
    "the latest whose transition is over, not the one before it": (
        [FIRST, second(transition_months=24), third()], registrations(BABCP=FROM_2020),
        [("2020-01-01", "eligible"), ("2021-07-01", "lapsed")]),
    "an older transition that ends later changes nothing": (
        [FIRST, second(transition_months=24), third()], registrations(BABCP=("2020-01-01", "2021-06-30"), NMC=("2021-07-01",)),
        [("2020-01-01", "eligible")]),
    "one transition after another": (
        [FIRST, second(transition_months=3), third(transition_months=3)], registrations(BABCP=("2020-01-01", "2021-03-31"),
        BPS=("2021-04-01", "2021-09-30"), NMC=("2021-10-01", "2021-12-31")),
            [("2020-01-01", "eligible"), ("2022-01-01", "lapsed")]),
    "before the first version the first": (
        [document(BABCP, effective_from="2025-01-01")], registrations(BABCP=FROM_2020), [("2020-01-01", "eligible")]),
    "eligible before the first version is protected like any other": (
        [document(BABCP, effective_from="2020-06-01", transition_months=12), second(transition_months=1)],
        registrations(BABCP=FROM_2020),
        [("2020-01-01", "eligible"), ("2021-02-01", "lapsed")]),
    "a laxer version makes eligible at once": (
        [FIRST, document({"id": "any", "type": "registration", "bodies": ["BABCP", "BPS"]}, effective_from="2021-01-01",
            number=2)],
        registrations(BPS=FROM_2020), [("2020-01-01", "not_yet"), ("2021-01-01", "eligible")]),
    "in force is the latest to begin, whatever its number": (
        [document(BPS, effective_from="2021-01-01", number=1), document(BABCP, effective_from="2019-01-01", number=2)],
        registrations(BABCP=FROM_2020), [("2020-01-01", "eligible"), ("2021-01-01", "lapsed")]),
}  # fmt: skip


@pytest.mark.parametrize(("documents", "facts", "expected"), CASES.values(), ids=CASES)
def test_a_new_version_and_its_transition(documents, facts, expected):
    assert states(facts, *documents) == expected
    assert states(facts, *reversed(documents)) == expected


NONE_LEFT = {
    "from the day the new version judges": ({}, "2020-01-20"),
    "from the day its transition is over": ({"transition_months": 1}, "2020-02-20"),
}


@pytest.mark.parametrize(("more", "day"), NONE_LEFT.values(), ids=NONE_LEFT)
def test_a_new_version_without_staying_gives_no_grace(more, day):
    versions = [graced(12), document(BPS, effective_from="2020-01-20", number=2, **more)]
    assert states(registrations(BABCP=FROM_2020), *versions) == [("2020-01-01", "eligible"), (day, "lapsed")]


def graced(months, **more):
    return document(BABCP, BPS | {"grace_months": months}, **more)


GRACES = {
    "a longer grace of the new version counts from the start": (3, {"effective_from": "2020-03-01"}, 12, "2021-01-01"),
    "a longer grace comes too late": (3, {"effective_from": "2020-04-02"}, 12, "2020-04-01"),
    "a shorter grace ends what the longer gave": (12, {"effective_from": "2020-06-01"}, 3, "2020-06-01"),
    "in transition the old grace goes on": (12, {"effective_from": "2020-06-01", "transition_months": 3}, 3, "2020-09-01"),
    "a grace over before the transition is": (3, {"effective_from": "2020-03-01", "transition_months": 6}, 12, "2020-04-01"),
}


@pytest.mark.parametrize(("months", "later", "months_later", "day"), GRACES.values(), ids=GRACES)
def test_grace_is_that_of_the_version_that_judges_staying(months, later, months_later, day):
    versions = [graced(months), graced(months_later, number=2, **later)]
    assert states(registrations(BABCP=FROM_2020), *versions) == [("2020-01-01", "eligible"), (day, "lapsed")]
