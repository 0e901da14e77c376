from django import forms

from governance.forms import no_patient_details
from nhsuk.forms import NHSForm

from .labels import TOPICS


class SearchForm(NHSForm):
    q = forms.CharField(
        label="What are you looking for?", max_length=200, error_messages={"required": "Type what you are looking for"}
    )
    topic = forms.ChoiceField(label="For whom", required=False, choices=[("", "Everybody"), *TOPICS.items()])

    def clean_q(self) -> str:
        """What is searched for stands in the address."""
        no_patient_details(self.cleaned_data["q"])
        return self.cleaned_data["q"]
