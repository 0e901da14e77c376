"""The site's own addresses, and bare views that the register, the desk and the indicators are held against."""

from functools import cache

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

from competencies.queries.careers import PRINCIPAL
from config.urls import handler403, handler404, handler500
from config.urls import urlpatterns as of_the_site
from governance.access import permitted
from governance.policy import Action
from oversight.queries import register_statement
from people.models import Person, Service

__all__ = ["handler403", "handler404", "handler500", "urlpatterns"]


@cache
def _service(code: str) -> Service:
    return Service.objects.get(code=code)


@cache
def statement(code: str, on, reader: Person) -> tuple[str, list]:
    """The register's one query in SQL, written once for a reader."""
    openable = permitted(Person.objects.all(), to=Action.VIEW_PERSON, by=reader)
    return register_statement(_service(code), PRINCIPAL, on, openable)


def _as_text(rows) -> HttpResponse:
    return HttpResponse("\n".join("\t".join(map(str, row)) for row in rows), content_type="text/plain")


def bare(request: HttpRequest, code: str, on) -> HttpResponse:
    """Nothing but the query, behind the same middleware, and its rows as text."""
    with connection.cursor() as cursor:
        cursor.execute(*statement(code, on, request.user))
        rows = cursor.fetchall()
    return _as_text(rows)


REPLAYED: list[str] = []
"""The statements of a page, as it sent them."""


def replayed(request: HttpRequest) -> HttpResponse:
    """The same statements, one after the other, and their rows as text."""
    rows = []
    with connection.cursor() as cursor:
        for statement in REPLAYED:
            cursor.execute(statement)
            rows += cursor.fetchall()
    return _as_text(rows)


urlpatterns = [path("replayed", replayed), path("bare/<str:code>/<str:on>", bare), *of_the_site]
