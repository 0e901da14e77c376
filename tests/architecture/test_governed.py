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


def test_the_actions_are_looked_at():
    assert {name.partition(".")[0] for name, _ in ACTIONS} == {
        "allocations", "competencies", "exchange", "oversight", "people", "reflection", "signing", "supervision",
        "supervisionofsupervision", "training",
    }  # fmt: skip


def test_the_apps_are_looked_at():
    assert sorted(OURS) == [
        "allocations",
        "cms",
        "competencies",
        "config",
        "demo",
        "desk",
        "exchange",
        "governance",
        "nhsuk",
        "oversight",
        "people",
        "reflection",
        "signing",
        "supervision",
        "supervisionofsupervision",
        "training",
    ]


def test_every_action_has_a_rule():
    assert set(POLICY) == set(Action)


@pytest.mark.parametrize(("name", "function"), ACTIONS, ids=[name for name, _ in ACTIONS])
def test_every_write_is_governed(name, function):
    assert isinstance(getattr(function, "governed_by", None), Action), f"{name} has no @governed"


def test_every_address_has_a_gate():
    assert [route for route in routes() if not route.gate] == []


def test_every_view_of_ours_names_its_action():
    gates = {
        route.gate
        for route in routes()
        if route.address.startswith(
            ("/my", "/people", "/competencies", "/oversight", "/training", "/allocations", "/supervision")
        )
    }
    assert gates == {
        "anybody signed in",
        "view_person",
        "view_register",
        "record_observation",
        "import_facts",
        "export_facts",
        "read_standard",
        "request_sign_off",
        "view_request",
        "view_attachment",
        "keep_reference_data",
        "keep_apart",
        "view_contract",
        "write_contract",
        "draft_group_contract",
        "draft_contracts",
        "ask_for_change",
        "view_change",
        "answer_change",
        "withdraw_change",
        "set_job_plan",
        "say_working_days",
        "view_history",
        "open_history",
        "allocate",
        "make_plan",
        "keep_development",
        "view_edition",
        "plan_edition",
        "run_edition",
        "ask_for_place",
        "view_place",
        "withdraw_place",
        "send_evidence",
        "view_evidence",
        "answer_request",
        "pass_on_request",
        "follow_up_request",
        "view_sign_off",
        "revoke_sign_off",
        "issue_certificate",
        "view_certificate",
        "draft_standard",
        "publish_standard",
        "propose_waiver",
        "agree_waiver",
        "view_series",
        "plan_series",
        "change_series",
        "view_session",
        "record_session",
        "answer_session",
        "close_follow_up",
        "view_dose",
        "keep_calendar",
        "choose_mail",
        "view_chain",
        "make_groups",
        "keep_reflection",
        "read_shared",
        "read_feedback",
        "view_counts",
        "view_pack",
        "read_log",
        "view_visit",
        "activate_visit",
        "erase_reflections",
        "view_archive",
        "take_along",
        "correct_fact",
        "merge_people",
        "close_account",
        "reset_second_factor",
        "whoever holds the link, once",
        "whoever holds the address",
    }


def test_the_written_table_is_current():
    written = (Path(settings.BASE_DIR) / "docs" / "permissions.md").read_text(encoding="utf-8")
    assert written == as_markdown(), "run: python manage.py write_permissions"


def test_an_ungoverned_write_would_be_found():
    from governance.actions import governed

    with pytest.raises(TypeError):
        governed(Action.IMPORT_FACTS, on="service")(lambda service, by: None)
