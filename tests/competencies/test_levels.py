"""A level has the words of the rules wherever somebody reads it; a seal of the time before keeps those under which it was
given."""

import json

import pytest

from competencies.rules.levels import LEVELS
from signing.actions import RequestedCompetency, request_sign_off, sign_off
from signing.forms import AnswerForm
from signing.models import Seal, SignOffRequest
from signing.seals.document import SealedDocument

pytestmark = pytest.mark.django_db
SAID = {"2": "safe with support", "3": "independently competent"}


@pytest.fixture
def sealed(world) -> Seal:
    request_sign_off(
        person=world.ada, framework="small", asked=[RequestedCompetency("A1", 3)], assessor=world.lead, by=world.ada
    )
    return sign_off(request=SignOffRequest.objects.get(), level=2, by=world.lead)


def test_the_words_are_those_of_the_rules():
    assert list(LEVELS.values()) == [
        "not yet evidenced", "developing", "safe with support", "independently competent", "can develop others",
    ]  # fmt: skip


def test_every_form_and_page_says_them(world, as_person):
    ask = as_person(world.ada).get("/my/competencies/ask/?item=A1").content.decode()
    assert all(f"{level}: {words.capitalize()}" in ask for level, words in LEVELS.items())
    request_sign_off(
        person=world.ada, framework="small", asked=[RequestedCompetency("A1", 3)], assessor=world.lead, by=world.ada
    )
    request = SignOffRequest.objects.get()
    choices = [words for _, words in AnswerForm(None, request).fields["decision"].choices]
    assert "Sign at level 2, safe with support" in choices and not any("ithout help" in words for words in choices)
    for page in (f"/competencies/requests/{request.public_id}/", f"/competencies/requests/from/{world.ada.public_id}/"):
        assert "level 3, independently competent" in as_person(world.lead).get(page).content.decode(), page
    sign_off(request=request, level=2, by=world.lead)
    for page in ("/my/eligibility/", "/my/competencies/"):
        assert "level 2, safe with support" in as_person(world.ada).get(page).content.decode(), page


def test_a_standard_says_them(world, as_person):
    page = as_person(world.ada).get("/competencies/standards/plain/").content.decode()
    assert "signed off at level 2 (safe with support)" in page


def test_a_seal_holds_them_and_an_old_one_keeps_its_own(sealed):
    assert json.loads(sealed.content)["levels"] == SAID
    assert dict(SealedDocument(sealed).facts)["Level"] == "2, safe with support"
    before = {key: value for key, value in json.loads(sealed.content).items() if key != "levels"}
    facts = dict(SealedDocument(Seal(sign_off=sealed.sign_off, content=json.dumps(before))).facts)
    assert (facts["Level"], facts["Self-rating"]) == ("2, without help", "3, without help, also when it is difficult. ")
