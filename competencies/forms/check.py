from django import forms

from nhsuk.forms import NHSForm


class CheckForm(NHSForm):
    """What stands on the paper: no more is asked, and no more is told."""

    code = forms.CharField(
        label="Code", max_length=40, help_text="16 letters and digits, such as ABCD-2345-EFGH-6789.",
        error_messages={"required": "Enter the code on the certificate"},
    )  # fmt: skip
    last_name = forms.CharField(
        label="Last name", max_length=100, error_messages={"required": "Enter the last name on the certificate"}
    )
