"""What the parties of an agreement say, and finding agreements."""

from collections.abc import Iterable

from django import forms
from django.utils import timezone

from governance.forms import FreeTextField, no_patient_details
from nhsuk.days import DayField
from nhsuk.forms import NHSForm
from supervision.actions import Terms
from supervision.forms import MINUTES, TimeField
from supervision.labels import EVERY, ON_HOLIDAY

from .. import labels
from ..rules.needs import BY_CODE, CATALOGUE, in_order


class NeedsForm(NHSForm):
    submit = "Save my part"
    needs = forms.MultipleChoiceField(
        label="Which of these do you need?", required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(need.code, need.title) for need in CATALOGUE],
    )  # fmt: skip
    words = FreeTextField(
        label="What do you need from supervision, in your own words?",
        rows=6,
        error_messages={"required": "Write what you need from supervision"},
        help_text="For example how you learn best, what has helped before, and what you would rather not have.",
    )
    goals = FreeTextField(label="What do you want to work towards? (optional)", required=False, rows=3)


class OffersForm(NHSForm):
    submit = "Save my part"
    words = FreeTextField(label="What can you offer?", rows=6, error_messages={"required": "Write what you can offer"})
    not_offered = forms.MultipleChoiceField(
        label="Which of their needs can you not meet?", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="For each, the agreement says where it can be found instead.",
    )  # fmt: skip
    more = FreeTextField(label="Where else could they look? (optional)", required=False, rows=3)

    def __init__(self, data, *, asked: Iterable[str], initial: dict):
        super().__init__(data, initial=initial)
        choices = [(code, BY_CODE[code].title) for code in in_order(set(asked))]
        self.fields["not_offered"].choices = choices
        if not choices:
            del self.fields["not_offered"]


class SignForm(NHSForm):
    submit = "Sign agreement"
    typed = forms.CharField(
        label="Type your name to sign", max_length=201, help_text="You sign the text above, as it is now.",
        error_messages={"required": "Type your name to sign"},
    )  # fmt: skip
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, data, digest: str):
        super().__init__(data, initial={"seen": digest})


class AgreementFilterForm(NHSForm):
    state = forms.ChoiceField(
        label="State", required=False,
        choices=[("all", "All current"), *((stage.value, words) for stage, (words, _) in labels.STAGES.items())],
    )  # fmt: skip
    kind = forms.ChoiceField(
        label="Kind of supervision", required=False, choices=[("all", "All kinds"), *labels.AGREED.items()]
    )


class LeaveForm(NHSForm):
    """What happens on leave, where the sessions that are planned say all else."""

    on_leave = forms.ChoiceField(
        label="What happens when the supervisor is on leave?", widget=forms.RadioSelect, choices=list(labels.ON_LEAVE.items()),
        error_messages={"required": "Choose what happens when the supervisor is on leave"},
    )  # fmt: skip

    def terms(self) -> Terms | None:
        return None


class MeetingForm(LeaveForm):
    """When and where two meet. The series is planned with the same values later."""

    every = forms.ChoiceField(
        label="How often do you meet?", choices=list(EVERY.items()), widget=forms.RadioSelect,
        error_messages={"required": "Choose how often you meet"},
    )  # fmt: skip
    first_on = DayField(
        label="First session", help_text="Later sessions are on the same day of the week, or of the month.",
        error_messages={"required": "Enter the day of the first session"},
    )  # fmt: skip
    starts_at = TimeField(label="Starts at", error_messages={"required": "Enter when it starts, such as 9:30am"})
    minutes = forms.IntegerField(
        label="How many minutes?", min_value=1, max_value=480, widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages=MINUTES | {"required": "Enter how many minutes it takes, such as 60"},
    )  # fmt: skip
    where = forms.CharField(
        label="Where do you meet?", max_length=100, validators=[no_patient_details],
        help_text="A room, or a video call. Other people should not be able to hear you.",
        error_messages={"required": "Enter where you meet"},
    )  # fmt: skip
    on_holiday = forms.ChoiceField(
        label="What happens on a bank holiday?", choices=list(ON_HOLIDAY.items()), widget=forms.RadioSelect,
        error_messages={"required": "Choose what happens on a bank holiday"},
    )  # fmt: skip

    field_order = ("every", "first_on", "starts_at", "minutes", "where", "on_holiday", "on_leave")

    def clean_first_on(self):
        first_on = self.cleaned_data["first_on"]
        if first_on < timezone.localdate():
            raise forms.ValidationError("Enter a first session from today on")
        return first_on

    def terms(self) -> Terms:
        given = self.cleaned_data
        return Terms(**{name: given[name] for name in ("every", "first_on", "starts_at", "minutes", "on_holiday", "where")})


class AgreedSeriesForm(MeetingForm):
    """The sessions as they were agreed, ready to be planned."""

    def __init__(self, data, **options):
        super().__init__(data, **options)
        del self.fields["on_leave"]


class ClauseForm(NHSForm):
    talked = forms.BooleanField(label="We have talked about this", required=False)
    words = FreeTextField(
        label="What do you want to add? (optional)", required=False, rows=3, max_length=1000,
        help_text="This becomes part of the agreement that you both sign.",
    )  # fmt: skip
