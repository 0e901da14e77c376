"""Writing, and what one has written."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from governance.answering import carried_out
from governance.converters import key_of
from governance.policy import Action
from governance.views import governed_view, refuse
from nhsuk.components import Link
from nhsuk.paging import ListPage
from nhsuk.words import in_a_list
from people.labels import on_day
from people.models import Person
from supervision.labels import at as clock

from .. import actions, labels
from ..forms import WritingForm, typed_from
from ..models import Recognition, Record, Share, Tool
from ..models.record import open_doors
from ..queries import about_shares, records_of, shared_with, tools, written
from ..rules.words import FRAME
from ..vault import Unreadable

MINE = Link("My reflections", "/my/reflections/")
TOOLS = Link("Choose how to write", "/my/reflections/tools/")


@governed_view(Action.KEEP_REFLECTION, Person, own=True)
def index(request, person):
    """Everything that is the reader's own, and what others let them read."""
    today = timezone.localdate()
    records = list(records_of(person))
    texts = [record for record in records if record.finished_at and record.tool.kind == FRAME]
    context = {
        "title": "My reflections",
        "drafts": [record for record in records if record.finished_at is None],
        "texts": ListPage(texts, request.GET, each="reflection"),
        "numbers": _by_tool([record for record in records if record.finished_at and record.tool.kind != FRAME], request.GET),
        "open_doors": set(Share.objects.filter(open_doors(today), author=person).values_list("pk", flat=True)),
        "shared": ListPage(list(shared_with(person, today)), request.GET, each="reflection", name="shared"),
        "strengths": Recognition.objects.filter(person=person).count(),
    }
    return render(request, "reflection/index.html", context)


def _by_tool(records: list[Record], asked) -> list[tuple[str, ListPage, bool]]:
    """Scores and checks, several of one tool under its title and how many there are; open where another page of them is
    asked for."""
    by_tool: dict[tuple[str, str], list[Record]] = {}
    for record in records:
        by_tool.setdefault((record.tool.title, record.tool.code), []).append(record)
    return [
        (f"{title} ({len(some)})", ListPage(some, asked, each="entry", many="entries", name=code), code in asked)
        for (title, code), some in by_tool.items()
    ]


@governed_view(Action.KEEP_REFLECTION, Person, own=True)
def choose(request, person):
    tools_offered = tools()
    groups = [(words, [tool for tool in tools_offered if tool.about == about]) for about, words in labels.ABOUT.items()]
    return render(request, "reflection/tools.html", {"title": "Choose how to write", "crumbs": [MINE], "groups": groups})


def tool_or_404(code: str, version: str = "") -> Tool:
    """The version that a page was opened with, else the newest. Raises ``Http404``."""
    rows, asked = Tool.objects.filter(code=code), key_of(version)
    if tool := (asked and rows.filter(version=asked).first()) or rows.last():
        return tool
    raise Http404


@governed_view(Action.KEEP_REFLECTION, Person, own=True)
def begin(request, person, code: str):
    tool = tool_or_404(code, request.POST.get("version", ""))
    initial = {"record": uuid4(), "revision": 0, "on": timezone.localdate(), "owner": person.public_id, "version": tool.version}
    begun = records_of(person).filter(tool__code=code, finished_at=None) if request.method == "GET" else ()
    form = WritingForm(request.POST or None, tool, initial=initial)
    return _write(request, person, tool, form, crumbs=[MINE, TOOLS], begun=begun)


@governed_view(Action.KEEP_REFLECTION, Record)
def go_on(request, record):
    """A draft, or what was finished and is changed."""
    try:
        content = record.content()
    except Unreadable:
        raise Http404 from None
    names = {
        "owner": record.author.public_id,
        "version": record.tool.version,
        "record": record.public_id,
        "revision": record.revision,
    }
    initial = {"on": record.on, **typed_from(content), **names}
    form = WritingForm(request.POST or None, record.tool, initial=initial)
    readers = [door.reader for door, is_open in about_shares(record, timezone.localdate()) if is_open and door.whole]
    more = {"readers": readers, "record": record, "may_drop": {"kept", "typed"} <= content.keys()}
    return _write(request, record.author, record.tool, form, crumbs=[MINE], **more)


def _write(request, person: Person, tool: Tool, form: WritingForm, **more):
    there = None
    if request.method == "POST" and request.POST.get("owner") != str(person.public_id):
        refuse(request, "Another person was signed in when this was written. Nothing was saved.")
        return redirect("reflections:all")
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        about = {"name": given["record"], "revision": given["revision"], "on": given["on"]}
        try:
            kept = actions.finish(person=person, tool=tool, kept=form.kept(), typed=form.typed(), by=request.user, **about)
            readers = in_a_list(map(str, more.get("readers", ())), "and")
            messages.success(
                request, f"Saved. {readers} can read the new version." if readers else "Saved. Only you can read it."
            )
            return redirect("reflections:record", public_id=kept.public_id)
        except actions.ChangedElsewhere as changed:
            there = _there(form, changed)
            form.data = form.data.copy()
            form.data["revision"] = changed.record.revision
            form.refuse(changed, words=f"{changed} Compare the two below, then save the right one.")
        except actions.Refused as refused:
            form.refuse(refused)
    context = {
        "title": tool.title, "caption": labels.ABOUT[tool.about], "tool": tool, "form": form, "there": there,
        "keep_at": reverse("reflections:keep", args=[tool.code]), "owner": person.public_id, **more,
    }  # fmt: skip
    return render(request, "reflection/write.html", context)


def _there(form: WritingForm, changed) -> list[tuple[str, str]]:
    """What is saved now, by the names of the fields."""
    try:
        typed = changed.there or typed_from(changed.record.content())
    except Unreadable:
        typed = {}
    return [(form.fields[name].label, text) for name, text in typed.items() if text and name in form.fields]


@require_POST
@governed_view(Action.KEEP_REFLECTION, Person, own=True)
def keep(request, person, code: str):
    """What is typed so far, kept by a script while its author goes on. What cannot be kept is said, and is no fault that a log
    would hold."""
    form = WritingForm(request.POST, tool_or_404(code, request.POST.get("version", "")))
    form.is_valid()
    given = form.cleaned_data
    if "record" not in given or "revision" not in given:
        return JsonResponse({"kept": False, "words": "This page is out of date. Copy your text, and open the page again."})
    if given.get("owner") != person.public_id:
        return JsonResponse({"kept": False, "words": "Another person is signed in now. Nothing was saved."})
    about = {"name": given["record"], "revision": given["revision"], "on": given.get("on") or timezone.localdate()}
    try:
        record = actions.keep_draft(person=person, tool=form.tool, typed=form.typed(), by=request.user, **about)
    except actions.ChangedElsewhere as changed:
        return JsonResponse({"kept": False, "words": f"{changed} Select “Save reflection” to compare the two."})
    except actions.Refused as refused:
        return JsonResponse({"kept": False, "words": str(refused)})
    at, page = clock(timezone.localtime(record.changed_at).time()), reverse("reflections:write", args=[record.public_id])
    return JsonResponse({"kept": True, "revision": record.revision, "at": at, "page": page})


@governed_view(Action.KEEP_REFLECTION, Record)
def page(request, record):
    """What one wrote, and who else can read it."""
    if record.finished_at is None:
        return redirect("reflections:write", public_id=record.public_id)
    record = records_of(record.author).get(pk=record.pk)
    doors = about_shares(record, timezone.localdate())
    context = {
        "title": record.tool.title,
        "caption": on_day(record.on),
        "crumbs": [MINE],
        "record": record,
        "written": written(record),
        "doors": [door for door, is_open in doors if is_open],
        "closed": [door for door, is_open in doors if not is_open],
        "may_share": not record.tool.owner_only,
    }
    return render(request, "reflection/record.html", context)


@require_POST
@governed_view(Action.KEEP_REFLECTION, Record)
def drop(request, record):
    """Back to what was finished."""
    return carried_out(
        request,
        lambda: actions.drop_change(record=record, by=request.user),
        said="It stands as it did.",
        then=("reflections:record", record.public_id),
    )


@governed_view(Action.KEEP_REFLECTION, Record)
def remove(request, record):
    if request.method == "POST":
        actions.remove(record=record, by=request.user)
        messages.success(request, "Deleted.")
        return redirect("reflections:all")
    context = {"title": "Delete this?", "crumbs": [MINE], "record": record}
    return render(request, "reflection/remove.html", context)
