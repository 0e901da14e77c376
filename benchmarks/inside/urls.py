"""The site's own addresses, and two more: bare views that the register is held against."""

from functools import cache

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

from competencies.forms import PRINCIPAL
from config.urls import handler403, handler404, handler500
from config.urls import urlpatterns as of_the_site
from oversight.queries import register_posts
from people.models import Person, Service

__all__ = ["handler403", "handler404", "handler500", "urlpatterns"]


@cache
def _service(code: str) -> Service:
    return Service.objects.get(code=code)


@cache
def statement(code: str, on) -> tuple[str, tuple]:
    """The register's one query in SQL, written once."""
    return register_posts(_service(code), PRINCIPAL, on, Person.objects.all()).query.sql_with_params()


def _as_text(rows) -> HttpResponse:
    return HttpResponse("\n".join("\t".join(map(str, row)) for row in rows), content_type="text/plain")


def bare(request: HttpRequest, code: str, on) -> HttpResponse:
    """Nothing but the query, behind the same middleware, and its rows as text."""
    with connection.cursor() as cursor:
        cursor.execute(*statement(code, on))
        rows = cursor.fetchall()
    return _as_text(rows)


def built(request: HttpRequest, code: str, on) -> HttpResponse:
    """The same query, put together by the object-relational mapper as the page does it."""
    return _as_text(register_posts(_service(code), PRINCIPAL, on, Person.objects.all()))


urlpatterns = [path("bare/<str:code>/<str:on>", bare), path("built/<str:code>/<str:on>", built), *of_the_site]
