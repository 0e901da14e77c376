"""The two chairs as pages: what each shows, keeps and refuses; and that none costs more with more people."""

import json
from datetime import date, timedelta
from html import unescape

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from competencies.actions import Refused
from competencies.models import SignOff
from governance.access import CONSOLE
from people.desk import FrontPlace
from people.models import Notice, Person
from signing.actions import RequestedCompetency, request_sign_off, send_back, sign_off
from signing.models import Seal, SelfRating, SignOffRequest
from tests.training.files import upload
from tests.world import FRAMEWORK, person, post, take_in

pytestmark = pytest.mark.django_db
QUEUE = "/my/waiting/"


def ask(world, *codes: str, who=None) -> list[SignOffRequest]:
    who = who or world.ada
    asked = [RequestedCompetency(code, 2, f"About {code}.") for code in codes or ("A1",)]
    return request_sign_off(person=who, framework="small", asked=asked, assessor=world.lead, by=who).requests


def text(response) -> str:
    return unescape(response.content.decode())


def messages(client, address: str = QUEUE) -> list[str]:
    return [BeautifulSoup(str(said), "html.parser").get_text() for said in client.get(address).context["messages"]]


def answers(*given: tuple[SignOffRequest, str, str]) -> dict[str, str]:
    return {
        f"{request.pk}-{name}": value
        for request, *values in given
        for name, value in zip(("decision", "comment"), values, strict=True)
    }


def answer_page(who: Person) -> str:
    return reverse("signing:answer", args=[who.public_id])


# Asking ---------------------------------------------------------------------------------------------------------------
def asking(world, **change) -> dict[str, str]:
    return {"level-A1": "2", "comment-A1": "Held well.", "assessor": str(world.lead.public_id), "link": ""} | change


def test_somebody_asks_and_sees_on_whom_it_waits(world, as_person):
    client = as_person(world.ada)
    assert [code for code, _ in client.get("/my/competencies/").context["open"]] == ["A1", "A2"]
    got = client.post("/my/competencies/ask/?framework=small&item=A1", asking(world, link="https://example.nhs.uk/paper"))
    assert (got.status_code, got["Location"]) == (302, QUEUE)
    request = SignOffRequest.objects.get()
    assert (request.comment, request.assessor) == ("Held well.", world.lead)
    assert [(one["kind"], one["what"]) for one in request.evidence] == [("link", "https://example.nhs.uk/paper")]
    assert [code for code, _ in client.get("/my/competencies/").context["open"]] == ["A2"]
    assert "Lead Test needs to answer. Asked on" in text(client.get(QUEUE))


def test_ratings_can_be_kept_without_asking(world, as_person):
    client = as_person(world.ada)
    got = client.post("/my/competencies/ask/?framework=small&item=A1", asking(world, assessor="", save="1"))
    assert (got.status_code, got["Location"], SignOffRequest.objects.count()) == (302, "/my/competencies/", 0)
    assert list(SelfRating.objects.values_list("competency", "level", "comment")) == [("A1", 2, "Held well.")]
    again = client.get("/my/competencies/ask/?framework=small&item=A1")
    assert (again.context["form"]["level-A1"].value(), again.context["form"]["comment-A1"].value()) == ("2", "Held well.")


WRONG = {
    "nothing said of the level": ({"level-A1": ""}, {"level-A1": ["Rate yourself in Title A1 (A1)"]}),
    "nobody chosen": ({"assessor": ""}, {"assessor": ["Choose who should sign"]}),
    "a link that is none": ({"link": "not a link"}, {"link": ["Enter a web address, such as https://example.nhs.uk/page"]}),
    "a script as a link": (
        {"link": "javascript:alert(1)"},
        {"link": ["Enter a web address, such as https://example.nhs.uk/page"]},
    ),
}


@pytest.mark.parametrize(("change", "errors"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_and_what_was_typed_stays(world, as_person, change, errors):
    got = as_person(world.ada).post("/my/competencies/ask/?framework=small&item=A1", asking(world, **change))
    assert (got.status_code, dict(got.context["form"].errors), SignOffRequest.objects.count()) == (200, errors, 0)
    assert "Held well." in text(got)


def test_nobody_can_be_asked_who_is_not_offered(world, as_person):
    for other in (world.colleague, world.lead_there, world.ada):
        given = asking(world, assessor=str(other.public_id))
        got = as_person(world.ada).post("/my/competencies/ask/?framework=small&item=A1", given)
        assert list(got.context["form"].errors) == ["assessor"]


@pytest.mark.parametrize("address", ["/my/competencies/?framework=none", "/my/competencies/ask/?framework=none&item=A1"])
def test_a_framework_that_is_not_there_is_404(world, as_person, address):
    assert as_person(world.ada).get(address).status_code == 404


def test_choosing_nothing_says_what_to_do(world, as_person):
    client = as_person(world.ada)
    assert client.get("/my/competencies/ask/?framework=small&item=Z9")["Location"] == "/my/competencies/"
    assert messages(client, "/my/competencies/") == ["Choose at least one competency. Read on: Becoming a supervisor"]


# Answering ------------------------------------------------------------------------------------------------------------
def test_many_are_answered_at_once_each_with_its_own_comment(world, as_person):
    first, second = ask(world, "A1", "A2")
    client = as_person(world.lead)
    shown = text(client.get(answer_page(world.ada)))
    assert [words in shown for words in ("Title A1", "About A1.", "Title A2", "About A2.", "Something.")] == [True] * 5
    client.post(answer_page(world.ada), answers((first, "sign-3", "Good."), (second, "back", "Show me one.")))
    assert [(s.competency, s.level, s.comment) for s in SignOff.objects.all()] == [("A1", 3, "Good.")]
    second.refresh_from_db()
    assert (second.state, second.answer) == ("sent_back", "Show me one.")
    assert messages(client) == ["1 competency signed off and 1 competency sent back. Ada Test has been told."]


def test_a_missing_reason_keeps_every_comment_and_writes_nothing(world, as_person):
    first, second = ask(world, "A1", "A2")
    given = answers((first, "sign-3", "A long and careful comment."), (second, "back", " "))
    got = as_person(world.lead).post(answer_page(world.ada), given)
    assert (got.status_code, SignOff.objects.count()) == (200, 0)
    assert "A long and careful comment." in text(got)
    assert "Enter what is missing for Title A2 (A2)" in text(got)


def test_what_somebody_else_answered_meanwhile_does_not_hold_up_the_rest(world, as_person):
    first, second = ask(world, "A1", "A2")
    client = as_person(world.lead)
    client.get(answer_page(world.ada))
    from signing.actions import withdraw

    withdraw(request=first, by=world.ada)
    client.post(answer_page(world.ada), answers((first, "sign-2", ""), (second, "sign-2", "")))
    assert [s.competency for s in SignOff.objects.all()] == ["A2"]


@pytest.mark.parametrize("who", ["ada", "colleague", "manager", "lead_there"])
def test_nobody_else_opens_the_answers(world, as_person, who):
    ask(world)
    assert as_person(getattr(world, who)).get(answer_page(world.ada)).status_code == 404


STATUS = {"ada": 200, "lead": 200, "manager": 404, "colleague": 404, "lead_there": 404, "bea_there": 404}


@pytest.mark.parametrize(("who", "status"), STATUS.items())
def test_who_opens_a_request(world, as_person, who, status):
    (request,) = ask(world)
    assert as_person(getattr(world, who)).get(f"/competencies/requests/{request.public_id}/").status_code == status


# The seal -------------------------------------------------------------------------------------------------------------
def test_the_sealed_text_is_the_same_bytes_for_ever(world, as_person):
    from competencies.actions import publish_framework
    from signing.actions import revoke

    (request,) = ask(world)
    sealed = sign_off(request=request, level=2, by=world.lead)
    client, address = as_person(world.ada), f"/competencies/sign-offs/{sealed.public_id}/"
    before = client.get(f"{address}sealed.json").content
    assert json.loads(before)["competency"]["title"] == "Title A1"
    assert "The framework has changed since" not in text(client.get(address))
    domain = FRAMEWORK["domains"][0]
    reworded = [c | {"title": f"New {c['code']}"} for c in domain["competencies"]]
    publish_framework(document=FRAMEWORK | {"version": 2, "domains": [domain | {"competencies": reworded}]}, by=CONSOLE)
    shown = text(client.get(address))
    assert "The framework has changed since" in shown and "Now: New A1" in shown and "Title A1" in shown
    revoke(sealed=sealed, reason="A mistake.", by=world.lead)
    assert "A mistake." in text(client.get(address))
    assert client.get(f"{address}sealed.json").content == before


SEAL = {"ada": 200, "lead": 200, "manager": 200, "colleague": 404, "lead_there": 404}


@pytest.mark.parametrize(("who", "status"), SEAL.items())
def test_who_opens_a_seal(world, as_person, who, status):
    (request,) = ask(world)
    sealed = sign_off(request=request, level=2, by=world.lead)
    for end in ("", "sealed.json"):
        assert as_person(getattr(world, who)).get(f"/competencies/sign-offs/{sealed.public_id}/{end}").status_code == status


@pytest.mark.parametrize(("who", "status"), [("ada", 403), ("manager", 403), ("colleague", 404)])
def test_who_revokes_in_the_browser(world, as_person, who, status):
    (request,) = ask(world)
    sealed = sign_off(request=request, level=2, by=world.lead)
    address = f"/competencies/sign-offs/{sealed.public_id}/revoke/"
    assert as_person(getattr(world, who)).post(address, {"reason": "x"}).status_code == status
    assert as_person(world.lead).post(address, {"reason": " "}).status_code == 200
    assert as_person(world.lead).post(address, {"reason": "A mistake."}).status_code == 302
    assert SignOff.objects.live().get().revoked_on is not None and Seal.objects.count() == 1


# Passing on, following up, seeing -------------------------------------------------------------------------------------
def test_a_lead_finds_a_deputy_for_somebody_who_is_away(world, as_person):
    take_in(people=[person("L9", "Deputy", "Test")], posts=[post("L9", "clinical_lead")])
    deputy = Person.objects.get(employee_number="L9")
    (request,) = ask(world)
    client = as_person(deputy)
    assert "Sign-offs with other assessors" in text(client.get(QUEUE))
    address = f"/competencies/requests/{request.public_id}/pass-on/"
    assert [label for _, label in client.get(address).context["form"].fields["to"].choices] == ["Deputy Test, Clinical lead"]
    client.post(address, {"to": str(deputy.public_id), "why": "Away."})
    request.refresh_from_db()
    assert (request.assessor, request.first_asked) == (deputy, world.lead)


def test_reminding_too_early_says_so(world, as_person):
    (request,) = ask(world)
    client, address = as_person(world.ada), f"/competencies/requests/{request.public_id}/"
    client.post(f"{address}remind/")
    assert messages(client, address) == [
        "You can send a reminder every 5 working days. Wait a little longer. Read on: Becoming a supervisor"
    ]
    client.post(f"{address}withdraw/")
    assert messages(client, address) == ["Your request for Title A1 (A1) is withdrawn."]
    assert client.get(f"{address}withdraw/").status_code == 405


def test_messages_go_when_they_have_been_seen(world, as_person):
    ask(world)
    client = as_person(world.lead)
    assert "Ada Test asks you to sign off a competency." in text(client.get(QUEUE))
    client.post("/my/waiting/seen/", {"newest": Notice.objects.first().pk})
    assert "Messages" not in text(client.get(QUEUE))
    assert Notice.objects.filter(seen_at=None).count() == 0


@pytest.mark.parametrize("people", [1, 3])
def test_the_queue_costs_the_same_for_more_people(world, as_person, people, django_assert_num_queries):
    take_in(people=[person(f"N{n}") for n in range(people)], posts=[post(f"N{n}") for n in range(people)])
    for n in range(people):
        ask(world, "A1", "A2", who=Person.objects.get(employee_number=f"N{n}"))
    client = as_person(world.lead)
    client.get(QUEUE)
    with django_assert_num_queries(59):
        client.get(QUEUE)


def test_what_the_reader_does_comes_before_what_others_do(world, as_person):
    """Others' requests stand last, on the page of what waits and among the counts of the front page."""
    take_in(people=[person("L9", "Deputy", "Test")], posts=[post("L9", "clinical_lead")])
    deputy = Person.objects.get(employee_number="L9")
    asked = [RequestedCompetency("A1", 2)]
    stuck = timezone.now() - timedelta(days=40)
    about = {"person": world.colleague, "framework": "small", "assessor": deputy, "by": world.colleague}
    request_sign_off(asked=asked, asked_at=stuck, **about)
    take_in(qualifications=[{"employee_number": "A1", "qualification": "li_training", "awarded_on": "2021-01-01"}])
    titles = [group.title for group in as_person(world.lead).get(QUEUE).context["groups"]]
    assert titles[0] == "Certificates to verify" and titles[-1] == "Sign-offs with other assessors"
    (tasks,) = (part.shown for part in as_person(world.lead).get("/my/").context["parts"] if part.place is FrontPlace.TASKS)
    assert [(title, line.text) for title, block in tasks.blocks for line in block.lines][1:] == [
        ("This month", "1 sign-off is overdue with other assessors"),
        ("Housekeeping", "1 certificate to verify"),
    ]


@pytest.mark.parametrize("codes", [("A1",), ("A1", "A2")])
def test_answering_costs_the_same_for_more_requests(world, as_person, codes, django_assert_num_queries):
    ask(world, *codes)
    client = as_person(world.lead)
    client.get(answer_page(world.ada))
    with django_assert_num_queries(22):
        client.get(answer_page(world.ada))


# Brought from another service -------------------------------------------------------------------------------------------
def test_what_was_signed_elsewhere_is_accepted_item_by_item_with_its_paper(world, as_person, settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path
    page, client = "/my/competencies/ask/?framework=small&item=A1&item=A2", as_person(world.ada)
    both = asking(world) | {
        "level-A2": "3",
        "comment-A2": "",
        "prior_by": "Jo Hill, Elsewhere Talking Therapies",
        "prior_on": "2024-05-03",
    }
    assert "Attach the earlier sign-off" in text(client.post(page, both))
    assert "Enter who signed, in which service, and when" in text(client.post(page, both | {"prior_on": ""}))
    assert "Enter a day that is not in the future" in text(
        client.post(page, both | {"prior_on": "2199-01-01", "file": upload()})
    )
    assert SignOffRequest.objects.count() == 0
    assert client.post(page, both | {"file": upload()}).status_code == 302
    first, second = SignOffRequest.objects.order_by("competency")
    brought = ("prior", "Signed off before by Jo Hill, Elsewhere Talking Therapies", "3 May 2024")
    assert tuple(first.evidence[0][key] for key in ("kind", "what", "when")) == brought
    assert [one["kind"] for one in second.evidence] == ["prior", "file"]
    lead = as_person(world.lead)
    assert (
        text(lead.get(answer_page(world.ada))).count("Signed off before by Jo Hill, Elsewhere Talking Therapies, 3 May 2024")
        == 2
    )
    lead.post(answer_page(world.ada), answers((first, "sign-2", ""), (second, "back", "Only A1 is on this paper.")))
    sealed = json.loads(Seal.objects.get().content)["asked"]["evidence"]
    assert [one["kind"] for one in sealed] == ["prior", "file"]
    assert list(SignOff.objects.values_list("competency", "signed_by__employee_number")) == [("A1", "L1")]


def test_a_claim_without_its_paper_is_refused(world):
    from signing.evidence import signed_before

    with pytest.raises(Refused, match="Attach the earlier sign-off"):
        about = {"person": world.ada, "framework": "small", "assessor": world.lead, "by": world.ada}
        request_sign_off(asked=[RequestedCompetency("A1", 2)], evidence=[signed_before("Jo Hill", date(2024, 5, 3))], **about)


def test_what_ended_unanswered_says_so_and_can_be_asked_for_again(world, as_person):
    import time_machine

    with time_machine.travel("2026-03-02T12:00:00+00:00", tick=False) as clock:
        (first,) = ask(world)
        clock.move_to("2026-05-26T12:00:00+00:00")
        page = text(as_person(world.ada).get(reverse("signing:request", args=[first.public_id])))
        assert "Lead Test did not answer in time" in page and "Ask again" in page and "needs to answer" not in page
        assert [code for code, _ in as_person(world.ada).get("/my/competencies/").context["open"]] == ["A1", "A2"]
        assert "Answer it" not in text(as_person(world.lead).get(reverse("signing:request", args=[first.public_id])))
        (again,) = ask(world)
        first.refresh_from_db()
        assert (first.state, again.state) == ("withdrawn", "waiting")
        assert first.steps.last().note == "It was not answered in time, and was sent again."


# What ended, what is stuck, and what is told ---------------------------------------------------------------------------
def test_what_ended_unanswered_waits_for_nobody_any_more(world, as_person):
    ask(world, "A1")
    SignOffRequest.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    client = as_person(world.lead)
    assert "sign-off to answer" not in text(client.get("/my/"))
    assert "Sign-offs to answer" not in text(client.get(QUEUE))
    assert client.get(answer_page(world.ada)).status_code == 404


def test_what_cannot_be_answered_comes_back_as_it_was_typed_and_holds_up_nothing(world, as_person):
    first, second = ask(world, "A1", "A2")
    typed = answers((first, "sign-2", "Two debriefs, well led."), (second, "sign-2", "")) | {f"{first.pk}-seen": "0" * 64}
    page = as_person(world.lead).post(answer_page(world.ada), typed)
    assert (page.status_code, SignOffRequest.objects.get(pk=second.pk).state) == (200, "signed")
    shown = text(page)
    assert "Two debriefs, well led." in shown
    assert "Title A1 (A1): The wording of this competency has changed since you looked." in shown


def test_somebody_whose_role_no_longer_signs_is_shown_as_such_at_once(world, as_person):
    ask(world, "A1")
    yesterday = timezone.localdate() - timedelta(days=1)
    take_in(
        posts=[
            post("L1", "clinical_lead", finish=yesterday.isoformat()),
            post("L1", "pwp", start=timezone.localdate().isoformat()),
        ]
    )
    assert "role does not sign now. Choose someone else" in text(as_person(world.ada).get(QUEUE))


def test_where_nobody_may_sign_it_says_what_to_do(world, as_person):
    page = text(as_person(world.lead_there).get("/my/competencies/ask/?item=A1"))
    assert "No one in your service can sign these" in page and "Who should sign?" not in page


def test_the_desk_says_on_whom_each_competency_waits_and_what_to_ask_for_next(world, as_person):
    first, _ = ask(world, "A1", "A2")
    send_back(request=first, reason="One more.", by=world.lead)
    page = text(as_person(world.ada).get("/my/"))
    assert "Lead Test needs to answer your request for Title A2 (A2). Ask again for Title A1 (A1)" in page


def test_a_seal_says_when_something_later_stands_in_its_place(world, as_person):
    (first,) = ask(world, "A1")
    old = sign_off(request=first, level=2, by=world.lead)
    take_in(
        sign_offs=[
            {
                "employee_number": "A1",
                "framework": "small",
                "competency": "A1",
                "level": "3",
                "signed_on": timezone.localdate().isoformat(),
                "signed_by": "M1",
            }
        ]
    )
    page = text(as_person(world.ada).get(reverse("signing:sealed", args=[old.public_id])))
    assert "Superseded: level 3 was signed on" in page


def test_evidence_is_put_forward_for_one_competency_alone(world, as_person):
    given = {"level-A1": "2", "level-A2": "2", "link-A1": "https://example.nhs.uk/one", "link": "https://example.nhs.uk/both"}
    given |= {"assessor": str(world.lead.public_id), "file-A2": upload()}
    got = as_person(world.ada).post("/my/competencies/ask/?framework=small&item=A1&item=A2", given)
    assert got.status_code == 302
    kinds = {r.competency: [one["what"] for one in r.evidence] for r in SignOffRequest.objects.all()}
    assert kinds == {
        "A1": ["https://example.nhs.uk/one", "https://example.nhs.uk/both"], "A2": ["certificate.pdf", "https://example.nhs.uk/both"],
    }  # fmt: skip
    (file,) = (one["file"] for r in SignOffRequest.objects.all() for one in r.evidence if "file" in one)
    assert [as_person(who).get(f"/people/files/{file}/").status_code for who in (world.lead, world.colleague)] == [200, 404]


# Lists ----------------------------------------------------------------------------------------------------------------
def test_requests_are_a_list_to_page_through_and_take_along(world, as_person):
    ask(world, "A1", "A2")
    shown = as_person(world.lead).get("/competencies/requests/")
    assert [(str(row[0]), row[1], row[2]) for row in shown.context["table"].rows] == [
        ("Ada Test", "Title A1 (A1)", "Lead Test"),
        ("Ada Test", "Title A2 (A2)", "Lead Test"),
    ]
    taken = as_person(world.lead).get("/competencies/requests/?as=csv").content.decode("utf-8-sig")
    assert taken.splitlines()[1].startswith("Ada Test,Title A1 (A1),Lead Test,")


@pytest.mark.parametrize("who", ["colleague", "lead_there"])
def test_who_may_see_no_request_has_no_list_of_them(world, as_person, who):
    ask(world, "A1")
    reader = as_person(getattr(world, who))
    assert [reader.get(f"/competencies/requests/{rest}").status_code for rest in ("", "?as=csv")] == [404, 404]


def test_what_one_has_signed_comes_in_pages_with_its_competency(world, as_person):
    for request in ask(world, "A1", "A2"):
        sign_off(request=request, level=2, by=world.lead)
    lead = as_person(world.lead)
    shown = lead.get("/my/waiting/signed/").context
    assert shown["page"].said == "2 sign-offs" and [row[1] for row in shown["table"].rows] == ["Title A2 (A2)", "Title A1 (A1)"]
    assert len(lead.get("/my/waiting/signed/?as=csv").content.decode("utf-8-sig").splitlines()) == 3
