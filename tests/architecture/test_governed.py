"""Nothing writes and nothing shows a record but through the permission table."""

import importlib
import inspect
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from governance.policy import POLICY, Action
from governance.routes import as_markdown, routes

OURS = [
    app.name for app in apps.get_app_configs() if Path(app.path).is_relative_to(settings.BASE_DIR) and ".venv" not in app.path
]
NO_WRITES = {"competencies.read_draft", "training.lacks_before"}


def _offered(app: str):
    """The functions that an app's actions offer to others: defined there, or brought together in a package."""
    folder = Path(settings.BASE_DIR) / app
    if app == "governance" or not ((folder / "actions.py").exists() or (folder / "actions").exists()):
        return []
    offered = inspect.getmembers(importlib.import_module(f"{app}.actions"), inspect.isfunction)
    return [(n, f) for n, f in offered if f.__module__.startswith(f"{app}.actions") and not n.startswith("_")]


ACTIONS = [(f"{app}.{name}", function) for app in OURS for name, function in _offered(app) if f"{app}.{name}" not in NO_WRITES]


def test_the_actions_of_every_app_that_has_some_are_looked_at():
    with_actions = {
        app for app in OURS for kind in ("actions.py", "actions") if (Path(settings.BASE_DIR) / app / kind).exists()
    }
    assert len(with_actions) > 8
    assert {name.partition(".")[0] for name, _ in ACTIONS} == with_actions - {"governance"}


def test_every_action_has_a_rule():
    assert set(POLICY) == set(Action)


@pytest.mark.parametrize(("name", "function"), ACTIONS, ids=[name for name, _ in ACTIONS])
def test_every_write_is_governed(name, function):
    assert isinstance(getattr(function, "governed_by", None), Action), f"{name} has no @governed"


def test_every_address_has_a_gate():
    assert [route for route in routes() if not route.gate] == []


BY_ITSELF = {"anybody signed in", "the person with the link, once", "anyone with the link"}
"""What opens a page of ours other than an action: each is written on its view."""


def test_every_view_of_ours_names_its_action():
    ours = ("/my", "/people", "/competencies", "/oversight", "/training", "/allocations", "/supervision")
    gates = {route.gate for route in routes() if route.address.startswith(ours)}
    assert len(gates) > 60
    assert gates <= {action.value for action in Action} | BY_ITSELF


def test_the_written_table_is_current():
    written = (Path(settings.BASE_DIR) / "docs" / "permissions.md").read_text(encoding="utf-8")
    assert written == as_markdown(), "run: python manage.py write_permissions"


def test_an_ungoverned_write_would_be_found():
    from governance.actions import governed

    with pytest.raises(TypeError):
        governed(Action.IMPORT_FACTS, on="service")(lambda service, by: None)
