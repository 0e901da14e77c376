"""Long work: done once by the worker, watched by the one person who began it."""

import json
import os
import subprocess
import sys
from datetime import date, timedelta
from io import StringIO

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from governance.policy import Action
from governance.progress import listening, say
from people import background, pulse
from people.background import Ended, carry_out, enqueue
from people.models import Work
from people.pulse import heartbeat, is_running
from tests.conftest import ROOT, manage
from training.actions import note_development
from training.models import Development


@pytest.fixture
def kind(monkeypatch):
    """A kind of work that tells how far it is, counts how often it was done, and breaks where it is asked to."""
    done = []

    def do(*, by, what):
        done.append((by, what))
        say("Counting", 3, 7)
        if what == "break":
            raise RuntimeError("a fault with a name in it: Adele")
        return Ended(f"{what} is done.", "/my/", well=what != "refused")

    monkeypatch.setitem(background._doers, "count", (Action.IMPORT_FACTS, do))
    return done


def begin(world, what="one"):
    return enqueue("count", by=world.ada, doing="Counting things", back="/people/", what=what)


def queued(world, what="one", **more):
    return Work.objects.create(
        person=world.ada, kind="count", about={"what": what}, doing="Counting things", queued_at=timezone.now(),
        leads_to="/people/", **more,
    )  # fmt: skip


def test_it_is_done_by_whom_it_is_for_and_says_how_it_ended(world, kind):
    work = begin(world)
    assert kind == [(world.ada, "one")]
    assert (work.said, work.leads_to, work.well, work.ended_at is None) == ("one is done.", "/my/", True, False)


def test_it_is_done_once(world, kind):
    carry_out.func(begin(world).pk)
    assert kind == [(world.ada, "one")]


def test_what_breaks_says_so_without_what_broke(world, kind, caplog):
    work = begin(world, "break")
    assert (work.said, work.leads_to, work.well) == (background.BROKE, "/people/", False)
    assert "Adele" not in work.said


def test_nobody_listens_and_nothing_is_said():
    heard = []
    say("into the air", 1, 2)
    with listening(lambda *said: heard.append(said)):
        say("to somebody", 1, 2)
    say("into the air again")
    assert heard == [("to somebody", 1, 2)]


def test_watching_it(world, kind, as_person):
    client, work = as_person(world.ada), queued(world)
    address = reverse("work:watch", args=[work.public_id])
    background._keep(work, ("Counting", 3, 7))
    page = client.get(address)
    assert "Counting: 3 of 7" in page.content.decode()
    assert [one.text for one in background._what_ended(world.ada, None)] == ["Counting things: under way"]
    carry_out.func(work.pk)
    assert client.get(address, headers={"X-Shows-Progress": "1"})["X-Next-Page"] == address
    assert client.get(address)["Location"] == "/my/"
    assert [str(said) for said in client.get("/my/").context["messages"]] == ["one is done."]
    assert background._what_ended(world.ada, None) == []


@pytest.mark.parametrize(
    ("what", "said"),
    [("refused", "refused is done. Read on: Bringing in facts from other systems"), ("break", background.BROKE)],
)
def test_what_was_refused_leads_to_the_guidance_and_what_broke_to_none(world, kind, as_person, what, said):
    work = queued(world, what)
    carry_out.func(work.pk)
    page = as_person(world.ada).get(reverse("work:watch", args=[work.public_id]), follow=True)
    assert [BeautifulSoup(str(words), "html.parser").get_text() for words in page.context["messages"]] == [said]


def test_work_of_a_kind_that_is_gone_says_that_it_broke(world, as_person):
    work = queued(world)
    carry_out.func(work.pk)
    page = as_person(world.ada).get(reverse("work:watch", args=[work.public_id]), follow=True)
    assert [str(words) for words in page.context["messages"]] == [background.BROKE]


def test_nobody_else_s(world, as_person):
    address = reverse("work:watch", args=[queued(world).public_id])
    assert as_person(world.lead).get(address).status_code == 404


def test_one_that_waits_too_long_says_why(world, as_person):
    work = queued(world)
    Work.objects.update(queued_at=work.queued_at - timedelta(seconds=121))
    address = reverse("work:watch", args=[work.public_id])
    assert "whether its worker is running" in as_person(world.ada).get(address).content.decode()


QUEUE = """
import json
from people.background import enqueue
from people.models import Person, Work
from governance.policy import Action
from people import background, pulse
ada = Person.objects.create_user("ada@there.example", first_name="Ada", last_name="Test")
enqueue("look_through_import", by=ada, doing="Looking", back="/my/", upload=1)
print(json.dumps(list(Work.objects.values_list("kind", "ended_at", "well"))))
"""


def test_the_worker_takes_it_from_the_database(a_database):
    """In processes of their own: one queues, the worker does it, and says that it broke (there is no such upload)."""
    real = {"WORK_IN_TESTS": "django_tasks_db.DatabaseBackend"}
    waits = manage(a_database, "shell", "-v0", "-c", QUEUE, **real).stdout
    assert json.loads(waits) == [["look_through_import", None, True]]
    manage(a_database, "db_worker", "--backend", "background", "--batch", "--no-startup-delay", **real)
    ended = manage(
        a_database, "shell", "-v0", "-c", "from people.models import Work; print(*Work.objects.values_list('said', flat=True))"
    )
    assert ended.stdout.strip() == background.BROKE


def test_what_was_killed_is_taken_up_again_and_what_somebody_is_at_is_not(world, kind, as_person):
    left, busy = (queued(world, begun_at=timezone.now()) for _ in range(2))
    address = reverse("work:watch", args=[left.public_id])
    page = as_person(world.ada).get(address).content.decode()
    assert ("This stopped halfway" in page, "so far" in page, "waiting for some time" in page) == (True, False, False)
    with heartbeat(str(busy.public_id)):
        assert (
            "This stopped halfway"
            not in as_person(world.ada).get(reverse("work:watch", args=[busy.public_id])).content.decode()
        )
        carry_out.func(busy.pk)
        assert kind == []
        assert background.requeue_interrupted() == 1
    assert kind == [(world.ada, "one")]
    assert [work.ended_at is None for work in Work.objects.filter(pk__in=(left.pk, busy.pk)).order_by("pk")] == [False, True]


def test_killed_before_it_noted_that_it_began_it_is_taken_up_again(world, kind):
    """Taken from the queue by a worker that died at once, or never queued because the server died: nobody would come for it."""
    work = queued(world)
    assert background.requeue_interrupted() == 0, "a worker may have taken it this very moment"
    Work.objects.update(queued_at=work.queued_at - timedelta(seconds=pulse.GONE_AFTER + 1))
    assert (background.requeue_interrupted(), background.requeue_interrupted()) == (1, 0)
    assert kind == [(world.ada, "one")]


def test_what_waits_in_the_queue_is_not_queued_twice(world, kind, settings):
    settings.TASKS = {"default": settings.TASKS["default"], "background": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    work = begin(world)
    Work.objects.update(queued_at=work.queued_at - timedelta(hours=1))
    assert (background.requeue_interrupted(), background.requeue_interrupted(alone=True)) == (0, 0)
    DBTaskResult.objects.update(status="RUNNING", started_at=timezone.now())
    assert (background.requeue_interrupted(alone=True), DBTaskResult.objects.filter(status="READY").count()) == (1, 1)


def test_killed_after_its_effect_it_is_not_done_again(world, monkeypatch):
    def do(*, by):
        note_development(person=by, what="A paper", done_on=date(2026, 1, 2), minutes=30, reflection="I will ask.", by=by)
        return Ended("Noted.", "/my/")

    def die(*given):
        raise SystemExit("killed")

    monkeypatch.setitem(background._doers, "note", (Action.KEEP_DEVELOPMENT, do))
    work = Work.objects.create(
        person=world.ada, kind="note", about={}, doing="Noting", queued_at=timezone.now(), leads_to="/people/"
    )
    with monkeypatch.context() as dying:
        dying.setattr(background, "_end", die)
        with pytest.raises(SystemExit):
            carry_out.func(work.pk)
    assert (Development.objects.count(), background.requeue_interrupted(alone=True), Development.objects.count()) == (1, 1, 1)
    work.refresh_from_db()
    assert (work.said, work.leads_to, work.well) == (background.DONE_BEFORE, "/people/", True)


def test_what_is_long_over_is_forgotten(world, kind):
    begin(world)
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        call_command("resume_work", stdout=StringIO())
    assert not Work.objects.exists()


def test_the_worker_waits_while_the_database_is_away(tmp_path):
    """It begins before there is one, and does not end."""
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{tmp_path}/away/db.sqlite3",
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "WORK_IN_TESTS": "django_tasks_db.DatabaseBackend",
    }
    words = [sys.executable, "manage.py", "work", "--wait", "0.2"]
    with subprocess.Popen(words, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as worker:
        told = [worker.stderr.readline() for _ in range(5)]
        assert worker.poll() is None
        worker.kill()
    assert sum("The database is away (OperationalError)" in line for line in told) >= 2, told


def test_a_sign_of_life_is_gone_after_a_while(monkeypatch):
    with time_machine.travel("2026-11-26 09:00", tick=False) as now:
        monkeypatch.setattr(pulse, "BEAT", 3600)
        with heartbeat("here") as alone, heartbeat("here") as again:
            assert (alone, again, is_running("here")) == (True, False, True)
            now.shift(pulse.GONE_AFTER + 1)
            assert not is_running("here")


def test_before_the_only_worker_starts_a_sign_of_life_is_that_of_the_dead(world, kind):
    left = queued(world, begun_at=timezone.now())
    pulse.caches["progress"].add(pulse._name(str(left.public_id)), 1)
    assert (background.requeue_interrupted(), background.requeue_interrupted(alone=True)) == (0, 1)
    assert kind == [(world.ada, "one")]
