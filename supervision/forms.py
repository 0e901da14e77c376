"""Planning supervision, and writing it down."""

from collections.abc import Iterable
from datetime import date

from django import forms

from governance.forms import FreeTextField, no_patient_details
from nhsuk.days import DayField
from nhsuk.forms import NHSForm
from people.models import MailChoice, Person

from . import labels
from .actions import SessionRecord, Terms
from .queries import PlannedSession
from .rules.policy import GROUP_ADVICE
from .rules.words import SUPPORTING

MINUTES = {
    "invalid": "Enter a number of minutes, such as 60",
    "min_value": "Enter from 1 to 480 minutes",
    "max_value": "Enter from 1 to 480 minutes",
}


def _people(people: Iterable[Person]) -> list[tuple[str, str]]:
    return [(str(person.public_id), str(person)) for person in people]


class TimeField(forms.TimeField):
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    default_error_messages = {"invalid": "Enter a time, such as 10:30"}


def _line(label: str, **options) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=100, validators=[no_patient_details], **options)


class PeopleForm(NHSForm):
    """A form in which some of these people are chosen."""

    people_field = "members"

    def __init__(self, data, people: Iterable[Person], **options):
        super().__init__(data, **options)
        self.people = {str(person.public_id): person for person in people}
        self.fields[self.people_field].choices = _people(self.people.values())

    def chosen(self, name: str) -> list[Person]:
        return [self.people[key] for key in self.cleaned_data[name]]


class SeriesForm(PeopleForm):
    kind = forms.ChoiceField(
        label="What type of supervision is it?",
        choices=[("", "Choose"), *labels.BY_ONESELF.items()],
        error_messages={"required": "Choose the type of supervision"},
    )
    members = forms.MultipleChoiceField(
        label="Who is supervised?",
        widget=forms.CheckboxSelectMultiple,
        help_text=f"Groups of more than {GROUP_ADVICE} are advised against.",
        error_messages={"required": "Choose who is supervised"},
    )
    first_on = DayField(label="First session", error_messages={"required": "Enter the day of the first session"})
    starts_at = TimeField(label="Starts at", error_messages={"required": "Enter when it starts"})
    minutes = forms.IntegerField(
        label="How many minutes?", min_value=1, max_value=480, widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages=MINUTES | {"required": "Enter how many minutes it takes"},
    )  # fmt: skip
    every = forms.ChoiceField(label="How often?", choices=labels.EVERY.items(), widget=forms.RadioSelect)
    on_holiday = forms.ChoiceField(label="If it falls on a bank holiday", choices=labels.ON_HOLIDAY.items())
    last_on = DayField(label="Last day (optional)", required=False)
    where = _line("Where? (optional)")
    name = _line("A name, for a group (optional)")

    def terms(self) -> Terms:
        return Terms(**{name: self.cleaned_data[name] for name in Terms.__slots__})


class MembersForm(PeopleForm):
    members = forms.MultipleChoiceField(
        label="Who is supervised?", widget=forms.CheckboxSelectMultiple, error_messages={"required": "Choose who is supervised"}
    )
    from_on = DayField(label="From which day?", error_messages={"required": "Enter from which day"})


class EndSeriesForm(NHSForm):
    last_on = DayField(label="Last day", error_messages={"required": "Enter the last day"})


class MoveForm(PeopleForm):
    people_field = "stand_in"

    to = DayField(label="On which day?", error_messages={"required": "Enter the day"})
    starts_at = TimeField(label="Starts at", error_messages={"required": "Enter when it starts"})
    stand_in = forms.ChoiceField(label="Who leads it instead? (optional)", required=False)

    def __init__(self, data, people: Iterable[Person], **options):
        super().__init__(data, people, **options)
        self.fields["stand_in"].choices = [("", "No change"), *self.fields["stand_in"].choices]

    def about(self) -> dict:
        given = self.cleaned_data
        return {"to": given["to"], "starts_at": given["starts_at"], "stand_in": self.people.get(given["stand_in"])}


class CancelSessionForm(NHSForm):
    reason = forms.ChoiceField(
        label="Why is it cancelled?", choices=labels.CANCELLED.items(), widget=forms.RadioSelect,
        error_messages={"required": "Choose why it is cancelled"},
    )  # fmt: skip


NUMBER = {"inputmode": "numeric"}


def _number(label: str, most: int, **options) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=most,
        required=False,
        widget=forms.TextInput(attrs=NUMBER),
        error_messages={
            "invalid": f"{label}: enter a whole number, or leave blank",
            "min_value": f"{label}: enter 0 or more",
            "max_value": f"{label}: enter {most} or less",
        },
        **options,
    )


class RecordForm(PeopleForm):
    """The sixty seconds. Everything that the schedule knows is there already; what is below the fold may be left empty."""

    people_field = "attendees"

    held_on = DayField(label="Held on", error_messages={"required": "Enter the day it was held"})
    minutes = forms.IntegerField(
        label="How many minutes did it take?", min_value=1, max_value=480, widget=forms.TextInput(attrs=NUMBER),
        error_messages=MINUTES | {"required": "Enter how many minutes it took"},
    )  # fmt: skip
    attendees = forms.MultipleChoiceField(
        label="Who was there?", widget=forms.CheckboxSelectMultiple, error_messages={"required": "Choose who was there"}
    )
    private_room = forms.ChoiceField(
        label="Was it in a private room or call?",
        choices=(("yes", "Yes"), ("no", "No")),
        widget=forms.RadioSelect,
        required=False,
    )
    reflection_minutes = _number("Minutes for reflection (optional)", 480)
    asked = forms.BooleanField(label="We discussed how they are", required=False)
    summary = FreeTextField(
        label="What you agreed (optional)", required=False, rows=4,
        help_text="Only the people in the session can read this. Do not enter anything about a patient.",
    )  # fmt: skip
    what = forms.CharField(
        label="Action (optional)", required=False, max_length=200, validators=[no_patient_details],
        help_text="One action. Do not enter anything about a patient.",
    )  # fmt: skip
    owner = forms.ChoiceField(label="Who does it?", required=False)
    due_on = DayField(label="By when?", required=False)

    def __init__(self, data, kind: str, led_by: Person | None, people: Iterable[Person], **options):
        people = list(people)
        super().__init__(data, people, **options)
        both = [*([led_by] if led_by else []), *people]
        self.parties = {str(person.public_id): person for person in both}
        self.fields["owner"].choices = [("", "Choose"), *_people(both)]
        if kind == SUPPORTING:
            summary = self.fields["summary"]
            summary.label = "Themes, without names (optional)"
            summary.help_text = (
                "Only the people in the session can read this. Do not enter a supervisee's name or anything about a patient."
            )
        self.triggers = tuple(labels.TRIGGERS) if kind == "case_management" else ()
        for trigger in self.triggers:
            self.fields[f"count_{trigger}"] = _number(labels.TRIGGERS[trigger], 200)

    def clean(self):
        given = super().clean()
        if given.get("what") and not (given.get("owner") and given.get("due_on")):
            self.add_error("what", "Choose who does it, and enter by when")
        return given

    @property
    def facts(self):
        return [self[name] for name in ("held_on", "minutes", "attendees")]

    @property
    def cases(self):
        return [self[f"count_{trigger}"] for trigger in self.triggers]

    @property
    def room(self):
        return [self[name] for name in ("private_room", "reflection_minutes", "asked")]

    BETWEEN = ("summary", "what", "owner", "due_on")

    @property
    def between(self):
        return [self[name] for name in self.BETWEEN]

    @property
    def between_open(self) -> bool:
        """Is there something to see below the fold?"""
        return any(self[name].errors or self[name].value() for name in self.BETWEEN)

    def record(self) -> SessionRecord:
        given = self.cleaned_data
        todo = ((given["what"], self.parties[given["owner"]], given["due_on"]),) if given["what"] else ()
        return SessionRecord(
            held_on=given["held_on"], minutes=given["minutes"], attendees=tuple(self.chosen("attendees")),
            counts={trigger: given[f"count_{trigger}"] or 0 for trigger in self.triggers},
            private_room={"yes": True, "no": False}.get(given["private_room"]),
            reflection_minutes=given["reflection_minutes"], asked_how_they_are=given["asked"] or None,
            summary=given["summary"], follow_ups=todo,
        )  # fmt: skip


class AnotherForm(RecordForm):
    kind = forms.ChoiceField(
        label="What was it?", choices=[("", "Choose"), *labels.KINDS.items()], error_messages={"required": "Choose what it was"}
    )

    field_order = ("kind",)

    @property
    def facts(self):
        return [self["kind"], *super().facts]


def begun_from(one: PlannedSession) -> dict:
    """What the schedule knows of a session. What it cannot know is nobody's answer until somebody gives one: who of a group
    came, and in what room they met. Of two, neither met without the other."""
    alone = one.members if len(one.members) == 1 else ()
    return {"held_on": one.on, "minutes": one.series.minutes, "attendees": [str(person.public_id) for person in alone]}


class DisputeForm(NHSForm):
    held_on = DayField(label="When was the session?", error_messages={"required": "Enter the day"})
    minutes = forms.IntegerField(
        label="How many minutes did it take?", min_value=0, max_value=480, widget=forms.TextInput(attrs=NUMBER),
        help_text="0 if it was not held.",
        error_messages=MINUTES | dict.fromkeys(("required", "min_value", "max_value"), "Enter how many minutes, from 0 to 480"),
    )  # fmt: skip
    words = FreeTextField(
        label="What is not right?", help_text="Only the people in the session can read this.",
        error_messages={"required": "Enter what is not right"},
    )  # fmt: skip


class FollowUpForm(NHSForm):
    what = forms.CharField(
        label="What needs doing?", max_length=200, validators=[no_patient_details],
        error_messages={"required": "Enter what needs doing"},
    )  # fmt: skip
    owner = forms.ChoiceField(label="Who does it?", error_messages={"required": "Choose who does it"})
    due_on = DayField(label="By when?", error_messages={"required": "Enter by when"})

    def __init__(self, data, people: Iterable[Person]):
        super().__init__(data, auto_id="todo_%s")
        self.people = {str(person.public_id): person for person in people}
        self.fields["owner"].choices = [("", "Choose"), *_people(self.people.values())]

    def about(self) -> dict:
        given = self.cleaned_data
        return {"what": given["what"], "owner": self.people[given["owner"]], "due_on": given["due_on"]}


class MailForm(NHSForm):
    digest = forms.ChoiceField(
        label="How often do you want an email about your sessions?",
        choices=((MailChoice.DAILY, "Every day"), (MailChoice.WEEKLY, "On Mondays"), (MailChoice.OFF, "Never")),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how often"},
    )


def day_of(text: str, otherwise: date) -> date:
    """A day in an address, or another where it is none."""
    try:
        day = date.fromisoformat(text) if len(text) == 10 else otherwise
        return day if 1900 <= day.year < 2200 else otherwise
    except ValueError:
        return otherwise
