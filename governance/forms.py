"""Fields for what people write themselves."""

import hashlib

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString

from nhsuk.forms import leading

from .guidance import WITHOUT_PATIENTS
from .privacy import EXPLANATION, IF_NOT, NO_TEXT, doubts, has_nhs_number, is_text


def no_patient_details(text: str) -> None:
    if has_nhs_number(text):
        raise leading(ValidationError(EXPLANATION, code="patient_details"), WITHOUT_PATIENTS)
    if not is_text(text):
        raise ValidationError(NO_TEXT, code="no_text")


class GuardedText(forms.Textarea):
    """Sends along which text its writer has been asked about, so that the same one goes through the second time. A script helps
    while they type (``data-guarded``)."""

    def value_from_datadict(self, data, files, name):
        self.asked_about = data.get(f"{name}-asked", "")
        return super().value_from_datadict(data, files, name)

    @staticmethod
    def after(bound) -> SafeString | str:
        """What stands after the field on the page."""
        if not any(error.code == "doubt" for error in bound.errors.as_data()):
            return ""
        return format_html('<input type="hidden" name="{}-asked" value="{}">', bound.html_name, digest(bound.value() or ""))


def digest(text: str) -> str:
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()


class FreeTextField(forms.CharField):
    """Several lines, without anything that identifies a patient: an NHS number is refused, what may be a date of birth or a
    postcode is asked about once."""

    def __init__(self, *, rows: int = 3, **options):
        options.setdefault("max_length", 4000)
        widget = GuardedText(attrs={"rows": rows, "data-guarded": ""})
        super().__init__(validators=[no_patient_details], widget=widget, **options)

    def clean(self, value):
        text = super().clean(value)
        if (doubtful := doubts(text)) and digest(text) != getattr(self.widget, "asked_about", ""):
            raise leading(ValidationError(" ".join([*doubtful, IF_NOT]), code="doubt"), WITHOUT_PATIENTS)
        return text
