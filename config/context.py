"""What every page shows around its content."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils import timezone

from governance.policy import POLICY, Action, Role

FOOTER = (
    ("/guidance/", "Guidance"),
    ("/competencies/standards/", "Standards"),
    ("/guidance/accessibility/", "Accessibility"),
    ("/guidance/privacy/", "Privacy"),
)


@dataclass(slots=True)
class PageChrome:
    service: str = settings.SERVICE_NAME
    nhs_logo: bool = settings.USE_NHS_LOGO
    account: list[dict[str, Any]] = field(default_factory=list)
    navigation: list[dict[str, Any]] = field(default_factory=list)
    footer: list[dict[str, str]] = field(default_factory=lambda: [{"href": href, "text": text} for href, text in FOOTER])
    person: str = ""
    idle_minutes: int = 0
    small_print: str = "Do not enter patient details."


def page_chrome(request) -> dict[str, PageChrome]:
    """The header's links: for a signed-in person the parts of the site that are theirs."""
    chrome = PageChrome()
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        chrome.account = [{"href": "/accounts/login/", "text": "Sign in"}]
        places = [("/guidance/", "Guidance")]
    else:
        chrome.person = str(person.public_id)
        chrome.idle_minutes = settings.IDLE_MINUTES
        chrome.account = [
            {"href": "/accounts/", "text": person.get_full_name()},
            {"href": "/accounts/logout/", "text": "Sign out"},
        ]
        held = person.held_roles(timezone.localdate())
        first, *offers = _offers(held) or [None]
        places = [
            ("/my/", "Home"),
            *([first] if first else []),
            ("/my/waiting/", "To do"),
            *(OWN if _has_own(held) else []),
            *offers,
            ("/competencies/standards/", "Standards"),
            ("/guidance/", "Guidance"),
        ]
    here = max((href for href, _ in places if request.path.startswith(href)), key=len, default="")
    chrome.navigation = [{"href": href, "text": text, "active": href == here} for href, text in places]
    return {"page_chrome": chrome}


OWN = (("/supervision/", "My supervision"), ("/my/reflections/", "My reflections"))


def _has_own(held) -> bool:
    """Is there supervision of theirs, and reflections? Auditors and editors without a post have none; who has left may have."""
    return Role.STAFF in held or not held


def _offers(held) -> list[tuple[str, str]]:
    """The parts of the site that the roles a person holds today may open; what they open first stands beside their home."""
    offers = (
        (Action.VIEW_REGISTER, "/oversight/", "Service overview"),
        (Action.VIEW_REGISTER, "/allocations/", "Allocations"),
        (Action.VIEW_CHAIN, "/supervision-of-supervision/", "Supervision of supervision"),
        (Action.IMPORT_FACTS, "/people/import/", "Import"),
        (Action.DRAFT_STANDARD, "/competencies/drafts/", "Drafts"),
        (Action.EDIT_GUIDANCE, "/admin/", "Edit guidance"),
    )
    return [(href, text) for action, href, text in offers if held & (POLICY[action].in_service | POLICY[action].anywhere)]
