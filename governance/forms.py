"""Fields for what people write themselves."""

from django import forms
from django.core.exceptions import ValidationError

from .privacy import EXPLANATION, has_nhs_number


def no_patient_details(text: str) -> None:
    if has_nhs_number(text):
        raise ValidationError(EXPLANATION, code="patient_details")


class FreeTextField(forms.CharField):
    """Several lines, without anything that identifies a patient."""

    widget = forms.Textarea

    def __init__(self, *, rows: int = 3, **options):
        options.setdefault("max_length", 4000)
        super().__init__(validators=[no_patient_details], widget=forms.Textarea(attrs={"rows": rows}), **options)
