"""Recording an observation, or why there was none."""

from typing import Any

from django import forms
from django.utils import timezone

from governance.forms import FreeTextField, no_patient_details
from nhsuk.days import DayField
from nhsuk.forms import NHSForm

from ..actions import ObservedSession

KINDS = [("practice", "Their practice with a patient"), ("supervision", "Supervision they gave")]


class ObservationForm(NHSForm):
    """``seen()`` is what was observed, where something was."""

    took_place = forms.ChoiceField(
        label="Did it take place?",
        choices=[("yes", "Yes, I observed it"), ("no", "No, it was not possible")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether it took place"},
    )
    kind = forms.ChoiceField(
        label="What did you plan to observe?", choices=KINDS, widget=forms.RadioSelect,
        error_messages={"required": "Choose what you planned to observe"},
    )  # fmt: skip
    on = DayField(label="On which day?", error_messages={"required": "Enter the day"})
    intervention = forms.CharField(
        label="Which intervention? (optional)", required=False, max_length=100, validators=[no_patient_details],
        help_text="For example behavioural activation. Different interventions are counted.",
    )  # fmt: skip
    instrument = forms.CharField(
        label="Which instrument was used? (optional)", required=False, max_length=100, validators=[no_patient_details]
    )
    score = forms.DecimalField(
        label="Score (optional)", required=False, min_value=0, max_digits=7, decimal_places=2, localize=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}), error_messages={"invalid": "Enter a number, such as 21.5"},
    )  # fmt: skip
    because = FreeTextField(
        label="Why was it not possible?", help_text="Only where it did not take place.", required=False, max_length=400
    )

    def clean_on(self):
        if (on := self.cleaned_data["on"]) > timezone.localdate():
            raise forms.ValidationError("Enter a day that is not in the future")
        return on

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("took_place") == "no" and "because" not in self.errors and not given.get("because", "").strip():
            self.add_error("because", "Enter why it was not possible")
        if given.get("score") is not None and not given.get("instrument", "").strip() and "instrument" not in self.errors:
            self.add_error("instrument", "Enter which instrument the score is from")
        return given

    def seen(self) -> ObservedSession:
        given = self.cleaned_data
        score = given["score"]
        hundredths = None if score is None else int(score * 100)
        return ObservedSession(given["kind"], given["on"], given["intervention"], given["instrument"], hundredths)
