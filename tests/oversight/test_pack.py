"""The evidence pack: the same bytes for the same question, and one changed byte found by a checker that needs nothing of
ours."""

import csv
import io
import json
import subprocess
import sys
import zipfile
from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from governance.models import AuditEntry
from oversight.actions import Refused, make_pack
from oversight.actions.packs import archive_of
from oversight.models import Pack
from oversight.packs.signing import public_key
from people.models import Service
from tabular import restored
from tests.allocations.service import found, pairs, practitioners, supervisors, who
from tests.nhsuk.test_pdf import verdict
from tests.supervision.conftest import NOON

TODAY = date(2026, 11, 25)
WORDS = ("--service", "X", "--from", "2026-01-01", "--to", "2026-11-25", "--sample", "3", "--seed", "7")


@pytest.fixture
def service(db):
    with time_machine.travel(NOON, tick=False):
        found()
        supervisors("S1", "S2")
        practitioners("P1", "P2", "P3")
        pairs(("P1", "S1"), ("P2", "S1"))
        yield Service.objects.get(code="X")


@pytest.fixture
def pack(service, tmp_path):
    call_command("evidence_pack", *WORDS, "--out", str(tmp_path / "pack"), stdout=io.StringIO(), stderr=io.StringIO())
    return tmp_path / "pack"


def checked(folder, *more) -> tuple[int, list[str]]:
    """By the checker that lies in the pack, in a Python of its own that knows nothing of this site."""
    done = subprocess.run([sys.executable, "-I", folder / "verify_pack.py", *more], capture_output=True, text=True, cwd="/")
    return done.returncode, done.stdout.splitlines()


def test_the_same_question_gives_the_same_bytes(pack, tmp_path):
    entries = AuditEntry.objects.count()
    call_command("evidence_pack", *WORDS, "--out", str(tmp_path / "again"), stdout=io.StringIO(), stderr=io.StringIO())
    names = sorted(path.relative_to(pack).as_posix() for path in pack.rglob("*") if path.is_file())
    assert names == sorted(
        path.relative_to(tmp_path / "again").as_posix() for path in (tmp_path / "again").rglob("*") if path.is_file()
    )
    assert [name for name in names if (pack / name).read_bytes() != (tmp_path / "again" / name).read_bytes()] == []
    assert AuditEntry.objects.count() == entries


def test_another_seed_draws_others_and_the_manifest_says_so(pack, tmp_path):
    call_command(
        "evidence_pack", *WORDS[:-1], "8", "--out", str(tmp_path / "other"), stdout=io.StringIO(), stderr=io.StringIO()
    )
    manifests = [json.loads((folder / "manifest.json").read_text()) for folder in (pack, tmp_path / "other")]
    assert [one["sample"] for one in manifests] == [{"people": 3, "seed": 7}, {"people": 3, "seed": 8}]
    assert manifests[0]["reference"] != manifests[1]["reference"]
    assert (manifests[0]["service"], manifests[0]["from"], manifests[0]["to"]) == ("X", "2026-01-01", "2026-11-25")


def test_as_issued_it_is_green(pack):
    code, said = checked(pack, "--key", public_key().hex())
    assert (code, said) == (0, ["GREEN  Every file is as it was issued."])


def test_one_changed_byte_in_any_file_is_found_and_the_file_named(pack):
    names = [path.relative_to(pack).as_posix() for path in sorted(pack.rglob("*")) if path.is_file()]
    for name in names:
        path, before = pack / name, (pack / name).read_bytes()
        if name == "verify_pack.py":
            path.write_bytes(before + b"\n")
        else:
            path.write_bytes(before[:-2] + bytes([before[-2] ^ 1]) + before[-1:])
        code, said = checked(pack)
        accused = ("manifest.json", "manifest.sig") if name == "manifest.sig" else (name,)
        assert code == 1 and any(line.startswith(tuple(f"RED    {one} " for one in accused)) for line in said), (name, said)
        path.write_bytes(before)
    assert checked(pack)[0] == 0


def test_what_is_missing_put_in_or_signed_by_somebody_else_is_found(pack):
    (pack / "extra.txt").write_text("hello")
    (pack / "tables" / "register.csv").unlink()
    code, said = checked(pack, "--key", "00" * 32)
    assert (code, said) == (1, [
        "RED    extra.txt was put in: it is not part of the pack.",
        "RED    tables/register.csv is missing.",
        "RED    manifest.json was signed with another key than the one you were given.",
        "RED    manifest.json has been changed: its signature does not fit.",
    ])  # fmt: skip


def test_a_signature_is_exactly_the_bytes_that_were_issued(pack):
    """As a number it stays the same, as a file it does not."""
    path = pack / "manifest.sig"
    issued = path.read_text()
    letters = [place for place, letter in enumerate(issued) if letter.isalpha()]
    changed = [issued[:place] + issued[place].upper() + issued[place + 1 :] for place in letters[:3]]
    for text in (*changed, f" {issued}", f"{issued} ", f"{issued}\n", issued.strip(), issued.upper(), "", "é"):
        path.write_text(text)
        code, said = checked(pack, "--key", public_key().hex())
        assert code == 1 and said[0].startswith("RED    manifest.sig "), (text, said)


@pytest.mark.parametrize("value", [None, 5, [], {}, "", "00", "G" * 64, True])
def test_a_manifest_that_is_none_is_red_and_never_a_traceback(pack, value):
    path = pack / "manifest.json"
    whole = json.loads(path.read_text())
    for changed in (whole | {"public_key": value}, whole | {"files": value}, value):
        path.write_text(json.dumps(changed))
        for key in ((), ("--key", public_key().hex())):
            code, said = checked(pack, *key)
            assert code == 1 and all(line.startswith("RED    ") for line in said)


def test_a_link_that_leads_nowhere_is_named(pack):
    (pack / "tables" / "more.csv").symlink_to("nowhere")
    (pack / "elsewhere").symlink_to("/tmp", target_is_directory=True)
    code, said = checked(pack)
    assert (code, said) == (1, [
        "RED    elsewhere was put in: it is not part of the pack.",
        "RED    tables/more.csv was put in: it is not part of the pack.",
    ])  # fmt: skip


def test_paper_and_page_are_for_everybody(pack):
    rules, failed = verdict((pack / "pack.pdf").read_bytes())
    assert (rules > 100, failed) == (True, [])
    page = (pack / "pack.html").read_text()
    assert page.startswith('<!DOCTYPE html><html lang="en-GB">') and "<title>Supervision evidence: X</title>" in page
    for words in ("Register", "Allocations", "Pat P3", "What this pack leaves out", "Nothing to count"):
        assert words in page
    assert "src=" not in page and "http" not in page.replace("http://www.w3.org/2000/svg", "")


def test_spreadsheets_hold_the_same_and_no_formula(pack):
    rows = list(csv.reader(io.StringIO((pack / "tables" / "register.csv").read_text("utf-8-sig"))))
    book = load_workbook(pack / "tables.xlsx")
    sheet = [[cell.value for cell in row] for row in book["Register of supervisors"].iter_rows()]
    assert [[str(value or "") for value in row] for row in sheet[1 : len(rows) + 1]] == [
        [restored(cell) for cell in row] for row in rows
    ]
    assert {cell.data_type for name in book.sheetnames for row in book[name].iter_rows() for cell in row} <= {
        "inlineStr",
        "s",
        "n",
    }
    elsewhere = CalamineWorkbook.from_path(str(pack / "tables.xlsx"))
    cells = {cell for name in elsewhere.sheet_names for row in elsewhere.get_sheet_by_name(name).to_python() for cell in row}
    assert "Pat P3" in cells and not {cell for cell in cells if str(cell).startswith("'")}
    assert "email" not in (pack / "pack.html").read_text() and "@" not in (pack / "pack.html").read_text()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--service", "NONE"), "There is no service 'NONE'"),
        (("--from", "yesterday"), "--from and --to: must be a date written like 2026-09-04"),
        (("--to", "2025-01-01"), "--to is before --from."),
        (("--sample", "-1"), "--sample takes a number of people"),
        (("--standard", "none"), "No standard 'none' is published."),
    ],
)
def test_what_is_refused_leaves_nothing(service, tmp_path, words, said):
    with pytest.raises(CommandError, match=said):
        call_command("evidence_pack", *WORDS, *words, "--out", str(tmp_path / "pack"), stderr=io.StringIO())
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_no_pack_is_left_alone_and_a_broken_run_leaves_the_old_one(pack, tmp_path, monkeypatch):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("Dear")
    with pytest.raises(CommandError, match="is there already and is no pack"):
        call_command("evidence_pack", *WORDS, "--out", str(tmp_path / "mine"), stderr=io.StringIO())
    monkeypatch.setattr(sys.modules["oversight.packs.build"], "as_html", lambda *given: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        call_command("evidence_pack", *WORDS, "--out", str(pack), stderr=io.StringIO())
    assert checked(pack)[0] == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine", "pack"]


def ask(service, **more):
    about = {"standard": "approved", "first": date(2026, 1, 1), "last": TODAY, "sample": 2, "seed": 1} | more
    return make_pack(service=service, **about, by=who("L1"))


def test_made_on_the_site_it_is_kept_and_logged_by_its_digest(service, as_person, tmp_path):
    pack = ask(service)
    entry = AuditEntry.objects.order_by("number").last()
    assert (entry.action, entry.summary, entry.subject) == (
        "make_pack",
        {"manifest": pack.digest},
        f"people.Service:{service.pk}",
    )
    response = as_person(who("M1")).get(f"/oversight/packs/{pack.public_id}/")
    zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))).extractall(tmp_path / "got")
    assert checked(tmp_path / "got")[0] == 0
    assert "Download" in as_person(who("L1")).get("/oversight/X/packs/").content.decode()
    for other in ("L2", "S1", "P1"):
        assert as_person(who(other)).get(f"/oversight/packs/{pack.public_id}/").status_code == 404
        assert as_person(who(other)).get("/oversight/X/packs/").status_code == 404
    archive_of(pack).unlink()
    assert as_person(who("L1")).get(f"/oversight/packs/{pack.public_id}/").status_code == 404
    assert "issued, files gone" in as_person(who("L1")).get("/oversight/X/packs/").content.decode()


def test_on_the_site_it_is_asked_for_and_the_worker_makes_it(service, as_person):
    asked = {"first": "2026-01-01", "last": "2026-11-25", "sample": "2", "seed": "1"}
    page = as_person(who("L1")).post("/oversight/X/packs/", asked, follow=True).content.decode()
    assert "The pack is made." in page and Pack.objects.count() == 1
    page = as_person(who("L1")).post("/oversight/X/packs/", asked | {"last": "2026-12-01"}).content.decode()
    assert "This day has not come yet" in page and Pack.objects.count() == 1


def test_what_the_action_refuses(service):
    for more in ({"last": TODAY + timedelta(days=1)}, {"first": date(2024, 1, 1)}, {"sample": 201}, {"standard": "none"}):
        with pytest.raises(Refused):
            ask(service, **more)
    with pytest.raises(PermissionDenied):
        make_pack(service=service, standard="approved", first=TODAY, last=TODAY, sample=1, seed=1, by=who("S1"))
    assert Pack.objects.count() == 0


def test_a_server_without_the_key_makes_no_second_one(service, as_person, settings, tmp_path):
    """Two servers with data folders of their own would sign with two keys, and nobody could tell one of them from a
    forger's."""
    ask(service)
    settings.SIGNING_KEY = tmp_path / "elsewhere" / "packs.key"
    with pytest.raises(Refused, match="not on this server"):
        ask(service, seed=2)
    assert not settings.SIGNING_KEY.exists() and Pack.objects.count() == 1
    assert "not on this server" in as_person(who("L1")).get("/oversight/X/packs/").content.decode()
    with pytest.raises(CommandError, match="not on this server"):
        call_command("evidence_pack", *WORDS, "--out", str(tmp_path / "pack"), stdout=io.StringIO(), stderr=io.StringIO())
