"""``import_framework`` and ``import_standard``: what they take, what they refuse and where, and how they end."""

import io
import json
from copy import deepcopy

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from competencies.models import Framework, StandardVersion, Timeline
from governance.models import AuditEntry
from tests.world import FRAMEWORK, STANDARD, take_in

pytestmark = pytest.mark.django_db
COMMANDS = {"import_standard": STANDARD, "import_framework": FRAMEWORK}


@pytest.fixture
def publish(tmp_path, capsys):
    """Run one of the commands on a document (or bytes), and give what it says."""

    def run(command: str, document) -> str:
        file = tmp_path / "document.json"
        file.write_bytes(document if isinstance(document, bytes) else json.dumps(document).encode())
        capsys.readouterr()
        call_command(command, file)
        return capsys.readouterr().out

    return run


@pytest.fixture
def refused(publish):
    """What a command says, line by line, of a document that it refuses; and nothing is written."""

    def run(command: str, document) -> list[str]:
        before = [list(model.objects.values()) for model in (Framework, StandardVersion, AuditEntry)]
        with pytest.raises(CommandError) as refusal:
            publish(command, document)
        assert [list(model.objects.values()) for model in (Framework, StandardVersion, AuditEntry)] == before
        assert refusal.value.returncode == 1
        return str(refusal.value).splitlines()

    return run


def standard(code: str = "other", **change) -> dict:
    return {**deepcopy(STANDARD), "code": code, **change}


def asking(*requirements: dict) -> dict:
    return standard(becoming={"op": "ALL", "of": list(requirements)})


def framework(code: str = "other", **change) -> dict:
    return {**deepcopy(FRAMEWORK), "code": code, **change}


def skills(**change) -> dict:
    return {"id": "skills", "type": "competency_signoff", "framework": "small", "set": "all", "min_level": 2} | change


def first_answer(standard: str) -> dict:
    out = io.StringIO()
    call_command("eligibility", "--standard", standard, stdout=out)
    return json.loads(out.getvalue())[0]


QUAL = {"id": "qual", "type": "qualification", "any_of": ["li_training"]}
NICE = {"id": "nice", "type": "registration", "bodies": ["BABCP-PWP"], "severity": "advisable"}


# Taken ----------------------------------------------------------------------------------------------------------------
def test_a_framework_is_published(world, publish):
    assert publish("import_framework", framework(version=2)) == "A small framework, version 2 is published.\n"
    found = Framework.objects.get(code="other")
    assert [(d.code, [c.code for c in d.competencies.all()]) for d in found.domains.all()] == [("A", ["A1", "A2"])]


def test_a_standard_is_published(world, publish):
    said = publish("import_standard", standard(effective_from="2027-01-01", version=3))
    assert said == "A plain standard, version 3 is published, in force from 2027-01-01.\n"
    assert StandardVersion.objects.get(code="other").document == standard(effective_from="2027-01-01", version=3)


def test_a_byte_order_mark_is_passed_over(world, publish):
    publish("import_standard", b"\xef\xbb\xbf" + json.dumps(standard()).encode())
    assert StandardVersion.objects.filter(code="other").count() == 1


@pytest.mark.parametrize("command", COMMANDS)
def test_the_same_again_is_fine(world, publish, command):
    document = COMMANDS[command] | {"code": "other"}
    said = publish(command, document)
    turned = dict(reversed(document.items()))
    assert (publish(command, document), publish(command, turned)) == (said, said)
    model = {"import_standard": StandardVersion, "import_framework": Framework}[command]
    assert model.objects.filter(code="other").count() == 1


def test_versions_come_in_any_order(world, publish):
    publish("import_standard", standard(version=2, effective_from="2020-01-01"))
    publish("import_standard", standard(version=1, effective_from="2015-01-01"))
    publish("import_standard", standard(version=3, effective_from="2018-01-01"))
    assert list(StandardVersion.objects.filter(code="other").values_list("version", flat=True)) == [1, 3, 2]


def test_all_means_the_newest_version_of_the_framework(world, publish, refused):
    newer = framework("small", version=2)
    newer["domains"][0]["competencies"].append({"code": "A3", "title": "Three", "looks_for": "More."})
    wants = asking(skills(critical={"A3": 3}))
    assert refused("import_standard", wants) == ["$.becoming.of[0].critical.A3 is not in the set"]
    publish("import_framework", newer)
    publish("import_standard", wants)
    assert StandardVersion.objects.filter(code="other").count() == 1


def test_an_older_version_of_a_framework_may_come_later(world, publish, refused):
    publish("import_framework", framework("late", version=2))
    older = framework("late", version=1)
    older["domains"][0]["competencies"].append({"code": "A0", "title": "None", "looks_for": "Less."})
    publish("import_framework", older)
    assert refused("import_standard", asking(skills(framework="late", set=["A0"]))) == [
        "$.becoming.of[0].set names A0, which is not in the framework late"
    ]


def test_a_standard_that_is_published_is_followed_by_everybody_s_timeline(world, publish):
    publish("import_standard", standard())
    assert [Timeline.objects.filter(standard=code).count() for code in ("plain", "other")] == [6, 6]


# Refused --------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("command", COMMANDS)
def test_the_same_version_with_other_content(world, publish, refused, command):
    document = COMMANDS[command] | {"code": "other"}
    publish(command, document)
    assert refused(command, document | {"title": "Another title"}) == [
        "$.version other version 1 is already there with different content; give it a new version"
    ]


def test_a_framework_with_its_competencies_in_another_order_is_another(world, publish, refused):
    publish("import_framework", framework())
    turned = framework()
    turned["domains"][0]["competencies"].reverse()
    assert refused("import_framework", turned) == [
        "$.version other version 1 is already there with different content; give it a new version"
    ]


def test_two_versions_from_one_day(world, publish, refused):
    publish("import_standard", standard())
    assert refused("import_standard", standard(version=2)) == [
        "$.effective_from is the day from which another version of this standard is in force"
    ]
    publish("import_standard", standard("elsewhere", version=2))


def one_of(*requirements: dict, op: str = "ANY", **more) -> dict:
    return asking({"op": op, "of": list(requirements), **more})


STANDARDS = {
    "an id twice": (asking(QUAL, QUAL), ["$.becoming.of[1].id uses qual a second time; ids are unique in a version"]),
    "an id twice, in staying": (
        standard(becoming=QUAL, staying=QUAL), ["$.staying.id uses qual a second time; ids are unique in a version"]),
    "severity on a group": (
        one_of(QUAL, severity="advisable"), ["$.becoming.of[0].severity belongs on requirements, not on a group"]),
    "a group in ANY with nothing required": (
        one_of(QUAL, {"op": "ALL", "of": [NICE]}),
        ["$.becoming.of[0].of[1] has nothing required in it, so any of these would always be met"]),
    "N_OF of too few": (one_of(QUAL, NICE, op="N_OF", n=2), ["$.becoming.of[0].n asks for 2 of 1 required children"]),
    "min_months below 1": (
        asking({"id": "t", "type": "time_in_role", "roles": ["pwp"], "min_months": 0}),
        ["$.becoming.of[0].min_months must be a whole number from 1 to 1200"]),
    "a count below 1": (
        asking({"id": "c", "type": "cpd", "tag": "sup", "count": 0, "months": 12}),
        ["$.becoming.of[0].count must be a whole number from 1 to 1000"]),
    "a critical code outside the set": (
        asking(skills(set=["A1"], critical={"A2": 3})), ["$.becoming.of[0].critical.A2 is not in the set"]),
    "a code that is not in the framework": (
        asking(skills(set=["A1", "Z9"])), ["$.becoming.of[0].set names Z9, which is not in the framework small"]),
    "a framework that is not there": (
        asking(skills(framework="large")),
        ["$.becoming.of[0].framework names large, a framework that has not been imported"]),
    "no object": ([], ["$ must be an object"]),
    "a date that does not exist": (
        standard(effective_from="2026-02-30"), ["$.effective_from must be a date that exists, written like 2026-09-04"]),
    "a key that is not known": (standard(colour="blue"), ["$.colour is not a known key here"]),
    "several things, in the order of the document": (
        standard(version=0, becoming=QUAL | {"any_of": []}, staying=NICE | {"severity": "nice"}),
        [
            "$.version must be a whole number from 1 to 100000",
            "$.becoming.any_of must name at least one",
            "$.staying.severity must be one of required, advisable",
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("document", "says"), STANDARDS.values(), ids=STANDARDS)
def test_a_standard_is_refused_where_it_is_wrong(world, refused, document, says):
    assert refused("import_standard", document) == says


def domain(*competencies: dict, code: str = "A") -> dict:
    return {"code": code, "title": "All", "competencies": list(competencies)}


A1, A2 = FRAMEWORK["domains"][0]["competencies"]
FRAMEWORKS = {
    "no object": ("small", ["$ must be an object", "$.domains must be a list with at least one entry"]),
    "no domains": (framework(domains=[]), ["$.domains must be a list with at least one entry"]),
    "no competencies": (framework(domains=[domain()]), ["$.domains[0].competencies must be a list with at least one entry"]),
    "no title": (
        framework(domains=[domain(A1, {"code": "A2", "looks_for": "x"})]), ["$.domains[0].competencies[1].title is missing"]),
    "a code twice": (framework(domains=[domain(A1, A1)]), ["$.domains[0].competencies[1].code uses A1 a second time"]),
    "a code twice, in two domains": (
        framework(domains=[domain(A1), domain(A1, code="B")]), ["$.domains[1].competencies[0].code uses A1 a second time"]),
    "version a text": (framework(version="1"), ["$.version must be a whole number from 1 to 100000"]),
    "an empty title": (framework(title=" "), ["$.title must be a text that is not empty"]),
    "a key that is not known": (
        framework(domains=[domain(A1 | {"level": 2}, A2)]), ["$.domains[0].competencies[0].level is not a known key here"]),
}  # fmt: skip


@pytest.mark.parametrize(("document", "says"), FRAMEWORKS.values(), ids=FRAMEWORKS)
def test_a_framework_is_refused_where_it_is_wrong(world, refused, document, says):
    assert refused("import_framework", document) == says


def test_two_domains_of_one_code(world, refused):
    document = framework(domains=[domain(A1), domain(A2)])
    assert [line.split()[0] for line in refused("import_framework", document)] == ["$.domains[1].code"]


TOO_LONG = {
    "import_standard": [("$.code", standard("x" * 65)), ("$.title", standard(title="x" * 201))],
    "import_framework": [
        ("$.code", framework("x" * 65)),
        ("$.title", framework(title="x" * 201)),
        ("$.domains[0].code", framework(domains=[domain(A1, code="x" * 33)])),
        ("$.domains[0].competencies[0].code", framework(domains=[domain(A1 | {"code": "x" * 33})])),
    ],
}


@pytest.mark.parametrize("command", TOO_LONG)
def test_what_does_not_fit_is_refused(world, refused, command):
    assert [refused(command, document)[0].split()[0] for _, document in TOO_LONG[command]] == [p for p, _ in TOO_LONG[command]]


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b"], ids=["NUL", "half a surrogate pair"])
@pytest.mark.parametrize("command", COMMANDS)
def test_what_no_database_keeps_is_refused(world, refused, command, text):
    document = COMMANDS[command] | {"code": "other", "title": text}
    assert [line.split()[0] for line in refused(command, document)] == ["$.title"]


UNKEPT = "a\x00b"
SOMEWHERE = {
    "a word of a list": (asking(QUAL | {"any_of": [UNKEPT]}), "$.becoming.of[0].any_of"),
    "an id": (asking(QUAL | {"id": UNKEPT}), "$.becoming.of[0].id"),
    "a tag": (asking({"id": "c", "type": "cpd", "tag": UNKEPT, "count": 1, "months": 12}), "$.becoming.of[0].tag"),
    "a note": (asking(QUAL | {"source": UNKEPT}), "$.becoming.of[0].source"),
}


@pytest.mark.parametrize(("document", "path"), SOMEWHERE.values(), ids=SOMEWHERE)
def test_what_no_database_keeps_is_refused_wherever_it_is(world, refused, document, path):
    assert [line.split(" ")[0] for line in refused("import_standard", document)] == [path]


NOT_JSON = [b"", b"{", b"{'code': 1}", b"\xff\xfe{\x00}\x00", b"[" * 100_000, b'{"version": ' + b"9" * 5000 + b"}"]


@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_no_json_is_refused(world, refused, command):
    found = [refused(command, data) for data in NOT_JSON]
    assert [line.split(maxsplit=1)[1] for lines in found for line in lines] == [
        "is not a JSON document. Check it in an editor that marks mistakes in JSON."
    ] * len(NOT_JSON)


def test_what_was_undone_is_forgotten(world, publish):
    """What was read of one standard is not taken for another that has its place in the database."""
    with pytest.raises(RuntimeError), transaction.atomic():
        publish("import_standard", standard())
        raise RuntimeError
    publish("import_standard", asking(QUAL))
    assert [r["id"] for r in first_answer("other")["requirements"]] == ["qual"]


def test_people_are_judged_by_it_at_once(world, publish):
    take_in(
        qualifications=[
            {"employee_number": "A1", "qualification": "li_training", "awarded_on": "2021-01-01", "verified_on": "2021-01-01"}
        ]
    )
    publish("import_standard", asking(QUAL))
    assert (first_answer("other")["employee_number"], first_answer("other")["state"]) == ("A1", "eligible")
