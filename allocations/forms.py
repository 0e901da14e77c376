"""Choosing a supervisor, ending a pair, and asking for a plan."""

from collections.abc import Iterable

from django import forms
from django.utils import timezone

from nhsuk.forms import DayField, NHSForm
from people.models import Person

from . import labels
from .planning import Choice


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
