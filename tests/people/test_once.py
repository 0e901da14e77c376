"""What the parts of a page ask alike is asked once while the page is drawn, and every time elsewhere."""

import threading

from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.once import once_a_page, one_page
from tests.allocations.service import found, who


def counting():
    asked = []

    @once_a_page
    def question(*words, **named):
        asked.append((words, named))
        return len(asked)

    return question, asked


def test_on_one_page_the_same_words_are_asked_once():
    question, asked = counting()
    with one_page():
        assert question("a", on=1) == question("a", on=1) == 1
        assert question("b", on=1) == 2
        assert question("a", on=2) == 3
    assert len(asked) == 3


def test_after_the_page_all_is_forgotten_and_elsewhere_nothing_is_kept():
    question, asked = counting()
    for _ in range(2):
        with one_page():
            question("a")
    question("a")
    question("a")
    assert len(asked) == 4


def test_a_page_that_another_thread_draws_knows_nothing_of_it():
    question, asked = counting()
    with one_page():
        question("a")
        other = threading.Thread(target=question, args=("a",))
        other.start()
        other.join()
    assert len(asked) == 2


def test_the_home_page_of_a_lead_asks_for_the_situation_once(db, as_person):
    found()
    lead = as_person(who("L1"))
    lead.get("/my/")
    with CaptureQueriesContext(connection) as asked:
        lead.get("/my/")
    capacity = [one["sql"] for one in asked if 'FROM "allocations_capacity"' in one["sql"]]
    assert capacity and len(capacity) == len(set(capacity))
