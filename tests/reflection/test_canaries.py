"""A word that nobody else may ever see, in every field of every kind of record; then everything that anybody can open."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.core.management import call_command

from governance.access import CONSOLE
from governance.policy import Role
from governance.routes import routes
from people.actions import give_membership, welcome
from people.models import Person, Service
from reflection.actions import give_feedback, make_offer, recognise, share
from reflection.models import Feedback, Offer, Recognition, Record, Reminder

from .conftest import TODAY, canary

SIGN = re.compile(rb"canary-[a-z-]+")


ABOUT_US = re.compile("^/admin/(?!.*(reflection|search|reports))")


def _for(name: str, paths: list[str]) -> list[str]:
    """All of Wagtail's own pages, and ours of this package, for its superuser; for editors those of Wagtail's that could tell;
    for others none of Wagtail's: they are not let in."""
    if name == "superuser":
        return [path for path in paths if path.startswith(("/admin/", "/my/"))]
    return [path for path in paths if not (ABOUT_US.match(path) if name.startswith("editor") else path.startswith("/admin/"))]


def addresses(who, doors) -> list[str]:
    """Every address that can be made with what is there."""
    people = [str(who("P1").public_id), str(doors[0].record.public_id), *(str(door.public_id) for door in doors)]
    for model in (Recognition, Offer, Feedback, Reminder):
        people.append(str(model.objects.first().public_id))
    found = []
    for route in routes():
        path = re.sub(r"<code:\w+>", "X", re.sub(r"<int:\w+>", "1", route.address))
        path = re.sub(r"<day:\w+>", TODAY.isoformat(), path)
        if "logout" in path or "failwhale" in path or "<" in path.replace("<uuid:", "") or "(" in path or "^" in path:
            continue
        names = people if path.startswith("/my/reflections/") else people[:1]
        found += [re.sub(r"<uuid:\w+>", one, path) for one in (names if "<uuid:" in path else names[:1])]
    number = who("P1").employee_number
    return [*found, f"/my/?q={canary('x')[:6]}", f"/oversight/services/X/?q={number}", "/admin/pages/search/?q=canary"]


def seen(client, person, paths) -> set[str]:
    if person:
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    else:
        client.logout()
    found, client.raise_request_exception = set(), False  # some of Wagtail's own pages break on what is not there
    for path in paths:
        response = client.get(path)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        assert response.status_code < 500 or path.startswith("/admin/"), (path, person)
        found |= {word.decode() for word in SIGN.findall(body)} - {"canary-x"}
    return found


@pytest.fixture
def everybody(who):
    auditor = welcome(first_name="An", last_name="Auditor", email="auditor@example.nhs.uk", by=CONSOLE)
    service, until = Service.objects.get(code="X"), TODAY + timedelta(days=9)
    give_membership(person=auditor, role=Role.AUDITOR, service=service, started_on=TODAY, finished_on=until, by=CONSOLE)
    editor = welcome(first_name="An", last_name="Editor", email="editor@example.nhs.uk", by=CONSOLE)
    for role in (Role.EDITOR, Role.STEWARD):
        give_membership(person=editor, role=role, service=None, started_on=TODAY, finished_on=None, by=CONSOLE)
    root = Person.objects.create_superuser("root@example.nhs.uk", first_name="Super", last_name="User")
    return {"auditor": auditor, "editor and steward": editor, "superuser": root, "stranger": None} | {
        number: who(number) for number in ("S1", "P2", "L1", "M1")
    }


def test_nobody_sees_what_is_not_theirs(client, who, planted, everybody, caplog):
    paths = addresses(who, planted)
    own = {"draft", "fact", "frame", "kept-offer", "named", "note", "offered", "shared", "strength", "wellbeing"}
    of_p1 = [f"/my/reflections/records/{record.public_id}/" for record in Record.objects.filter(author=who("P1"))]
    draft = Record.objects.get(finished_at=None)
    paths += [*of_p1, f"/my/reflections/records/{draft.public_id}/write/"]
    with caplog.at_level("INFO"):
        found = {name: seen(client, person, list(_for(name, paths))) for name, person in everybody.items()}
        assert seen(client, who("P1"), paths) == {canary(name) for name in own}
    assert found == {name: set() for name in everybody} | {
        "S1": {canary("shared"), canary("named")},
        "L1": {canary("offered")},
    }
    assert not SIGN.search(caplog.text.encode())


def test_no_mail_says_it_or_names_who_shared(who, planted, clock):
    clock.move_to("2026-11-30T06:00:00+00:00")
    call_command("send_digests")
    call_command("send_mails")
    assert mail.outbox
    for sent in mail.outbox:
        words = f"{sent.subject} {sent.body}"
        assert not SIGN.search(words.encode())
        others = [p for p in Person.objects.all() if p.email not in sent.to]
        assert [str(p) for p in others if str(p) in words] == []


NAME = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


def _of(path: str, *names: str) -> bool:
    """Has the address no name of a record in it, or one of these?"""
    return set(NAME.findall(path)) <= set(names)


NONCES = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')


def test_what_is_private_changes_nothing_that_anybody_else_sees(client, who, tools, write, everybody):
    """Not a byte on any page of anybody's, from no record to many: no count, no badge, no order."""
    door = share(record=write(who("P3")), reader=who("S2"), whole=True, by=who("P3"))
    for make in (lambda: recognise(person=who("P3"), words="Yours.", on=TODAY, by=who("P3")),
                 lambda: make_offer(person=who("P3"), kind="interest", words="Mine.", shown=False, by=who("P3")),
                 lambda: give_feedback(person=who("P3"), supervisor=who("S1"), lines={"heard": 1}, named=False, by=who("P3")),
                 lambda: write(who("P3"), "s-srq", structure={"score": "9", "answered": 4, "band": ""})):  # fmt: skip
        make()
    hers, its = str(who("P1").public_id), str(door.public_id)
    paths = [p for p in addresses(who, [door]) if not p.startswith(("/admin/", "/accounts/")) and _of(p, hers, its)]

    def pages(person) -> dict[str, bytes]:
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        found = {}
        for path in paths:
            response = client.get(path)
            body = b"" if response.streaming else response.content
            found[path] = b"%d" % response.status_code + NONCES.sub(b"", body)
        return found

    readers = [everybody[name] for name in ("S1", "L1")]
    before = [pages(reader) for reader in readers]
    for _ in range(5):
        write(who("P1"), did="Private")
        write(who("P1"), "cbi", work={"score": "40", "answered": 7, "band": ""})
        recognise(person=who("P1"), words="A strength", on=TODAY, by=who("P1"))
        make_offer(person=who("P1"), kind="interest", words="An interest", shown=False, by=who("P1"))
    give_feedback(person=who("P1"), supervisor=who("S1"), lines={"heard": 1, "useful": 1, "safe": 1}, named=False, by=who("P1"))
    for reader, was in zip(readers, before, strict=True):
        now = pages(reader)
        assert [path for path in paths if now[path] != was[path]] == []


def test_a_private_record_and_none_are_answered_alike(client, who, write):
    record = write(who("P1"), did="Private")
    client.force_login(who("L1"), backend="allauth.account.auth_backends.AuthenticationBackend")
    for ending in ("", "write/", "remove/", "share/"):
        there = client.get(f"/my/reflections/records/{record.public_id}/{ending}")
        none = client.get(f"/my/reflections/records/{uuid4()}/{ending}")
        assert (there.status_code, NONCES.sub(b"", there.content)) == (404, NONCES.sub(b"", none.content))
        assert client.post(f"/my/reflections/records/{record.public_id}/{ending}").status_code == 404
    assert Record.objects.count() == 1
