"""Finding a person in a list."""

from django import forms

from nhsuk.forms import NHSForm


class NameSearchForm(NHSForm):
    """A name or the beginning of one. It is sent, so that no name stands in an address."""

    words = forms.CharField(label="Name", required=False, max_length=100, strip=True)
