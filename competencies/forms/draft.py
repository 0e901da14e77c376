from django import forms

from governance.forms import no_patient_details
from nhsuk.forms import NHSForm

from ..actions import read_draft
from ..rules.standard import StandardRefused


class DraftForm(NHSForm):
    """The text of a version. What is wrong in it is said place by place; it can be saved all the same."""

    text = forms.CharField(
        label="The standard, as JSON", max_length=200_000, widget=forms.Textarea(attrs={"rows": 24}), strip=False,
        validators=[no_patient_details], error_messages={"required": "Write the standard"},
    )  # fmt: skip

    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def problems(self) -> list[tuple[str, str]]:
        try:
            read_draft(self.cleaned_data["text"])
        except StandardRefused as refused:
            return refused.problems
        return []
