"""What of the guidance is not a page of its own: searching it, printing it, and hearing what changed."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from nhsuk.components import Link

from .forms import SearchForm
from .models import GuidancePage, NewsPage
from .paper import as_pdf
from .readers import open_to
from .search import SearchResult, search

GUIDANCE = Link("Guidance", "/guidance/")
MOST = 30


@login_not_required
def find(request):
    form = SearchForm(request.GET or None)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    results = search(request.user, asked["q"], asked["topic"]) if asked else SearchResult([])
    context = {"title": "Search the guidance", "crumbs": [GUIDANCE], "form": form, "found": results, "asked": asked}
    return render(request, "cms/search.html", context)


@login_not_required
def printed(request, slug: str):
    page = open_to(request.user).filter(slug=slug).first()
    if page is None:
        raise Http404
    name = {"Content-Disposition": f'inline; filename="{page.slug}.pdf"'}
    return HttpResponse(as_pdf(page), content_type="application/pdf", headers=name)


class Changes(Feed):
    """What everybody reads and has changed, the newest first; of a service's own pages nothing."""

    title, link, description = (
        "Solid Ground: guidance that changed",
        "/guidance/",
        "New and changed pages of guidance, and news.",
    )

    def items(self) -> list:
        pages = [*GuidancePage.objects.for_services(()), *NewsPage.objects.live().public()]
        return sorted(pages, key=lambda page: (page.last_published_at or timezone.now(), page.pk), reverse=True)[:MOST]

    def item_title(self, item) -> str:
        return item.title

    def item_description(self, item) -> str:
        return item.summary

    def item_link(self, item) -> str:
        return item.get_url() or "/guidance/"

    def item_pubdate(self, item):
        return item.last_published_at


changes = login_not_required(Changes())
