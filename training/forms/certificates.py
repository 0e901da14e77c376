"""Sending certificates, and deciding about them."""

from typing import Any

from django import forms
from django.utils import timezone

from governance.forms import FreeTextField, no_patient_details
from nhsuk.days import DayField
from nhsuk.forms import NHSForm, leading
from people.attachments import MOST_BYTES, AttachmentRefused, Cleaned, cleaned

from .. import labels
from ..models import Course

ACCEPTED = ".pdf,.jpg,.jpeg,.png"


class CertificateField(forms.FileField):
    """A PDF, JPEG or PNG, by its content; the value is what would be kept of it."""

    widget = forms.FileInput(attrs={"accept": ACCEPTED, "data-largest": MOST_BYTES})
    default_error_messages = {"required": "Choose the certificate", "empty": "This file is empty. Choose another"}

    def clean(self, data, initial=None) -> Cleaned | None:
        certificate = super().clean(data, initial)
        try:
            return cleaned(certificate) if certificate else None
        except AttachmentRefused as refused:
            raise leading(forms.ValidationError(str(refused)), refused.read_on) from None


class SendForm(NHSForm):
    """What was completed or awarded, when, and its certificate."""

    what = forms.ChoiceField(
        label="What is the certificate for?", error_messages={"required": "Choose what the certificate is for"}
    )
    on = DayField(label="When was it completed or awarded?", error_messages={"required": "Enter the day on the certificate"})
    body = forms.CharField(label="Who awarded it? (optional)", required=False, max_length=200, validators=[no_patient_details])
    certificate = CertificateField(label="The certificate", help_text="A PDF, JPEG or PNG of up to 10 MB.")

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        courses = [(f"course:{code}", title) for code, title in Course.objects.order_by("title").values_list("code", "title")]
        awards = [(f"qualification:{code}", labels.title(code)) for code in labels.QUALIFICATIONS]
        self.fields["what"].choices = [("", "Choose"), *awards, *courses]

    def clean_on(self):
        if (on := self.cleaned_data["on"]) > timezone.localdate():
            raise forms.ValidationError("Enter a day that is not in the future")
        return on


class MoreForm(NHSForm):
    note = FreeTextField(label="Your answer", required=False)
    certificate = CertificateField(label="A file (optional)", help_text="A PDF, JPEG or PNG of up to 10 MB.", required=False)


class DecideForm(NHSForm):
    decision = forms.ChoiceField(
        label="Your decision",
        widget=forms.RadioSelect,
        choices=[
            ("verify", "Verify it. It counts from its own date"),
            ("more", "Ask for more"),
            ("refuse", "Do not accept it"),
        ],
        error_messages={"required": "Choose your decision"},
    )
    reason = FreeTextField(
        label="Why, or what is missing", help_text="The person reads this. You do not need it to verify.", required=False
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("decision") in ("more", "refuse") and "reason" not in self.errors and not given.get("reason", "").strip():
            self.add_error("reason", "Enter why, so that they know what to do")
        return given
