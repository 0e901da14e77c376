"""Every type of requirement that can be asked for has words on every page; one that has none is not published."""

import re
from dataclasses import dataclass
from inspect import getsource
from typing import ClassVar

import pytest

from competencies import labels
from competencies.actions import publish_standard
from competencies.actions.drafts import read_draft
from competencies.evidence import WORDS
from competencies.models import StandardVersion
from competencies.rules import parameters
from competencies.rules.facts import Career
from competencies.rules.requirements import TYPES, Account, Finding
from competencies.rules.standard import StandardRefused
from governance.access import CONSOLE

DOCUMENT = {
    "code": "new", "version": 1, "title": "New", "effective_from": "2026-01-01",
    "becoming": {"op": "ALL", "of": [{"id": "it", "type": "wisdom"}]},
}  # fmt: skip


@pytest.mark.parametrize("name", TYPES)
def test_every_type_says_what_it_is_what_it_asks_and_on_whom_it_waits(name):
    assert not labels.without_words(name)


@pytest.mark.parametrize("name", TYPES)
def test_every_reason_that_a_type_gives_has_words(name):
    source = getsource(TYPES[name])
    reasons = set(re.findall(r'(?:return|else|\() ?(?:True|False), "(\w+)"', source)) | set(
        re.findall(r'because="(\w+)"', source)
    )
    assert reasons <= labels.BECAUSE.keys()


def test_every_fact_that_can_be_evidence_has_words():
    kinds = {table.__args__[0] for table in Career.__annotations__.values() if hasattr(table, "__args__")}
    assert {kind.__name__ for kind in kinds} - {kind.__name__ for kind in WORDS} <= {"AbsenceFact", "WaiverFact"}


@dataclass(frozen=True, slots=True)
class Wisdom:
    """A type that somebody registered and forgot to write words for."""

    table: ClassVar[str] = "approvals"
    kind: str = parameters.parameter(parameters.text, "any")

    def judge(self, career: Career) -> Finding:
        return Finding([])

    def account(self, career: Career, day: int) -> Account:
        return Account(0, 1, "", ())


@pytest.mark.django_db
def test_one_without_words_is_refused_at_publishing_and_in_a_draft(monkeypatch):
    monkeypatch.setitem(TYPES, "wisdom", Wisdom)
    for attempt in (
        lambda: publish_standard(document=DOCUMENT, by=CONSOLE),
        lambda: read_draft(str(DOCUMENT).replace("'", '"')),
    ):
        with pytest.raises(StandardRefused) as refused:
            attempt()
        assert refused.value.problems == [("“it”", "asks for “wisdom”, for which pages have no words yet")]
    assert not StandardVersion.objects.exists()
