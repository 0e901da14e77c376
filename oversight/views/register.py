"""The register of a service on any day: page, CSV, PDF and JSON of exactly what is shown."""

from django.http import Http404, HttpRequest, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from governance.access import permitted
from governance.policy import Action
from governance.views import governed_list, governed_view
from nhsuk.components import Link
from people.downloads import attached
from people.labels import on_day
from people.models import Person, Service
from people.search import NameSearch

from ..chrome import crumbs
from ..documents import register_pdf
from ..exports import downloads, of_table
from ..forms import RegisterForm
from ..pictures import lapses_chart
from ..queries import register_rows
from ..register import Register

ALSO = (("register_pdf", "Download as PDF"), ("register_json", "See as JSON"))


@governed_list(Action.VIEW_REGISTER, Service)
def index(request, services):
    """The services that the reader looks after; straight in where it is one."""
    open_services = list(services)
    if len(open_services) == 1:
        return redirect("oversight:desk", code=open_services[0].code)
    return render(request, "oversight/services.html", {"title": "Services", "services": open_services})


def _register(request: HttpRequest, service: Service) -> tuple[RegisterForm, Register]:
    form = RegisterForm(request.GET)
    asked = form.asked()
    if asked["standard"] is None:
        raise Http404
    openable = permitted(Person.objects.all(), to=Action.VIEW_PERSON, by=request.user)
    rows = register_rows(service, asked["standard"], asked["on"], openable)
    register = Register(service, asked["standard"].code, asked["on"], rows, **form.view())
    form.offer_teams(register.teams)
    return form, register


@governed_view(Action.VIEW_REGISTER, Service, key="code")
def page(request, service):
    form, register = _register(request, service)
    search = NameSearch.of(request)
    part = search.page(search.among(register.shown, lambda row: row.name), "person", "people")
    query = register.address()
    more = [Link(words, reverse(f"oversight:{name}", args=[service.code]) + query) for name, words in ALSO]
    context = {
        "title": "Register of supervisors", "caption": service.name, "crumbs": crumbs(service), "form": form,
        "register": register, "search": search, "page": part, "table": register.table(rows=part.rows, linked=True),
        "downloads": [*downloads("register", service, query), *more], "where": f" with a post here on {on_day(register.on)}.",
        "lapses": lapses_chart(register),
    }  # fmt: skip
    return render(request, "oversight/register.html", context)


@governed_view(Action.VIEW_REGISTER, Service, key="code")
def csv(request, service):
    return of_table("register.csv", _register(request, service)[1].table())


@governed_view(Action.VIEW_REGISTER, Service, key="code")
def xlsx(request, service):
    return of_table("register.xlsx", _register(request, service)[1].table())


@governed_view(Action.VIEW_REGISTER, Service, key="code")
def pdf(request, service):
    return attached(register_pdf(_register(request, service)[1]), "application/pdf", "register.pdf")


@governed_view(Action.VIEW_REGISTER, Service, key="code")
def json(request, service):
    return JsonResponse(_register(request, service)[1].as_json(), safe=False, json_dumps_params={"indent": 1})
