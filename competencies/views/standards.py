"""The standards, readable by anybody signed in: rules in plain English, sources, versions and what changed between them."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from governance.policy import Action
from governance.views import governed_list
from nhsuk.components import Link

from ..models import StandardVersion
from ..plain import Wording, changes
from ..queries import principal, standards
from ..queries.offered import offered

BLANK = "blank"
"""The standard that is there to be copied and filled in."""


@governed_list(Action.READ_STANDARD, StandardVersion)
def start(request, versions):
    return redirect("competencies:standards")


@governed_list(Action.READ_STANDARD, StandardVersion)
def index(request, versions):
    newest = [(standard, standard.versions[-1]) for standard in standards().values()]
    ours = principal()
    others = [(standard, version) for standard, version in newest if standard.code not in (ours, BLANK)]
    context = {
        "title": "Standards",
        "ours": next((version for standard, version in newest if standard.code == ours), None),
        "our_code": ours,
        "standards": others,
        "blank": next((version for standard, version in newest if standard.code == BLANK), None),
        "blank_code": BLANK,
    }
    return render(request, "competencies/standards.html", context)


@governed_list(Action.READ_STANDARD, StandardVersion)
def page(request, versions, code: str):
    standard = standards().get(code)
    if standard is None:
        raise Http404
    ordered = standard.versions[::-1]
    chosen = next((v for v in ordered if str(v.version) == request.GET.get("version")), ordered[0])
    known = offered()
    before = next((v for v in ordered[ordered.index(chosen) + 1 :]), None)
    return render(
        request,
        "competencies/standard.html",
        {
            "title": chosen.title,
            "crumbs": [Link("Standards", reverse("competencies:standards"))],
            "wording": Wording(chosen, known),
            "versions": ordered,
            "before": before,
            "changes": changes(before, chosen, known) if before else (),
        },
    )
