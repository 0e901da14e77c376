"""Planning dates of a course, deciding about places, and noting what was learned outside courses."""

from typing import Any

from django import forms

from governance.forms import FreeTextField, no_patient_details
from nhsuk.days import DayField
from nhsuk.forms import NHSForm

from ..models import Course


class PlanEditionForm(NHSForm):
    course = forms.ModelChoiceField(
        Course.objects.order_by("title"), label="Which course?", to_field_name="code", empty_label="Choose",
        error_messages={"required": "Choose the course", "invalid_choice": "Choose a course from the list"},
    )  # fmt: skip
    starts_on = DayField(label="First day", error_messages={"required": "Enter the first day"})
    ends_on = DayField(label="Last day", error_messages={"required": "Enter the last day"})
    places = forms.IntegerField(
        label="How many places?", min_value=1, max_value=500, widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": "Enter how many places there are", "invalid": "Enter a whole number, such as 12"},
    )  # fmt: skip
    where = forms.CharField(
        label="Where? (optional)",
        required=False,
        max_length=200,
        validators=[no_patient_details],
        help_text="A room, or “online”.",
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        first, last = given.get("starts_on"), given.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "The last day cannot be before the first")
        return given


class CancelEditionForm(NHSForm):
    reason = FreeTextField(
        label="Why will it not take place?", help_text="Everyone with a place reads this.", max_length=200,
        error_messages={"required": "Enter why it will not take place"},
    )  # fmt: skip


class DecidePlaceForm(NHSForm):
    decision = forms.ChoiceField(
        label="Your decision", widget=forms.RadioSelect, error_messages={"required": "Choose your decision"},
        choices=[("approve", "Approve. If the course is full, they join the waiting list"), ("decline", "Decline")],
    )  # fmt: skip
    reason = FreeTextField(
        label="Why", help_text="The person reads this. You do not need it to approve.", required=False, max_length=400
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("decision") == "decline" and "reason" not in self.errors and not given.get("reason", "").strip():
            self.add_error("reason", "Enter why you decline")
        return given


class AttendanceForm(NHSForm):
    decision = forms.ChoiceField(
        label="Did they attend?", widget=forms.RadioSelect, choices=[("attended", "Yes"), ("absent", "No")],
        error_messages={"required": "Choose whether they attended"},
    )  # fmt: skip


class DevelopmentForm(NHSForm):
    what = forms.CharField(
        label="What was it?", max_length=200, validators=[no_patient_details], error_messages={"required": "Enter what it was"},
        help_text="For example a webinar, an article, or shadowing a colleague.",
    )  # fmt: skip
    done_on = DayField(label="When?", error_messages={"required": "Enter the day"})
    minutes = forms.IntegerField(
        label="How many minutes did it take?",
        min_value=1,
        max_value=1440,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": "Enter how many minutes it took", "invalid": "Enter a whole number, such as 45"},
    )
    reflection = FreeTextField(
        label="What will you do differently?", max_length=500, help_text="One line is enough. Only you can see this.", rows=2,
        error_messages={"required": "Enter what you will do differently"},
    )  # fmt: skip
