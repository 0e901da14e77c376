"""Forms of this package. What a tool asks becomes the fields of a form."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from governance.forms import FreeTextField, no_patient_details
from nhsuk.days import DayField
from nhsuk.forms import NHSForm, SliderField
from people.models import Person

from . import labels
from .actions.records import LONGEST
from .models import Tool
from .queries.records import Reader, plain
from .rules.measures import MeasureEntry, read
from .rules.tools import CheckLine, Subscale
from .rules.words import FRAME, HIGHEST_LINE

NOTE = "Anything to remember (optional)"


class WritingForm(NHSForm):
    """What a tool asks. ``record`` names what is written, ``revision`` says which state of it was on the screen, ``version``
    which one of the tool, and ``owner`` who was signed in then: whoever is now may be somebody else."""

    owner = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(min_value=1, max_value=1_000_000, widget=forms.HiddenInput)
    record = forms.UUIDField(widget=forms.HiddenInput)
    revision = forms.IntegerField(min_value=0, max_value=2_000_000_000, widget=forms.HiddenInput)
    on = DayField(label="Which day is it about?")

    def __init__(self, data, tool: Tool, **options):
        super().__init__(data, **options)
        self.tool, asked = tool, tool.form
        for prompt in asked.prompts:
            self.fields[prompt.code] = FreeTextField(
                label=prompt.title, help_text=prompt.hint, required=False, rows=5, max_length=LONGEST
            )
        for line in asked.lines:
            self.fields[line.code] = _slider(line, required=False)
        for part in asked.parts:
            self._part(part)
        if tool.kind != FRAME:
            self.fields["note"] = FreeTextField(label=NOTE, required=False, rows=3, max_length=LONGEST)

    def _part(self, part: Subscale) -> None:
        low, high = plain(part.low), plain(part.high)
        self.fields[part.code] = forms.DecimalField(
            label=part.title,
            required=False,
            min_value=part.low,
            max_value=part.high,
            max_digits=8,
            decimal_places=2,
            help_text=f"From {low} to {high}. {labels.BETTER[part.better]}".strip(),
            error_messages={
                "min_value": f"Enter a number from {low} to {high}",
                "max_value": f"Enter a number from {low} to {high}",
            },
        )
        self.fields[f"{part.code}-answered"] = forms.IntegerField(
            label=f"How many of its {part.items} items did you answer?", required=False, min_value=0, max_value=part.items,
            initial=part.items, help_text=f"Fewer than {part.least} is saved as incomplete.",
        )  # fmt: skip

    def clean_on(self) -> date:
        if (on := self.cleaned_data["on"]) > timezone.localdate():
            raise forms.ValidationError("The day must be today or in the past")
        return on

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if not self.errors and not self.kept():
            raise forms.ValidationError("Enter an answer to at least one question")
        return given

    def asked(self) -> list[str]:
        """The names of what the tool asks, and the day."""
        return [name for name in self.fields if not self.fields[name].widget.is_hidden]

    def typed(self) -> dict[str, str]:
        """What is in the fields as it is, right or wrong."""
        return {name: self.data.get(self.add_prefix(name), "").replace("\r\n", "\n") for name in self.asked()}

    def kept(self) -> dict[str, Any]:
        """What is kept of a form without errors: texts, lines as whole numbers, parts with their score or as incomplete."""
        given, asked = self.cleaned_data, self.tool.form
        kept: dict[str, Any] = {p.code: given[p.code] for p in asked.prompts if given.get(p.code)}
        kept |= {line.code: given[line.code] for line in asked.lines if given.get(line.code) is not None}
        for part in asked.parts:
            score, answered = given.get(part.code), given.get(f"{part.code}-answered")
            if score is not None:
                kept[part.code] = _as_kept(part, score, answered if answered is not None else part.items)
        return kept | ({"note": given["note"]} if given.get("note") else {})


def _slider(line: CheckLine, **options) -> SliderField:
    return SliderField(
        label=line.title, help_text=f"0: {line.low}. {HIGHEST_LINE}: {line.high}.", highest=HIGHEST_LINE,
        error_messages={"required": f"{line.title}: enter a number from 0 to {HIGHEST_LINE}"}, **options,
    )  # fmt: skip


def _as_kept(part: Subscale, score: Decimal, answered: int) -> dict[str, Any]:
    kept_entry = read(part, MeasureEntry(score, answered))
    return {"score": None if kept_entry.incomplete else plain(kept_entry.score), "answered": answered, "band": kept_entry.band}


def typed_from(content: dict[str, Any]) -> dict[str, str]:
    """What to put into the fields: what was typed last, else what is kept."""
    if "typed" in content:
        return content["typed"]
    typed: dict[str, str] = {}
    for code, value in content.get("kept", {}).items():
        if isinstance(value, dict):
            typed |= {code: value["score"] or "", f"{code}-answered": str(value["answered"])}
        else:
            typed[code] = str(value)
    return typed


class ShareForm(NHSForm):
    reader = forms.ChoiceField(label="Who do you want to share it with?", error_messages={"required": "Choose one person"})
    whole = forms.ChoiceField(
        label="What do they see?", initial="yes", widget=forms.RadioSelect,
        choices=[("yes", "All of it"), ("no", "Only that I wrote it: its day, the tool and how long it is")],
    )  # fmt: skip

    def __init__(self, data, readers: Sequence[Reader]):
        super().__init__(data)
        self.people = {str(one.person.public_id): one.person for one in readers}
        named = [(str(one.person.public_id), f"{one.person}, {one.why}" if one.why else str(one.person)) for one in readers]
        self.fields["reader"].choices = [("", "Choose one person"), *named]

    def about(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"reader": self.people[given["reader"]], "whole": given["whole"] == "yes"}


class FeedbackForm(NHSForm):
    """The lines of the check of our own, said to a supervisor."""

    how = forms.ChoiceField(
        label="How should it reach them?",
        widget=forms.RadioSelect,
        initial="among",
        choices=[
            ("among", "Without my name, only together with four others or more, after the quarter is over"),
            ("named", "With my name, now"),
        ],
    )
    words = FreeTextField(label="In your own words (only with your name)", required=False, max_length=2000)

    def __init__(self, data, tool: Tool, **options):
        super().__init__(data, **options)
        self.lines = [line.code for line in tool.form.lines]
        for line in tool.form.lines:
            self.fields[line.code] = _slider(line)
        self.order_fields([*self.lines, "how", "words"])

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("words") and given.get("how") == "among":
            self.add_error("words", "Words could show who you are. Remove them, or choose to give your name.")
        return given

    def about(self) -> dict[str, Any]:
        given = self.cleaned_data
        lines = {code: given[code] for code in self.lines}
        return {"lines": lines, "named": given["how"] == "named", "words": given["words"]}


class StrengthForm(NHSForm):
    person = forms.ChoiceField(label="Who is it about?", error_messages={"required": "Choose who it is about"})
    words = FreeTextField(
        label="What did you see?",
        max_length=2000,
        help_text="A strength, or what went well. Do not enter anything about a patient.",
    )

    def __init__(self, data, me: Person, people: Sequence[Person]):
        super().__init__(data)
        self.people = {str(one.public_id): one for one in [me, *people]}
        names = [(str(one.public_id), str(one)) for one in people]
        self.fields["person"].choices = [("", "Choose a person"), (str(me.public_id), "Myself"), *names]

    def about(self) -> dict[str, Any]:
        return {"person": self.people[self.cleaned_data["person"]], "words": self.cleaned_data["words"]}


class OfferForm(NHSForm):
    kind = forms.ChoiceField(
        label="What is it?", choices=list(labels.OFFERS.items()), widget=forms.RadioSelect, initial="interest"
    )
    words = FreeTextField(label="In a sentence or two", max_length=1000)
    shown = forms.BooleanField(label="My lead can see this", required=False)


class EraseForm(NHSForm):
    word = forms.CharField(
        label="Type the word erase",
        max_length=20,
        validators=[no_patient_details],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_word(self) -> str:
        if self.cleaned_data["word"].strip().lower() != "erase":
            raise forms.ValidationError("Type the word erase to confirm")
        return "erase"
