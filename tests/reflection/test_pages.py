"""The pages: as many queries for three as for one, keeping while typing, and what is answered to what is wrong."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import resolve, reverse

from governance.access import CONSOLE
from people.models import Person
from reflection import vault
from reflection.actions import Refused, give_feedback, make_offer, publish_tool, recognise, share
from reflection.models import Recognition, Record
from reflection.urls import urlpatterns

from .conftest import TODAY

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def as_p1(client, who):
    client.force_login(who("P1"), backend=BACKEND)
    return client


def everything(who, write) -> None:
    """One more of each, of P1 and for P1."""
    p1 = who("P1")
    share(record=write(p1), reader=who("S1"), whole=True, by=p1)
    write(p1, "session-check", heard=5, useful=6, safe=7)
    write(p1, "cbi", work={"score": "40", "answered": 7, "band": ""})
    share(record=write(who("P2")), reader=p1, whole=True, by=who("P2"))
    recognise(person=p1, words="Calm", on=TODAY, by=who("P2"))
    make_offer(person=p1, kind="interest", words="Sleep", shown=True, by=p1)


@pytest.mark.parametrize(
    ("name", "queries"),
    [
        ("all", 11),
        ("tools", 5),
        ("over_time", 5),
        ("how_i_am", 7),
        ("give", 7),
        ("received", 7),
        ("strengths", 5),
        ("offers", 5),
    ],
)
def test_three_cost_what_one_costs(as_p1, who, write, django_assert_num_queries, name, queries):
    everything(who, write)
    give_feedback(person=who("P1"), supervisor=who("S1"), lines={"heard": 5}, named=True, by=who("P1"))
    for _ in range(2):
        as_p1.get(reverse(f"reflections:{name}"))  # the first look also notes that what is new was seen
        with django_assert_num_queries(queries):
            assert as_p1.get(reverse(f"reflections:{name}")).status_code == 200
        everything(who, write)
        everything(who, write)


def hidden(name, revision) -> dict[str, str]:
    owner = Person.objects.get(employee_number="P1").public_id
    return {"owner": str(owner), "version": "1", "record": str(name), "revision": str(revision)}


def keep(client, name, revision, **fields):
    sent = {**hidden(name, revision), "on": TODAY.isoformat(), **fields}
    return client.post(reverse("reflections:keep", args=["four-stages"]), sent)


def test_keeping_while_typing(as_p1):
    name = uuid4()
    first = keep(as_p1, name, 0, did="Tri", noticed="")
    page = reverse("reflections:write", args=[name])
    assert (first.status_code, first.json()) == (200, {"kept": True, "revision": 1, "at": "midday", "page": page})
    assert keep(as_p1, name, 1, did="Tried").json()["revision"] == 2
    other_tab = keep(as_p1, name, 1, did="Other").json()
    assert (other_tab["kept"], other_tab["words"][:37]) == (False, "This was changed in another tab or on")
    patient = keep(as_p1, name, 2, did="943 476 5919").json()
    assert (patient["kept"], patient["words"][:31]) == (False, "This looks like an NHS number. ")
    assert Record.objects.get().content()["typed"]["did"] == "Tried"


@pytest.mark.parametrize(
    "wrong",
    [
        {"record": "x"},
        {"revision": "-1"},
        {"revision": "9" * 30},
        {"record": ""},
        {"did": "x" * 20_001},
        {"owner": ""},
        {"owner": str(uuid4())},
    ],
)
def test_what_cannot_be_kept_is_said_and_not_kept_and_no_log_says_who_wrote_what(as_p1, wrong, caplog):
    fields = {**hidden(uuid4(), 0), "on": TODAY.isoformat(), "did": "Tried"} | wrong
    answer = as_p1.post(reverse("reflections:keep", args=["four-stages"]), fields)
    assert answer.status_code == 200 and answer.json()["words"] and not answer.json()["kept"] and Record.objects.count() == 0
    assert "reflections" not in caplog.text


def test_what_one_wrote_never_goes_to_whoever_is_signed_in_afterwards(client, who, as_p1):
    fields = {**hidden(uuid4(), 0), "on": TODAY.isoformat(), "did": "Of P1 alone"}
    client.force_login(who("P2"), backend=BACKEND)
    assert (
        "Another person is signed in now"
        in client.post(reverse("reflections:keep", args=["four-stages"]), fields).json()["words"]
    )
    page = client.post(reverse("reflections:tool", args=["four-stages"]), fields, follow=True).content.decode()
    assert "Nothing was saved." in page and "Of P1 alone" not in page and Record.objects.count() == 0


def test_a_page_opened_with_a_version_keeps_to_it(as_p1, tools):
    name = uuid4()
    about = {key: getattr(tools["four-stages"], key) for key in ("code", "kind", "about", "title", "summary", "credit")}
    keep(as_p1, name, 0, did="Short", noticed="Long text")
    publish_tool(document=about | {"version": 2, "prompts": [{"code": "did", "title": "Did?", "hint": ""}]}, by=CONSOLE)
    assert keep(as_p1, name, 1, did="Short", noticed="Longer text").json()["kept"]
    assert finish(as_p1, "four-stages", name, 2, did="Short", noticed="Longer text").status_code == 302
    record = Record.objects.get()
    assert (record.tool.version, record.content()) == (1, {"kept": {"did": "Short", "noticed": "Longer text"}})


def test_the_same_text_kept_and_finished_at_once_is_no_other_tab(as_p1):
    name, sent = uuid4(), {"did": "Same", "noticed": "", "understood": "", "try": ""}
    keep(as_p1, name, 0, **sent)
    assert finish(as_p1, "four-stages", name, 0, **sent).status_code == 302
    assert Record.objects.get().content() == {"kept": {"did": "Same"}}


def test_the_day_of_what_is_shared_changes_when_it_is_finished_and_not_before(as_p1, who, write):
    record = write(who("P1"), on=TODAY - timedelta(days=30), did="As it was")
    share(record=record, reader=who("S1"), whole=True, by=who("P1"))
    assert keep(as_p1, record.public_id, 1, on="", did="As it will be").json()["kept"]
    record.refresh_from_db()
    assert (record.on, record.content()["kept"]) == (TODAY - timedelta(days=30), {"did": "As it was"})
    page = as_p1.get(reverse("reflections:write", args=[record.public_id])).content.decode()
    assert "Sue S1 can read this." in page and "As it will be" in page
    as_p1.post(reverse("reflections:drop", args=[record.public_id]))
    record.refresh_from_db()
    assert record.content() == {"kept": {"did": "As it was"}}


def test_another_tool_takes_no_record_s_place(as_p1, who, write):
    record = write(who("P1"), did="Words")
    sent = {**hidden(record.public_id, 1), "on": TODAY.isoformat(), "work": "77", "work-answered": "7"}
    page = as_p1.post(reverse("reflections:tool", args=["cbi"]), sent)
    assert "belongs to another reflection" in page.content.decode()
    record.refresh_from_db()
    assert record.tool.code == "four-stages"


def test_half_a_character_is_kept_nowhere(as_p1, who):
    part = '--x\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
    sent = part.format("person", who("P2").public_id) + part.format("words", "\\ud800 well done") + "--x--\r\n"
    kind = "multipart/form-data; boundary=x; charset=raw_unicode_escape"
    assert as_p1.generic("POST", reverse("reflections:recognise"), sent.encode(), content_type=kind).status_code == 302
    assert Recognition.objects.get().content() == {"words": "\\ud800 well done"}
    with pytest.raises(Refused, match="a character that cannot be kept"):
        recognise(person=who("P2"), words="\ud800", on=TODAY, by=who("P1"))


def test_every_address_leads_to_its_own_page():
    kinds = {"UUIDConverter": uuid4(), "IntConverter": 1}
    for pattern in urlpatterns:
        given = {name: kinds.get(type(one).__name__, "x") for name, one in pattern.pattern.converters.items()}
        assert resolve(reverse(f"reflections:{pattern.name}", kwargs=given)).url_name == pattern.name


def test_a_wrong_day_and_half_a_number_do_not_stop_a_draft(as_p1):
    assert keep(as_p1, uuid4(), 0, on="tomorrow", did="Tried").status_code == 200


def finish(client, tool, name, revision=0, **fields):
    sent = {**hidden(name, revision), "on": TODAY.isoformat(), **fields}
    return client.post(reverse("reflections:tool", args=[tool]), sent)


def test_both_texts_are_shown_before_one_takes_the_other_s_place(as_p1):
    name = uuid4()
    keep(as_p1, name, 0, did="From the other tab")
    page = finish(as_p1, "four-stages", name, 0, did="From this tab").content.decode()
    assert "Compare the two below" in page and "From the other tab" in page and "From this tab" in page
    assert '<input type="hidden" name="revision" value="1"' in page
    assert finish(as_p1, "four-stages", name, 1, did="From this tab").status_code == 302
    assert Record.objects.get().content() == {"kept": {"did": "From this tab"}}


@pytest.mark.parametrize(
    ("tool", "fields", "said"),
    [
        ("four-stages", {"did": " "}, "Enter an answer to at least one question"),
        ("four-stages", {"did": "x", "on": "2026-11-26"}, "The day must be today or in the past"),
        ("session-check", {"heard": "11"}, "Enter a whole number from 0 to 10"),
        ("session-check", {"heard": "a lot"}, "Enter a whole number from 0 to 10"),
        ("s-srq", {"structure": "29"}, "Enter a number from 4 to 28"),
        ("s-srq", {"structure": "20", "structure-answered": "5"}, ": enter 4 or less"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(as_p1, tool, fields, said):
    page = finish(as_p1, tool, uuid4(), **fields)
    assert page.status_code == 200 and said in page.content.decode() and Record.objects.count() == 0


def test_too_few_answers_are_kept_as_incomplete_and_shown_so(as_p1):
    finish(as_p1, "s-srq", uuid4(), **{"structure": "20", "structure-answered": "3"})
    record = Record.objects.get()
    assert record.content() == {"kept": {"structure": {"score": None, "answered": 3, "band": ""}}}
    assert "Incomplete: 3 of 4 answered" in as_p1.get(reverse("reflections:record", args=[record.public_id])).content.decode()
    assert "incomplete" in as_p1.get(reverse("reflections:over_time")).content.decode()


def test_a_band_is_said_with_its_source(as_p1):
    finish(as_p1, "litc", uuid4(), total="19")
    page = as_p1.get(reverse("reflections:over_time")).content.decode()
    assert "19 (18 or more: the least that the authors&#x27; study calls competent)" in page
    assert "The bands are from the authors&#x27; study of the scale" in page


def test_without_a_key_every_page_still_opens(as_p1, who, write):
    everything(who, write)
    record = Record.objects.get(author=who("P1"), tool__code="four-stages")
    door = record.shares.get()
    vault.destroy(who("P1"))
    for name in ("all", "over_time", "how_i_am", "give", "received", "strengths", "offers", "take_along"):
        assert as_p1.get(reverse(f"reflections:{name}")).status_code == 200, name
    assert "its key was erased" in as_p1.get(reverse("reflections:record", args=[record.public_id])).content.decode()
    assert as_p1.get(reverse("reflections:write", args=[record.public_id])).status_code == 404
    as_p1.force_login(who("S1"), backend=BACKEND)
    page = as_p1.get(reverse("reflections:shared", args=[door.public_id])).content.decode()
    assert "its key was erased" in page and "Something." not in page


def test_a_stranger_is_sent_to_sign_in_and_nothing_is_kept(who):
    assert keep(Client(), uuid4(), 0, did="x").status_code == 302
    assert Record.objects.count() == 0


def test_looking_at_a_tool_begins_nothing(as_p1):
    as_p1.get(reverse("reflections:tool", args=["four-stages"]))
    assert as_p1.get(reverse("reflections:tool", args=["none"])).status_code == 404
    assert Record.objects.count() == 0


def test_reflections_come_in_pages_of_25(as_p1, who, write):
    for _ in range(26):
        write(who("P1"))
        write(who("P1"), "session-check", heard=5, useful=6, safe=7)
    first = as_p1.get(reverse("reflections:all")).content.decode()
    second = as_p1.get(reverse("reflections:all"), {"page": "2", "session-check": "2"}).content.decode()
    assert [page.count("Four stages of learning,") for page in (first, second)] == [25, 1]
    assert "?page=2" in first and "?session-check=2" in first
    assert '<details class="nhsuk-details" open>' in second and '<details class="nhsuk-details" open>' not in first
