"""The forms of a draft that are not about one requirement: the version itself, its groups, and where something is moved to."""

from typing import Any

from django import forms

from governance.forms import no_patient_details
from nhsuk.days import DayField
from nhsuk.forms import NHSForm

from ..labels import TITLES
from ..rules.requirements import TYPES

MONTHS = "Enter how many months, 0 or more"


class SeenForm(NHSForm):
    """A form that changes a draft sends which text of it was on the page."""

    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)


def _number(label: str, wrong: str, least: int, most: int, **options: Any) -> forms.IntegerField:
    codes = ("required", "invalid", "min_value", "max_value")
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages=dict.fromkeys(codes, wrong), **options,
    )  # fmt: skip


class DraftVersionForm(SeenForm):
    """What a version says of itself."""

    title = forms.CharField(
        label="Name of the standard", max_length=200, validators=[no_patient_details],
        error_messages={"required": "Enter the name of the standard"},
    )  # fmt: skip
    effective_from = DayField(
        label="In force from", error_messages={"required": "Enter the day from which this version is in force"}
    )
    transition_months = _number(
        "How many more months does the version before apply to people who are eligible already?", MONTHS, 0, 1200,
        help_text="0 if this version applies to everyone at once.",
    )  # fmt: skip


class DraftGraceForm(SeenForm):
    """How long a new supervisor has."""

    grace_months = _number(
        "How many months does a new supervisor have before these must be met?", MONTHS, 0, 1200,
        help_text="0 if they must be met from the first day.",
    )  # fmt: skip


class DraftGroupForm(SeenForm):
    """How many of its requirements a group asks for. ``group()`` is that, as a standard says it."""

    op = forms.ChoiceField(
        label="What must be met?", widget=forms.RadioSelect, error_messages={"required": "Choose what must be met"},
        choices=[("ALL", "All of these"), ("ANY", "Any one of these"), ("N_OF", "At least a number of these")],
    )  # fmt: skip
    n = _number("At least how many? (optional)", "Enter how many of these must be met, 1 or more", 1, 1000, required=False,
                help_text="Only for “At least a number of these”.")  # fmt: skip
    title = forms.CharField(label="Name (optional)", required=False, max_length=200, validators=[no_patient_details])

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("op") == "N_OF" and not given.get("n") and "n" not in self.errors:
            self.add_error("n", "Enter how many of these must be met, 1 or more")
        return given

    def group(self, held: dict[str, Any]) -> dict[str, Any]:
        """The group that stood there, asking for what was entered."""
        given = self.cleaned_data
        rest = {key: value for key, value in held.items() if key not in ("op", "n", "title")}
        number = {"n": given["n"]} if given["op"] == "N_OF" else {}
        name = {"title": given["title"]} if given["title"] else {}
        return {"op": given["op"]} | number | name | {"of": []} | rest


class TypeForm(NHSForm):
    """Which type of requirement is added."""

    type = forms.ChoiceField(
        label="What is asked for?", widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose what is asked for"),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        self.fields["type"].choices = [(name, TITLES.get(name, name)) for name in TYPES]


NEW_GROUP = "new"


class DraftMoveForm(SeenForm):
    """Where something is moved to: a group that is there, or a new one of its own."""

    to = forms.ChoiceField(
        label="Where to?", widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose where to move it to"),
    )  # fmt: skip

    def __init__(self, groups: list[tuple[str, str]], *args: Any, **options: Any):
        super().__init__(*args, **options)
        self.fields["to"].choices = [*groups, (NEW_GROUP, "A new group in the same place")]


class DraftRemoveForm(SeenForm):
    """A group goes with what is in it, or without."""

    what = forms.ChoiceField(
        label="What should be removed?", widget=forms.RadioSelect,
        choices=[("all", "The group and everything in it"), ("group", "The group alone: what is in it moves up")],
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose what should be removed"),
    )  # fmt: skip
