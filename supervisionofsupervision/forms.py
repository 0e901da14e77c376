"""Asking for a plan of groups, and making one by hand."""

from collections.abc import Iterable
from datetime import date

from django import forms

from nhsuk.days import DayField
from nhsuk.forms import NHSForm
from people.models import Person
from supervision.actions import Terms
from supervision.forms import PeopleForm, TimeField

from . import labels
from .rules.policy import LARGEST, MINUTES, SMALLEST

NUMBER = {"inputmode": "numeric"}


def _number(label: str, least: int, most: int, otherwise: int, name: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        initial=otherwise,
        widget=forms.TextInput(attrs=NUMBER),
        error_messages={
            "required": f"Enter {name}",
            "invalid": f"Enter {name} as a number",
            "min_value": f"{label} Enter {least} or more",
            "max_value": f"{label} Enter {most} or less",
        },
    )


class GroupPlanForm(NHSForm):
    start = DayField(label="From which day?", error_messages={"required": "Enter from which day"})
    months = _number("For how many months?", 1, 24, 6, "for how many months")
    every = forms.ChoiceField(label="How often?", choices=labels.EVERY.items(), initial="month")
    minutes = _number("How many minutes each?", 15, 480, MINUTES, "how many minutes")
    smallest = _number("Fewest in a group", 1, 12, SMALLEST, "the fewest in a group")
    largest = _number("Most in a group", 1, 12, LARGEST, "the most in a group")

    def clean(self):
        given = super().clean()
        if given.get("smallest") and given.get("largest") and given["smallest"] > given["largest"]:
            self.add_error("largest", "Enter a number that is at least the fewest in a group")
        return given


def begun_with(today: date) -> dict[str, str]:
    """What a plan is asked for with where nobody says otherwise."""
    return {
        "start": today.isoformat(),
        "months": "6",
        "every": "month",
        "minutes": str(MINUTES),
        "smallest": str(SMALLEST),
        "largest": str(LARGEST),
    }


class GroupForm(PeopleForm):
    form = forms.ChoiceField(
        label="What type of supervision is it?", choices=labels.FORMS.items(), widget=forms.RadioSelect, initial="group"
    )
    members = forms.MultipleChoiceField(
        label="Who is in it?", widget=forms.CheckboxSelectMultiple, error_messages={"required": "Choose who is in it"}
    )
    leader = forms.ChoiceField(label="Who leads it? (someone in this service)", required=False)
    outside = forms.CharField(label="Or the name of a leader from outside the service", required=False, max_length=100)
    first_on = DayField(label="First session", error_messages={"required": "Enter the day of the first session"})
    starts_at = TimeField(label="Starts at", error_messages={"required": "Enter when it starts"})
    minutes = _number("How many minutes?", 15, 480, MINUTES, "how many minutes")
    every = forms.ChoiceField(
        label="How often?",
        choices=(("nth_weekday", "Every month on the same weekday"), ("fortnight", "Every fortnight"), ("week", "Every week")),
    )
    last_on = DayField(label="Last day (optional)", required=False)

    def __init__(self, data, members: Iterable[Person], leaders: Iterable[Person], **options):
        super().__init__(data, members, **options)
        self.leaders = {str(person.public_id): person for person in leaders}
        self.fields["leader"].choices = [
            ("", "No one in this service"),
            *((key, str(person)) for key, person in self.leaders.items()),
        ]

    def about(self) -> dict:
        given = self.cleaned_data
        terms = Terms(given["every"], given["first_on"], given["starts_at"], given["minutes"], given["last_on"])
        return {
            "form": given["form"], "members": self.chosen("members"), "terms": terms,
            "leader": self.leaders.get(given["leader"]), "outside": given["outside"],
        }  # fmt: skip


class LeaderForm(NHSForm):
    leader = forms.ChoiceField(label="Who leads it from now on?", error_messages={"required": "Choose who leads it"})

    def __init__(self, data, leaders: Iterable[Person], **options):
        super().__init__(data, **options)
        self.leaders = {str(person.public_id): person for person in leaders}
        self.fields["leader"].choices = [("", "Choose"), *((key, str(person)) for key, person in self.leaders.items())]
