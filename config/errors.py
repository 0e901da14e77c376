"""Pages for what cannot be shown. They say what to do, and nothing about what is or is not there."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader


def not_found(request: HttpRequest, exception=None) -> HttpResponse:
    return render(request, "404.html", {"title": "Page not found"}, status=404)


def forbidden(request: HttpRequest, exception=None) -> HttpResponse:
    return render(
        request, "403.html", {"title": "You cannot do this", "read_on": getattr(exception, "read_on", None)}, status=403
    )


def broken(request: HttpRequest) -> HttpResponse:
    """Without context: whatever broke may be what the context is made of."""
    return HttpResponse(loader.get_template("500.html").render({}), status=500)
