"""A small database as the house left it before requests and seals moved from ``competencies`` to ``signing`` comes through
whole.

``before_signing.*`` is what ``migrate`` and the actions made at 8684491 (2026-11-28): in the service HERE Ada asked for A1 and
A2 with a file, was signed off in A1, had A2 sent back, saw A1 revoked and signed anew at level 3; a colleague asked for A1,
reminded, and it was passed on to a deputy. ``pack_before_signing.zip`` is the evidence pack of HERE, made there.
"""

import gzip
import json
import subprocess
import sys
import uuid
import zipfile
from pathlib import Path

import pytest

from tests.conftest import CACHE, ROOT, manage

HERE = Path(__file__).parent
REFERENCE = ["competencies.Framework", "competencies.StandardVersion", "people.Person"]
KEY = "15772ce7f79c0e4b7ce08ec2696ed4377a821e23b7e30e564236df71ab2d5190"
"""With which the pack of before was signed."""
LOOKS = """
import json
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from competencies.models import SignOff
from governance.access import may
from governance.audit import subject_of
from governance.models import AuditEntry
from governance.policy import Action
from people.models import Person
from signing.models import Seal, SignOffRequest
from signing.seals.document import SealedDocument
from signing.seals.text import hashlib

people = {p.employee_number: p for p in Person.objects.all()}
passed_on = SignOffRequest.objects.get(person=people["C1"])
seals = list(Seal.objects.order_by("pk"))
client = Client()
client.force_login(people["A1"], backend="allauth.account.auth_backends.AuthenticationBackend")
pages = [client.get(f"/competencies/sign-offs/{seal.public_id}/") for seal in seals]
hers = SignOffRequest.objects.filter(person=people["A1"]).order_by("pk")
pages += [client.get(f"/competencies/requests/{request.public_id}/") for request in hers]
print(json.dumps({
    "seals": [hashlib.sha256(seal.content.encode()).hexdigest() == seal.digest for seal in seals],
    "levels": [(s.seal.sign_off.level, s.standing.revoked_on is not None) for s in map(SealedDocument, seals)],
    "pages": [page.status_code for page in pages],
    "named": [number for number in sorted(people) if may(people[number], Action.ANSWER_REQUEST, passed_on)],
    "types": sorted(ContentType.objects.filter(app_label="signing").values_list("model", flat=True)),
    "left": [kind.model for kind in ContentType.objects.filter(app_label="competencies") if kind.model_class() is None],
    "written": sorted({e.subject.partition(":")[0] for e in AuditEntry.objects.all()}),
    "read": sorted({subject_of(e).partition(":")[0] for e in AuditEntry.objects.all()}),
}))
"""
AGAIN = """
from signing.actions import Refused, sign_off
from signing.models import SelfRating, SignOffRequest
from people.models import Person
request = SignOffRequest.objects.get(person__employee_number="C1")
sign_off(request=request, level=2, by=Person.objects.get(employee_number="L9"))
try:
    SelfRating.objects.update(level=1)
except Exception as refused:
    print(type(refused).__name__)
"""


def shell(address: str, script: str) -> str:
    return manage(address, "shell", "--no-imports", "-c", script).stdout


COUNTS = """
import json
from django.db import connection
with connection.cursor() as cursor:
    found = {}
    for name in connection.introspection.table_names(cursor):
        cursor.execute(f'SELECT COUNT(*) FROM "{name}"')
        found[name] = cursor.fetchone()[0]
print(json.dumps(found))
"""


def rows(address: str) -> dict[str, int]:
    """Of every table how many rows it has."""
    return json.loads(shell(address, COUNTS))


@pytest.fixture(scope="module")
def before(engine):
    """Address of the database of before, not yet migrated."""
    name = f"sg_before_{uuid.uuid4().hex[:12]}"
    CACHE.mkdir(parents=True, exist_ok=True)
    if engine.postgres is None:
        (CACHE / f"{name}.sqlite3").write_bytes(gzip.decompress((HERE / "before_signing.sqlite3.gz").read_bytes()))
    else:
        import psycopg

        engine.make(name)
        with psycopg.connect(engine.address(name), autocommit=True) as connection:
            connection.execute(gzip.decompress((HERE / "before_signing.postgresql.sql.gz").read_bytes()).decode())
    yield engine.address(name)
    engine.drop(name)


def test_a_database_of_before_comes_through_whole(before):
    counted = rows(before)
    manage(before, "migrate", "-v0")
    ledger = {"django_migrations", "django_content_type", "auth_permission", "sqlite_sequence"}
    now = rows(before)
    assert {name: count for name, count in now.items() if count != counted.get(name, 0) and name not in ledger} == {}
    assert counted["competencies_seal"] == 2 and counted["competencies_signoffrequestgrant"] == 13
    assert json.loads(shell(before, LOOKS)) == {
        "seals": [True, True],
        "levels": [[2, True], [3, False]],
        "pages": [200] * 5,
        "named": ["L9"],
        "types": ["requeststep", "seal", "sealgrant", "selfrating", "signoffrequest", "signoffrequestgrant"],
        "left": [],
        "written": ["", *REFERENCE[:1], "competencies.Seal", "competencies.SignOffRequest", *REFERENCE[1:]],
        "read": ["", *REFERENCE, "signing.Seal", "signing.SignOffRequest"],
    }
    assert manage(before, "verify_audit").returncode == 0
    assert manage(before, "rebuild_timelines", "--check").returncode == 0
    assert shell(before, AGAIN).strip() in ("IntegrityError", "RaiseException", "InternalError")
    assert manage(before, "verify_audit").returncode == 0


def test_a_pack_of_before_is_green_for_the_checker_of_today(tmp_path):
    with zipfile.ZipFile(HERE / "pack_before_signing.zip") as archive:
        archive.extractall(tmp_path)
    checker = ROOT / "oversight" / "packs" / "verify_pack.py"
    done = subprocess.run([sys.executable, "-I", checker, tmp_path, "--key", KEY], capture_output=True, text=True, cwd="/")
    assert (done.returncode, done.stdout.splitlines()) == (0, ["GREEN  Every file is as it was issued."])
