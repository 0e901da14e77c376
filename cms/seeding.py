"""The pages that the product comes with. What is there already is left as it is, whoever changed it."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from wagtail.models import Page, Site, Workflow, WorkflowPage, WorkflowTask

from people.rules.period import add_months

from .editors import revoke_direct_publishing
from .models import (
    CoursePage,
    DirectoryPage,
    GuidancePage,
    HomePage,
    NewsPage,
    SecondEditor,
    SectionPage,
    SignpostEntry,
    ToolPage,
)

CONTENT = Path(__file__).resolve().parent / "content"
WELCOME = [
    {"type": "inset", "value": "<p>Nothing about patients is kept here: this site is about the people who support them.</p>"},
]
KINDS = {"guidance": (GuidancePage, ""), "course": (CoursePage, "course_code"), "tool": (ToolPage, "tool_code")}
SECTIONS = (
    ("guidance", "Guidance", "Short, practical guidance on supervising low-intensity practitioners and on being supervised."),
    ("news", "News", "What has changed on this site, and what is going to."),
)
WORKFLOW = "A second editor reads it"


def seed(today) -> int:
    """How many pages were put in place. Idempotent."""
    home = HomePage.objects.first() or _home()
    guidance, news = (_section(home, *section) for section in SECTIONS)
    made = sum(_guidance(guidance, content) for content in _contents("pages"))
    made += sum(_news(news, content) for content in _contents("news"))
    made += _directory(guidance)
    _signposts(today)
    _two_people()
    revoke_direct_publishing()
    return made


def _contents(kind: str) -> list[dict[str, Any]]:
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted((CONTENT / kind).glob("*.json"))]


def _home() -> HomePage:
    """The home page, in place of the one that Wagtail makes."""
    root = Page.get_first_root_node()
    Page.objects.child_of(root).filter(slug="home").exclude(content_type__app_label="cms").delete()
    root.refresh_from_db()
    summary = "Find out who can supervise, and when. Plan supervision, record it, and show that it happened."
    home = root.add_child(instance=HomePage(title="Solid Ground", slug="home", summary=summary, body=json.dumps(WELCOME)))
    Site.objects.all().delete()
    name = settings.WAGTAIL_SITE_NAME
    Site.objects.create(hostname="localhost", port=80, root_page=home, is_default_site=True, site_name=name)
    return home


def _section(home: HomePage, slug: str, title: str, summary: str) -> SectionPage:
    section = SectionPage.objects.child_of(home).filter(slug=slug).first()
    return section or home.add_child(instance=SectionPage(title=title, slug=slug, summary=summary))


def _is_there(above: Page, slug: str) -> bool:
    return above.get_children().filter(slug=slug).exists()


def _guidance(section: SectionPage, content: dict[str, Any]) -> bool:
    if _is_there(section, content["slug"]):
        return False
    kind, code = KINDS[content.get("kind", "guidance")]
    kept = {key: content[key] for key in ("slug", "title", "summary", "audience", "topic", "last_reviewed", "review_by")}
    page = kind(
        **kept | ({code: content["code"]} if code else {}),
        looked_after_by=content["owner"],
        sources="\n".join(content["sources"]),
        body=json.dumps(content["body"]),
    )
    _published(section, page)
    return True


def _news(section: SectionPage, content: dict[str, Any]) -> bool:
    if _is_there(section, content["slug"]):
        return False
    _published(section, NewsPage(**content | {"body": json.dumps(content["body"])}))
    return True


def _directory(section: SectionPage) -> bool:
    if _is_there(section, "where-to-go"):
        return False
    summary = "People whose job it is to help when work or life is too much. Your service does not learn that you looked."
    _published(section, DirectoryPage(title="Where to go", slug="where-to-go", summary=summary))
    return True


def _published(above: Page, page: Page) -> None:
    """With a first revision, so that what an editor changes can be compared with it."""
    above.add_child(instance=page)
    page.save_revision().publish()


def _signposts(today) -> None:
    """Places to go, once: nobody has checked them for this service yet, which is said, and they must be within three months."""
    if not SignpostEntry.objects.exists():
        entries = json.loads((CONTENT / "signposts" / "national.json").read_text(encoding="utf-8"))
        SignpostEntry.objects.bulk_create(SignpostEntry(**entry, review_by=add_months(today, 3)) for entry in entries)


def _two_people() -> None:
    """In place of Wagtail's own workflow: what one editor wrote, another approves."""
    if Workflow.objects.filter(name=WORKFLOW).exists():
        return
    workflow = Workflow.objects.create(name=WORKFLOW)
    task = SecondEditor.objects.create(name=WORKFLOW)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.update_or_create(page=Page.get_first_root_node(), defaults={"workflow": workflow})
