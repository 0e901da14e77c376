from typing import Any

from django import forms

from governance.forms import FreeTextField
from nhsuk.days import DayField
from nhsuk.forms import NHSForm

from ..queries.waivers import requirements


class ProposeWaiverForm(NHSForm):
    requirement = forms.ChoiceField(label="What should be waived?", error_messages={"required": "Choose what should be waived"})
    ends_on = DayField(
        label="Until when?", help_text="The last day, within a year.",
        error_messages={"required": "Enter the last day"},
    )  # fmt: skip
    reason = FreeTextField(label="Why?", error_messages={"required": "Enter why, so that an auditor can understand it"})

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["requirement"].choices = [("", "Choose"), *sorted(requirements().items(), key=lambda pair: pair[1])]


class DecideWaiverForm(NHSForm):
    decision = forms.ChoiceField(
        label="Do you agree?", widget=forms.RadioSelect, choices=[("agree", "Yes, from today"), ("decline", "No")],
        error_messages={"required": "Choose whether you agree"},
    )  # fmt: skip
    reason = FreeTextField(label="Why not? (optional)", required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("decision") == "decline" and "reason" not in self.errors and not given.get("reason", "").strip():
            self.add_error("reason", "Enter why you do not agree")
        return given
