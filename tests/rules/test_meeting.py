"""When an agreement and what is planned are the same, and the text that is signed."""

import hashlib
import json
from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from allocations.rules.contract import (
    AgreementParts,
    Arrangement,
    SuperviseePart,
    SupervisorOffer,
    agreed_meetings,
    differences,
    fixed,
    sections,
)
from allocations.rules.meeting import MeetingTerms, Upkeep, rhythm, terms_from, upkeep

MONDAY = MeetingTerms("week", date(2026, 11, 30), time(9), 60, "Small room")
CLAUSES = [{"code": "a", "title": "A", "text": "Text."}]


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (replace(MONDAY, first_on=date(2027, 3, 1)), True),
        (replace(MONDAY, where=" small  Room"), True),
        (replace(MONDAY, first_on=date(2026, 12, 3), anchor_on=date(2026, 11, 30)), True),
        (replace(MONDAY, first_on=date(2026, 12, 1)), False),
        (replace(MONDAY, starts_at=time(9, 30)), False),
        (replace(MONDAY, minutes=45), False),
        (replace(MONDAY, where="Large room"), False),
        (replace(MONDAY, on_holiday="leave_out"), False),
        (replace(MONDAY, every="fortnight"), False),
    ],
)
def test_it_is_the_same_whenever_it_began_and_another_in_any_other_way(other, same):
    assert upkeep([MONDAY], [other]) is (None if same else Upkeep.DIFFERS)
    assert upkeep([other], [MONDAY]) is (None if same else Upkeep.DIFFERS)


@pytest.mark.parametrize(
    ("every", "first", "others"),
    [
        ("fortnight", date(2026, 11, 30), [(14, True), (28, True), (7, False), (21, False)]),
        ("month", date(2026, 11, 30), [(30, True), (31, False)]),
        ("nth_weekday", date(2026, 12, 8), [(35, True), (28, False), (7, False)]),
    ],
)
def test_a_rhythm_comes_back_and_one_beside_it_is_another(every, first, others):
    start = MeetingTerms(every, first, time(9), 60)
    for days, same in others:
        assert (rhythm(replace(start, first_on=first + timedelta(days=days))) == rhythm(start)) is same, days


def test_what_a_signed_agreement_asks_for():
    assert upkeep([MONDAY], []) is Upkeep.PLAN
    assert upkeep(None, []) is Upkeep.PLAN
    assert upkeep(None, [MONDAY]) is None
    assert upkeep([MONDAY], [MONDAY, replace(MONDAY, minutes=30)]) is Upkeep.DIFFERS
    assert upkeep([replace(MONDAY, minutes=30), MONDAY], [MONDAY, replace(MONDAY, minutes=30)]) is None


def test_the_terms_in_a_text_are_read_back():
    anchored = replace(MONDAY, anchor_on=date(2026, 11, 16))
    assert [terms_from(json.loads(json.dumps(terms.as_data()))) for terms in (MONDAY, anchored)] == [MONDAY, anchored]


def parts(**more) -> AgreementParts:
    supervisees = [SuperviseePart("Pat P1", ("Time",), "Words.", "")]
    return AgreementParts("Agreement", CLAUSES, supervisees, SupervisorOffer("Sue S1", "An hour."), **more)


def test_a_text_without_a_day_is_made_of_the_same_bytes_as_before_there_were_days():
    text, digest = fixed(parts())
    assert json.loads(text) == {
        "title": "Agreement",
        "supervisees": [{"name": "Pat P1", "needs": ["Time"], "words": "Words.", "goals": ""}],
        "clauses": CLAUSES,
        "supervisor": {"name": "Sue S1", "words": "An hour.", "elsewhere": [], "more": ""},
    }
    assert digest == hashlib.sha256(text.encode()).hexdigest()
    assert agreed_meetings(json.loads(text)) is None


def test_a_day_stands_first_what_was_added_stands_in_its_clause_and_a_change_is_one_line():
    def said(terms: MeetingTerms, words: str):
        when = (("When we meet", words), ("Where we meet", terms.where))
        return json.loads(fixed(parts(arrangement=Arrangement("Us.", when, (terms,)), added={"a": "By text."}))[0])

    before, after = said(MONDAY, "Mondays"), said(replace(MONDAY, first_on=date(2026, 12, 1)), "Tuesdays")
    assert [title for title, _ in sections(before)][:3] == ["Supervision", "When we meet", "Where we meet"]
    assert sections(before)[-1] == ("A", "Text.\nWe add: By text.")
    assert differences(before, after) == [("When we meet", "Mondays", "Tuesdays")]
    assert agreed_meetings(before) == [MONDAY]
