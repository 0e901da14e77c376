"""Every address of the site and who may open it: read off the address book itself, so that none can be forgotten."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from .models import Fact
from .policy import COLUMNS, Action, as_rows

ON_THEIR_PAGE = "what it is shown with: the person's page, or the record it is part of"
EDITORS = Action.EDIT_GUIDANCE.value


@dataclass(frozen=True, slots=True)
class Route:
    """``gate`` says who may open the address, or is empty where nothing does: which a test refuses."""

    address: str
    name: str
    gate: str


def routes() -> Iterator[Route]:
    yield from _walk(get_resolver(), "/", "")


def _walk(resolver: URLResolver, prefix: str, space: str) -> Iterator[Route]:
    for pattern in resolver.url_patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern, address, inner)
        else:
            yield Route(address, f"{space}{pattern.name or ''}", _gate(pattern))


def _gate(pattern: URLPattern) -> str:
    view = pattern.callback
    if governed := getattr(view, "governed_by", ""):
        return governed.value if isinstance(governed, Action) else governed
    if not getattr(view, "login_required", True):
        return "anybody"
    owner = getattr(view, "view_class", view)
    libraries = ("allauth.", "django.views.generic.base")
    return "anybody signed in" if owner.__module__.startswith(libraries) else ""


def as_markdown() -> str:
    """The two tables of ``docs/permissions.md``."""
    lines = [
        "# Who may do what",
        "",
        (
            "Written by `python manage.py write_permissions` from `governance/policy.py` and the address book; a "
            "test keeps it current."
        ),
        "",
        "## Actions",
        "",
        "What is not ticked is refused. A record is a person's own if it is about them; roles are those held on the day.",
        "",
        _row(COLUMNS),
        _row(["---"] * len(COLUMNS)),
        *(_row(row) for row in as_rows()),
        "",
        "## Records",
        "",
        (
            "To which service a record belongs: its leads, managers and auditors see it as far as their roles "
            "go. What belongs to the service in"
        ),
        (
            "which it was made stays there when its people move, and does not go along with them; "
            "`docs/domain/belonging.md` tells why."
        ),
        "",
        _row(("Record", "Belongs to")),
        _row(("---", "---")),
        *(_row(row) for row in belongings()),
        "",
        "## Addresses",
        "",
        (
            "Who may not know that a record exists gets “not found”; who may see it but not do this, "
            "“forbidden”; a stranger is sent"
        ),
        "to sign in. Where an action stands, its row above decides. Addresses of libraries are summed up by their folder.",
        "",
        _row(("Address", "Who may open it")),
        _row(("---", "---")),
        *(_row((f"`{address}`", gate)) for address, gate in _summed_up()),
    ]
    return "\n".join(lines) + "\n"


def belongings() -> list[tuple[str, str]]:
    """Every kind of record that can be asked about, and every fact, with where it belongs."""
    kinds = []
    for model in apps.get_models():
        if access := getattr(model, "Access", None):
            kinds.append((model._meta.label, access.belongs))
        elif issubclass(model, Fact):
            kinds.append((model._meta.label, ON_THEIR_PAGE))
    return sorted(kinds)


def _row(cells) -> str:
    return f"| {' | '.join(cells)} |"


def _summed_up() -> list[tuple[str, str]]:
    sums: dict[str, str] = {}
    for route in routes():
        address = route.address.replace("^", "").replace("$", "")
        if route.gate == EDITORS:
            address = "/admin/…"
        sums.setdefault(address, route.gate)
    return sorted(sums.items())
