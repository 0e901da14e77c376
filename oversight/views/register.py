"""The register of a service on any day: page, CSV, PDF and JSON of exactly what is shown."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from governance.access import permitted
from governance.policy import Action
from governance.views import governed_list, governed_view
from people.models import Person, Service
from tabular import as_csv

from ..documents import register_pdf
from ..forms import RegisterForm
from ..queries import register_rows
from ..register import Register


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
    table = register.table(linked=True)
    context = {"title": "Register of supervisors", "caption": service.name, "form": form, "register": register, "table": table}
    return render(request, "oversight/register.html", context)


@governed_view(Action.VIEW_REGISTER, Service, key="code")
def csv(request, service):
    table = _register(request, service)[1].table()
    content = as_csv([column.title for column in table.columns], [[str(cell) for cell in row] for row in table.rows])
    return _download(content, "text/csv; charset=utf-8", "register.csv")


@governed_view(Action.VIEW_REGISTER, Service, key="code")
def pdf(request, service):
    return _download(register_pdf(_register(request, service)[1]), "application/pdf", "register.pdf")


@governed_view(Action.VIEW_REGISTER, Service, key="code")
def json(request, service):
    return JsonResponse(_register(request, service)[1].as_json(), safe=False, json_dumps_params={"indent": 1})


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
