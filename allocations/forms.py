"""Choosing a supervisor, ending a pair, and asking for a plan."""

from collections.abc import Iterable

from django import forms
from django.utils import timezone

from governance.forms import FreeTextField
from nhsuk.forms import DayField, NHSForm
from people.models import Person

from . import labels
from .planning import Choice
from .rules.needs import BY_CODE, CATALOGUE, in_order


def _options(words: dict[str, str]) -> list[tuple[str, str]]:
    return [("", "Choose"), *words.items()]


class ChooseForm(NHSForm):
    """Who, from when, and why; where another than the first is chosen, why that too."""

    supervisor = forms.ChoiceField(
        label="Who should supervise them?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who should supervise them"},
    )
    reason = forms.ChoiceField(
        label="Why does this begin?", choices=_options(labels.START), error_messages={"required": "Say why this begins"}
    )
    ends_the_other = forms.ChoiceField(
        label="Why does the pair before end?", choices=_options(labels.END), error_messages={"required": "Say why it ends"}
    )
    against_advice = forms.ChoiceField(
        label="If it is not the first of the list, why?", choices=_options(labels.AGAINST_ADVICE), required=False
    )

    def __init__(self, data, found: Choice):
        super().__init__(data)
        self.fields["supervisor"].choices = [(str(c.supervisor.public_id), str(c.supervisor)) for c in found.candidates]
        if found.standing is None:
            del self.fields["ends_the_other"]

    def clean(self):
        given = super().clean()
        first = self.fields["supervisor"].choices[:1]
        if first and given.get("supervisor") not in (None, first[0][0]) and not given.get("against_advice"):
            self.add_error("against_advice", f"{first[0][1]} would be the first choice. Say why it is somebody else")
        return given


class EndForm(NHSForm):
    on = DayField(label="Which is the last day?", error_messages={"required": "Enter the last day"})
    reason = forms.ChoiceField(
        label="Why does it end?", choices=_options(labels.END), error_messages={"required": "Say why it ends"}
    )


class PlanForm(NHSForm):
    """What a plan is for. What was not said is filled in."""

    kind = forms.ChoiceField(label="Kind of supervision", choices=list(labels.KINDS.items()))
    on = DayField(label="From which day?")
    without = forms.ChoiceField(label="Who stops then?", required=False)
    rebalance = forms.BooleanField(label="Pairs that are valid may be moved too", required=False)

    def __init__(self, data, supervisors: Iterable[Person]):
        super().__init__(
            {"kind": next(iter(labels.KINDS)), "on": timezone.localdate().isoformat()} | {k: v for k, v in data.items() if v}
        )
        self.fields["without"].choices = [("", "Nobody"), *((str(p.public_id), str(p)) for p in supervisors)]


class ApartForm(NHSForm):
    other = forms.ChoiceField(label="With whom must you not be paired?", error_messages={"required": "Choose somebody"})

    def __init__(self, data, colleagues: Iterable[Person]):
        super().__init__(data)
        self.fields["other"].choices = [("", "Choose"), *((str(p.public_id), str(p)) for p in colleagues)]


class NeedsForm(NHSForm):
    submit, done = "Keep it", "Kept. Your supervisor is told once everybody has written theirs."
    needs = forms.MultipleChoiceField(
        label="Which of these do you need?", required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(need.code, need.title) for need in CATALOGUE],
    )  # fmt: skip
    words = FreeTextField(
        label="What do you need from supervision, in your own words?", rows=6, error_messages={"required": "Write what you need"},
        help_text="How you learn best, what helped before, what you would rather not have, and anything about the room or the time.",
    )  # fmt: skip
    goals = FreeTextField(label="What do you want to work towards? (optional)", required=False, rows=3)


class OffersForm(NHSForm):
    submit, done = "Keep it", "Kept. They have been told."
    words = FreeTextField(label="What can you offer?", rows=6, error_messages={"required": "Write what you can offer"})
    not_offered = forms.MultipleChoiceField(
        label="Which of their needs can you not meet?", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="For each, the agreement says where it can be found instead.",
    )  # fmt: skip
    more = FreeTextField(label="Where else could they look? (optional)", required=False, rows=3)

    def __init__(self, data, *, asked: Iterable[str], initial: dict):
        super().__init__(data, initial=initial)
        choices = [(code, BY_CODE[code].title) for code in in_order(set(asked))]
        self.fields["not_offered"].choices = choices
        if not choices:
            del self.fields["not_offered"]


class SignForm(NHSForm):
    submit, done = "Sign it", "Signed. The others have been told."
    typed = forms.CharField(
        label="To sign, type your name", max_length=201, help_text="You sign the text below, as it stands now.",
        error_messages={"required": "Type your name"},
    )  # fmt: skip
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, data, digest: str):
        super().__init__(data, initial={"seen": digest})
