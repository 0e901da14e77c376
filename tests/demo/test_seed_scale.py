"""A country for benchmarks: the same for a seed, into an empty database alone, and of facts that hold together."""

import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from competencies.models import TimelineRun
from competencies.reference import publish_reference
from competencies.timelines import differences, everybody
from demo.scale import Country, CountryRefused, Folder
from exchange.tables import FILES
from governance.access import CONSOLE
from governance.models import AuditEntry
from people.models import Person, Service
from supervision.models import Session
from tests.world import SERVICES, take_in

SIZE = {"practitioners": 60, "services": 3, "years": 6, "seed": 7}
TODAY = date(2026, 11, 22)


def written(path, **changes) -> Folder:
    path.mkdir()
    folder = Folder(path)
    Country(**SIZE | changes, today=TODAY).write(folder)
    return folder


def seeded(**changes) -> str:
    out = io.StringIO()
    call_command("seed_scale", **SIZE | changes, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def test_the_same_seed_writes_the_same_to_the_last_cell(tmp_path):
    first, again = written(tmp_path / "first"), written(tmp_path / "again")
    assert first.rows == again.rows and dict(first) == dict(again)


def test_another_seed_writes_something_else(tmp_path):
    assert written(tmp_path / "first")["posts.csv"] != written(tmp_path / "other", seed=8)["posts.csv"]


def test_it_has_about_twenty_rows_a_person(tmp_path):
    folder = written(tmp_path / "files", practitioners=400, services=4)
    assert folder.rows["people.csv"] == 400 and set(folder) == set(FILES), "every file of an import has rows"
    assert 16 < folder.rows.total() / 400 < 24
    assert 0.15 < folder.rows["sign_offs.csv"] / 26 / 400 < 0.3, "one in four or five is signed off"


@pytest.mark.parametrize(("people", "services"), [(5, 1), (60, 3), (162, 1), (1999, 17), (20_000, 200)])
def test_services_are_large_and_small_and_hold_everybody(people, services):
    sizes = Country(people, services, 6, 1, TODAY).sizes()
    assert sum(sizes) == people and len(sizes) == services
    assert sizes == sorted(sizes, reverse=True) and sizes[-1] >= 5


@pytest.mark.parametrize("changes", [{"practitioners": 14}, {"services": 0}, {"years": 0}, {"years": 41}])
def test_a_country_that_cannot_be_is_refused_as_wrong_usage(changes):
    with pytest.raises(CountryRefused):
        Country(**SIZE | changes, today=TODAY)
    with pytest.raises(CommandError) as refused:
        seeded(**changes)
    assert refused.value.returncode == 2


@pytest.mark.django_db
def test_it_fills_an_empty_database_and_says_what_it_made():
    said = seeded()
    assert (Person.objects.count(), Service.objects.count()) == (60, 3)
    assert "60 people in 3 services over 6 years, seed 7:" in said and f"{Session.objects.count():,}" in said
    assert list(differences(everybody())) == []
    assert {"eligible", "not_yet"} <= set(TimelineRun.objects.values_list("state", flat=True))
    assert AuditEntry.objects.filter(action="import_facts").count() == 1


@pytest.mark.django_db
def test_a_database_that_holds_anything_is_refused_and_left_alone():
    seeded()
    with pytest.raises(CommandError, match="holds services already") as refused:
        seeded(seed=8)
    assert refused.value.returncode == 1
    assert Person.objects.count() == 60


@pytest.mark.django_db
@pytest.mark.parametrize("put_in", [lambda: take_in(services=SERVICES), lambda: publish_reference(by=CONSOLE)])
def test_no_matter_what_it_holds(put_in):
    put_in()
    with pytest.raises(CommandError, match="Only an empty one is filled"):
        seeded()
    assert not Person.objects.exists()


def test_it_can_write_the_files_only_and_overwrites_none(tmp_path):
    said = seeded(files=tmp_path / "files")
    assert {path.name for path in (tmp_path / "files").iterdir()} <= set(FILES)
    assert "written" in said
    with pytest.raises(CommandError, match=r"services\.csv already"):
        seeded(files=tmp_path / "files")
