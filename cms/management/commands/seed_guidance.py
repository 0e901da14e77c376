import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Site

from cms.models import GuidancePage, HomePage, SectionPage, SignpostEntry
from people.rules.period import add_months

CONTENT = Path(__file__).resolve().parents[2] / "content"
WELCOME = [
    {"type": "heading", "value": "What this site does"},
    {
        "type": "text",
        "value": (
            "<ul><li>It tells practitioners whether they may supervise yet, and if not, what is missing, on whom it waits, and the "
            "earliest date.</li><li>It shows clinical leads and service managers who may supervise on any day, and who is about to "
            "lapse.</li><li>It keeps the evidence, so that an auditor can see for any day in the past what was so and what was "
            "known.</li></ul>"
        ),
    },
    {"type": "action", "value": {"text": "Read the guidance", "address": "/guidance/"}},
    {"type": "inset", "value": "<p>Nothing about patients is kept here: this site is about the people who support them.</p>"},
]


class Command(BaseCommand):
    help = "Put the home page and the guidance that the product comes with in place. What is there already is left as it is."

    @transaction.atomic
    def handle(self, **options: Any) -> None:
        home = HomePage.objects.first() or self._home()
        section = SectionPage.objects.child_of(home).filter(slug="guidance").first()
        if section is None:
            summary = "Short, practical guidance on supervising low-intensity practitioners and on being supervised."
            section = home.add_child(instance=SectionPage(title="Guidance", slug="guidance", summary=summary))
        made = sum(self._page(section, json.loads(path.read_text())) for path in sorted(CONTENT.glob("*.json")))
        self._signposts()
        self.stdout.write(f"{made} guidance pages were put in place.")

    def _signposts(self) -> None:
        """Places to go, once: nobody has checked them for this service yet, which is said, and they must be within three months."""
        if not SignpostEntry.objects.exists():
            review_by = add_months(timezone.localdate(), 3)
            entries = json.loads((CONTENT / "signposts" / "national.json").read_text(encoding="utf-8"))
            SignpostEntry.objects.bulk_create(SignpostEntry(**entry, review_by=review_by) for entry in entries)

    def _home(self) -> HomePage:
        """The home page, in place of the one that Wagtail makes."""
        root = Page.get_first_root_node()
        Page.objects.child_of(root).filter(slug="home").exclude(content_type__app_label="cms").delete()
        root.refresh_from_db()
        summary = "Supervision that practitioners and their patients can rely on: who may supervise, on which day, and why."
        home = root.add_child(instance=HomePage(title="Solid Ground", slug="home", summary=summary, body=json.dumps(WELCOME)))
        Site.objects.all().delete()
        name = settings.WAGTAIL_SITE_NAME
        Site.objects.create(hostname="localhost", port=80, root_page=home, is_default_site=True, site_name=name)
        return home

    def _page(self, section: SectionPage, content: dict[str, Any]) -> bool:
        if section.get_children().filter(slug=content["slug"]).exists():
            return False
        page = GuidancePage(
            **{key: content[key] for key in ("slug", "title", "summary", "audience", "last_reviewed", "review_by")},
            looked_after_by=content["owner"],
            sources="\n".join(content["sources"]),
            body=json.dumps(content["body"]),
        )
        section.add_child(instance=page)
        return True
