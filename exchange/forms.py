from django import forms

from nhsuk.forms import NHSForm


class SeveralFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    widget = SeveralFilesInput(attrs={"accept": ".csv,.zip"})

    def clean(self, data, initial=None):
        files = (data if isinstance(data, (list, tuple)) else [data]) or [None]
        return [super(SeveralFilesField, self).clean(file, initial) for file in files]


class UploadForm(NHSForm):
    files = SeveralFilesField(
        label="Your files",
        help_text="CSV files named as below, or one zip archive of them.",
        error_messages={"required": "Choose the files to look through", "empty": "One of these files is empty"},
    )
