"""The site's own addresses, and one more: the bare view that the register is held against."""

from functools import cache

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

from competencies.forms import PRINCIPAL
from config.urls import handler403, handler404, handler500
from config.urls import urlpatterns as of_the_site
from oversight.queries import register_posts
from people.models import Service

__all__ = ["handler403", "handler404", "handler500", "urlpatterns"]


@cache
def statement(code: str, on) -> tuple[str, tuple]:
    """The register's one query in SQL, written once."""
    return register_posts(Service.objects.get(code=code), PRINCIPAL, on).query.sql_with_params()


def bare(request: HttpRequest, code: str, on) -> HttpResponse:
    """Nothing but the query, behind the same middleware, and its rows as text."""
    with connection.cursor() as cursor:
        cursor.execute(*statement(code, on))
        rows = cursor.fetchall()
    return HttpResponse("\n".join("\t".join(map(str, row)) for row in rows), content_type="text/plain")


urlpatterns = [path("bare/<str:code>/<str:on>", bare, name="bare"), *of_the_site]
