"""Every address of the site; ``docs/permissions.md`` says who may open which."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from governance.views import editors_only

from . import accounts, checks  # noqa: F401 — what a server must say about itself
from .health import what_is_wrong


@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    """Is the database there, and is there room to write? Says nothing else."""
    wrong = what_is_wrong()
    return HttpResponse(wrong or "ok", status=503 if wrong else 200, content_type="text/plain")


@login_not_required
def nowhere(request: HttpRequest, rest: str = "") -> HttpResponse:
    """People and their roles are not kept in Wagtail's admin: who can change users there can become anybody, or delete what is
    theirs."""
    raise Http404


decorate_urlpatterns(wagtail_urls.urlpatterns, login_not_required)
decorate_urlpatterns(wagtailadmin_urls.urlpatterns, editors_only)

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("accounts/", include(accounts)),
    path("my/reflections/", include("reflection.urls")),
    path("my/archive/", include("people.urls.archive")),
    path("my/under-way/", include("people.urls.work")),
    path("my/", include("desk.urls.my")),
    path("verify/", include("competencies.urls.verify")),
    path("training/", include("training.urls")),
    path("people/files/", include("people.urls.files")),
    path("people/import/", include("exchange.urls.imports")),
    path("people/", include("exchange.urls.records")),
    path("people/", include("desk.urls.people")),
    path("competencies/", include("competencies.urls.standards")),
    path("competencies/", include("signing.urls")),
    path("supervision/", include("supervision.urls")),
    path("supervision-of-supervision/", include("supervisionofsupervision.urls")),
    path("allocations/", include("allocations.urls")),
    path("oversight/", include("oversight.urls")),
    path("guidance/", include("cms.urls")),
    path("admin/users/", nowhere),
    path("admin/users/<path:rest>", nowhere),
    path("admin/groups/", nowhere),
    path("admin/groups/<path:rest>", nowhere),
    path("admin/login/", login_not_required(RedirectView.as_view(pattern_name="account_login", query_string=True))),
    path("admin/password_reset/", login_not_required(RedirectView.as_view(pattern_name="account_reset_password"))),
    path("admin/account/", RedirectView.as_view(pattern_name="account_start")),
    path("admin/", include(wagtailadmin_urls)),
    path("", include(wagtail_urls)),
]
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler429 = "config.errors.too_many"
handler500 = "config.errors.broken"
