"""The clock of the loading, which nobody but the loading can turn back."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from demo import clock
from tests.conftest import ROOT

NOW, PAST = datetime(2026, 11, 29, 9, tzinfo=UTC), datetime(2024, 3, 1, 14, tzinfo=UTC)
READS = re.compile(r"demo(\.|\simport\s)(clock|past)\b|\bdef stamp\b")


@time_machine.travel(NOW, tick=False)
def test_inside_it_is_the_past_and_afterwards_now():
    before = timezone.now
    with clock.at(PAST):
        assert (timezone.now(), timezone.localdate()) == (PAST, PAST.date())
        with clock.at(PAST + timedelta(days=1)):
            assert timezone.now() == PAST + timedelta(days=1)
        assert timezone.now() == PAST
    assert (timezone.now(), timezone.now is before) == (NOW, True)


@time_machine.travel(NOW, tick=False)
def test_it_goes_forward_again_where_something_fails():
    with pytest.raises(ZeroDivisionError), clock.at(PAST):
        1 / 0  # noqa: B018
    assert timezone.now() == NOW


@time_machine.travel(NOW, tick=False)
def test_a_request_that_is_answered_meanwhile_reads_the_time_that_it_is():
    with ThreadPoolExecutor(1) as threads, clock.at(PAST):
        assert threads.submit(timezone.now).result() == NOW


@time_machine.travel(NOW, tick=False)
def test_it_is_never_put_forward():
    with pytest.raises(ValueError, match="only ever turned back"), clock.at(NOW + timedelta(seconds=1)):
        pass


def test_nothing_that_answers_a_request_turns_it_back_or_stamps_facts_by_itself():
    """The book of facts alone stamps, by the clock; the demo's history keeps its own instants and has no address."""
    sources = [path for path in ROOT.glob("*/**/*.py") if path.relative_to(ROOT).parts[0] not in (".venv", "tests")]
    who = {path.relative_to(ROOT).as_posix() for path in sources if READS.search(path.read_text(encoding="utf-8"))}
    assert who == {"governance/facts.py", "demo/past.py"}
    assert [path.name for path in (ROOT / "demo").rglob("*.py") if path.stem in ("urls", "views")] == []
