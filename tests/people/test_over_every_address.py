"""The moving world over every address there is: what the next employer's lead, and who has left, can open."""

import re

import pytest

from governance.routes import routes

from .test_belonging import clock, moves, records  # noqa: F401 — the same world

pytestmark = pytest.mark.django_db
SECRETS = ("Between us.", "Trauma", "Colleague Test", "Soon.")
"""What only Northmoor's people wrote or are: the note, the offer, the supervisor, the reason of the proposal."""
ARGUMENT = re.compile(r"<(?:(\w+):)?\w+>")
FETCHED = (
    "/my/archive/",
    "/my/reflections/take-along/",
    "/my/reflections/erase/",
    "/guidance/",
    "/accounts/",
    "/static/",
    "/admin/",
)


def addresses(records) -> list[str]:  # noqa: F811
    """Every address of ours with at most one thing to fill in, filled with each record that it could be about."""
    values = {
        "uuid": [str(record.public_id) for record in records.values() if hasattr(record, "public_id")],
        "int": [str(records[name].pk) for name in ("Allocation", "Session", "Capacity")],
        "code": ["HERE", "THERE"],
    }
    found = []
    for route in routes():
        holes = ARGUMENT.findall(route.address)
        if route.address.startswith(("/admin", "/accounts", "/verify", "/_util")) or len(holes) > 1 or "^" in route.address:
            continue
        for value in values.get(holes[0], []) if holes else [""]:
            found.append(ARGUMENT.sub(value, route.address))
    return sorted(set(found))


def test_the_next_employer_reads_none_of_it(world, records, clock, as_person):  # noqa: F811
    moves(clock, leaves=False)
    client, read = as_person(world.lead_there), []
    for address in addresses(records):
        answer = client.get(address)
        assert answer.status_code < 500, address
        if answer.status_code == 200 and not getattr(answer, "streaming", False):
            text = answer.content.decode(errors="replace")
            read += [(address, secret) for secret in SECRETS if secret in text]
    assert "\n".join(f"{a} {s}" for a, s in read) == ""


def test_who_has_left_opens_nothing_but_the_archive(world, records, clock, as_person):  # noqa: F811
    from people.models import Post
    from tests.world import post, take_in

    here = Post.objects.live().get(person=world.ada)
    take_in(posts=[post("A1", finish="2026-11-30", assignment_number=here.assignment_number)])
    clock.move_to("2026-12-01T12:00:00+00:00")
    client, opened = as_person(world.ada), []
    for address in addresses(records):
        answer = client.get(address)
        if answer.status_code == 200 and not address.startswith(FETCHED) and address not in ("/", "/healthz"):
            opened.append(address)
    assert opened == []
