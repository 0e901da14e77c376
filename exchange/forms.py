from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import models

from governance.forms import FreeTextField
from governance.withdrawing import CHOICES
from nhsuk.days import DayField
from nhsuk.forms import NHSForm
from people.imports import PEOPLE, TEAMS
from people.labels import ABSENCES, ROLES
from people.models import Person, Service, Team
from tabular import Choice, Context, FileColumn, FileTable, KnownKeys
from tabular.columns import day, past_day
from training.models import Course


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
    does = forms.ChoiceField(
        label="What should these files do?",
        widget=forms.RadioSelect,
        choices=[
            ("bring", "Add what is new, and correct what differs"),
            ("withdraw", "Withdraw what their rows name: it was recorded in error"),
        ],
        initial="bring",
        required=False,
    )
    because = FreeTextField(label="If they withdraw: why was it recorded in error?", rows=2, max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("does") == "withdraw" and "because" not in self.errors and not given.get("because", "").strip():
            self.add_error("because", "Say why these were recorded in error, so that an auditor can understand it")
        return given

    @property
    def reason(self) -> str:
        """Why the files withdraw, empty where they do not."""
        return self.cleaned_data["because"].strip() if self.cleaned_data.get("does") == "withdraw" else ""


class WhyForm(NHSForm):
    """Why a record is put right."""

    code = forms.ChoiceField(
        label="What was wrong?", widget=forms.RadioSelect, choices=list(CHOICES.items()),
        error_messages={"required": "Choose what was wrong"},
    )  # fmt: skip
    because = FreeTextField(
        label="What happened?", rows=2, max_length=200,
        help_text="An auditor reads this. Do not enter patient details.",
        error_messages={"required": "Say what happened, so that an auditor can understand it"},
    )  # fmt: skip


class WithdrawForm(WhyForm):
    whole = forms.ChoiceField(
        label="It corrected an earlier record. What should count now?",
        widget=forms.RadioSelect,
        choices=[
            ("", ""),
            ("no", "The earlier record counts again"),
            ("yes", "Neither counts: the earlier one was a mistake too"),
        ],
        error_messages={"required": "Choose what should count now"},
    )

    def __init__(self, *args, corrects: bool, **options):
        super().__init__(*args, **options)
        if not corrects:
            del self.fields["whole"]


class PutBackForm(NHSForm):
    because = FreeTextField(
        label="Why does it count after all?", rows=2, max_length=200,
        error_messages={"required": "Say why, so that an auditor can understand it"},
    )  # fmt: skip


class CorrectForm(WhyForm):
    """The columns of a row as fields, with what stands there; what is typed is read as a cell of a file is."""

    field_order = None

    def __init__(self, *args, table: FileTable, cells: dict[str, str], context: Context, **options):
        super().__init__(*args, **options)
        self.table = table
        why = {name: self.fields.pop(name) for name in ("code", "because")}
        for column in table.columns:
            self.fields[column.name] = field_for(column, context, cells[column.name])
        self.fields |= why

    @property
    def cells(self) -> dict[str, str]:
        return {column.name: _cell(self.cleaned_data.get(column.name)) for column in self.table.columns}

    def reject(self, rejections: Iterable) -> None:
        """Say at each field what a file would be told of its column."""
        for rejection in rejections:
            self.add_error(rejection.column if rejection.column in self.fields else None, rejection.message)


def _cell(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return "|".join(value)
    return "" if value is None else value if isinstance(value, str) else value.isoformat()


WORDS = ROLES | ABSENCES | {"trainee": "Trainee", "qualified": "Qualified"}
LABELS = {
    "employee_number": "Person",
    "fte": "Full-time equivalent",
    "service_code": "Service",
    "team_code": "Team",
    "course_code": "Course",
    "minutes_per_week": "Minutes a week",
    "session_ref": "Reference",
    "evidence_ref": "Reference of the evidence",
    "facilitator": "Led by",
    "attendees": "Who was there",
}


def field_for(column: FileColumn, context: Context, cell: str) -> forms.Field:
    """The field for a column: a choice where there is one to make, a day where it holds days."""
    label = LABELS.get(column.name, column.name.replace("_", " ").capitalize())
    about: dict[str, Any] = {"label": label, "required": False, "initial": cell}
    if column.read in (day, past_day):
        return DayField(**about)
    if isinstance(column.read, KnownKeys) and column.read.lookup is PEOPLE:
        return _people_field(column.read.several, context, about)
    if isinstance(column.read, KnownKeys) or column.name == "team_code":
        keys = context.known(TEAMS if column.name == "team_code" else column.read.lookup)
        codes = {str(key[-1] if isinstance(key, tuple) else key) for key in keys} | {cell} - {""}
        services = {key[0] for key in keys} if column.name == "team_code" else set()
        return forms.ChoiceField(choices=[("", "None"), *_by_title(column.name, codes, services)], **about)
    if isinstance(column.read, Choice):
        return forms.ChoiceField(choices=[("", "None"), *((word, _worded(word)) for word in column.read.words)], **about)
    return forms.CharField(**about)


TITLES: dict[str, tuple[type[models.Model], str]] = {
    "service_code": (Service, "name"), "team_code": (Team, "name"), "course_code": (Course, "title"),
}  # fmt: skip
"""What a code of a column is a code of, and where its title stands."""


def _by_title(column: str, codes: set[str], services: set[int]) -> list[tuple[str, str]]:
    """The choices by the titles that people know, each with its code; a code without a title is a choice as it is. Teams of
    several services may have one code: those of ``services`` are meant."""
    titles: dict[str, str] = {}
    if column in TITLES:
        kind, title = TITLES[column]
        within = {"service__in": services} if kind is Team else {}
        titles = dict(kind._default_manager.filter(code__in=codes, **within).values_list("code", title))
    choices = [(code, f"{titles[code]} ({code})" if code in titles else code) for code in codes]
    return sorted(choices, key=lambda choice: choice[1])


def _people_field(several: bool, context: Context, about: dict[str, Any]) -> forms.Field:
    numbers = {key: number for number, key in context.known(PEOPLE).items()}
    people = Person.objects.filter(pk__in=numbers).order_by("last_name", "first_name")
    choices = [(numbers[person.pk], f"{person} ({numbers[person.pk]})") for person in people]
    if several:
        about["initial"] = [number for number in about["initial"].split("|") if number]
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **about)
    return forms.ChoiceField(choices=[("", "None"), *choices], **about)


def _worded(word: str) -> str:
    words = WORDS.get(word, word.replace("_", " "))
    return words[0].upper() + words[1:]


class MergeForm(NHSForm):
    """Which other record is the same person's, or which number they have now."""

    gone = forms.ChoiceField(label="Which other record is of the same person?", required=False)
    number = forms.CharField(
        label="Or: their new employee number", required=False, max_length=32,
        help_text="Leave empty if you chose another record. Imports find them by the number before as well.",
    )  # fmt: skip
    because = FreeTextField(
        label="How do you know?",
        rows=2,
        max_length=200,
        help_text="Such as: married, new payroll number. An auditor reads this.",
        error_messages={"required": "Say how you know, so that an auditor can understand it"},
    )

    def __init__(self, *args, people: Iterable[Person], **options):
        super().__init__(*args, **options)
        self.people = {str(person.public_id): person for person in people}
        choices = [(key, f"{person} ({person.employee_number})") for key, person in self.people.items()]
        self.fields["gone"].choices = [("", "No other record"), *choices]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if bool(given.get("gone")) == bool(given.get("number", "").strip()):
            self.add_error("gone", "Choose another record, or enter a new number, and not both")
        return given

    @property
    def other(self) -> Person | None:
        return self.people.get(self.cleaned_data["gone"])


class LostForm(NHSForm):
    because = FreeTextField(
        label="How do you know that it is them?",
        rows=2,
        max_length=200,
        help_text="The lead or manager who agrees reads this.",
        error_messages={"required": "Say how you know that it is them"},
    )


class CloseForm(NHSForm):
    on = DayField(label="From which day?", error_messages={"required": "Enter the first day on which the account is closed"})
