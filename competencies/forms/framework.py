"""Bringing in a framework as a file."""

from django import forms

from governance.guidance import READ_ON
from governance.policy import Action
from nhsuk.forms import NHSForm, leading

from ..framework_files import read_file
from ..rules.framework import read_framework
from ..rules.standard import StandardRefused


class BringForm(NHSForm):
    """The value of ``file`` is the document in it."""

    file = forms.FileField(
        label="The framework, as a spreadsheet (XLSX) or as JSON", widget=forms.FileInput(attrs={"accept": ".xlsx,.json"}),
        error_messages={"required": "Choose the file", "empty": "This file is empty. Choose another"},
        help_text="Download a published one below to see how it is laid out.",
    )  # fmt: skip

    def clean_file(self):
        try:
            document = read_file(self.cleaned_data["file"].read())
            read_framework(document)
        except StandardRefused as refused:
            said = [forms.ValidationError(f"{place}: {why}") for place, why in refused.problems[:20]]
            raise forms.ValidationError([leading(error, READ_ON[Action.PUBLISH_FRAMEWORK]) for error in said]) from None
        return document
