"""The form of one requirement, made of the parameters of its type, and the way from a draft's JSON to it and back."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from governance.forms import no_patient_details
from governance.guidance import ABOUT as GUIDANCE
from nhsuk.forms import NHSForm

from ...labels import TITLES
from ...rules.offered import Offered
from ...rules.requirements import TYPES
from ...rules.standard import StandardRefused, read_requirement
from .parts import LEVEL_OF, NOT_NEEDED, NOTHING, CompetencySetPart, Values, always, parts

SEVERITIES = [("required", "Required"), ("advisable", "Advisable: everyone sees it, and it never decides")]
WARN_DAYS = 90


class RequirementForm(NHSForm):
    """``node`` is what the draft says now, if it says anything. ``requirement()`` is what was entered, as JSON."""

    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    title = forms.CharField(label="Name (optional)", required=False, max_length=200, validators=[no_patient_details])
    severity = forms.ChoiceField(
        label="Is it required?", choices=SEVERITIES, widget=forms.RadioSelect, initial="required",
        error_messages=always("Choose whether it is required"),
    )  # fmt: skip
    source = forms.CharField(
        label="Where is the number from? (optional)", required=False, max_length=500, validators=[no_patient_details],
        help_text="For example a national standard, with its year.",
    )  # fmt: skip
    verified = forms.BooleanField(label="The number was checked against this source", required=False)
    warn_days = forms.IntegerField(
        label="How many days before it ends is the person reminded? (optional)", required=False, min_value=0, max_value=3660,
        help_text=f"{WARN_DAYS} days if you leave it blank.", widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages=always("Enter how many days, 0 to 3660, or leave it blank"),
    )  # fmt: skip
    guidance = forms.ChoiceField(label="Page of guidance (optional)", required=False)
    NOTES = ("title", "severity", "source", "verified", "warn_days", "guidance")
    LAST = NOTES[1:]

    def __init__(self, type_name: str, offered: Offered, data: Any = None, *, node: Values | None = None, seen: str = ""):
        self.type_name, self.offered, self.node = type_name, offered, dict(node or {})
        self.parts = parts(type_name, TYPES[type_name])
        super().__init__(data, initial=self.held(type_name, offered, self.node) | {"seen": seen})
        shown = self.node | ({"framework": data["framework"]} if data and data.get("framework") else {})
        for part in self.parts:
            self.fields |= part.fields(shown, offered)
        self.fields["title"].help_text = f"“{TITLES.get(type_name, type_name)}” if you leave it blank."
        self.fields["guidance"].choices = self._pages()
        self.order_fields(["seen", "title", *[name for name in self.fields if name not in self.NOTES], *self.LAST])

    @classmethod
    def of(cls, node: Values, offered: Offered) -> "RequirementForm":
        """The form as it would be sent with what the draft says: its errors are what is wrong with that."""
        held = cls.held(node["type"], offered, node)
        return cls(node["type"], offered, {name: value for name, value in held.items() if value is not False}, node=node)

    @staticmethod
    def held(type_name: str, offered: Offered, node: Values) -> dict[str, Any]:
        """What the fields hold of what a draft says."""
        notes = {name: node[name] for name in RequirementForm.NOTES if name in node}
        own = [part.initial(node, offered) for part in parts(type_name, TYPES[type_name])]
        return {"severity": "required"} | notes | {name: value for values in own for name, value in values.items()}

    def _pages(self) -> list[tuple[str, str]]:
        own, pages = self.node.get("guidance"), dict(GUIDANCE.keys())
        return [("", "None"), *(pages | {own: pages.get(own, own)} if isinstance(own, str) and own else pages).items()]

    def asked(self) -> Iterator[BoundField]:
        """What the requirement asks for, without the competencies one by one and the notes."""
        return (field for field in self if not field.name.startswith(LEVEL_OF) and field.name not in self.LAST)

    def competencies(self) -> list[BoundField]:
        return [field for field in self if field.name.startswith(LEVEL_OF)]

    @property
    def has_own_levels(self) -> bool:
        """Has any competency a level of its own?"""
        return any(field.value() or field.errors for field in self.competencies())

    def notes(self) -> Iterator[BoundField]:
        return (self[name] for name in self.LAST)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for part in self.parts:
            if part.required and not self._wrong(part.name) and part.entered(cleaned) is NOTHING:
                self.add_error(self._field(part.name), part.asked.wrong or f"Enter {part.asked.label}")
        self._all_or_some(cleaned)
        if not self.errors:
            self._read()
        return cleaned

    def _wrong(self, parameter: str) -> bool:
        return any(name == parameter or name == f"{parameter}_other" for name in self.errors)

    def _field(self, parameter: str) -> str:
        """The field at which something wrong with a parameter is said."""
        return next((name for name in (parameter, f"{parameter}_other") if name in self.fields), next(iter(self.parts)).name)

    def _all_or_some(self, cleaned: Values) -> None:
        """All competencies, and some of them not needed, is said of no set."""
        for part in self.parts:
            left_out = [name for name, level in cleaned.items() if name.startswith(LEVEL_OF) and level == NOT_NEEDED]
            if isinstance(part, CompetencySetPart) and left_out and cleaned.get(part.name) == "all":
                title = self.fields[left_out[0]].label
                self.add_error(part.name, f"Choose “Only some of them”, or choose at which level {title} is needed")

    def _read(self) -> None:
        """Whatever else the rules refuse is said at the field that it is about."""
        frameworks = {code: frozenset(titles) for code, titles in self.offered.competencies.items()}
        try:
            read_requirement(self.requirement("name"), frameworks)
        except StandardRefused as refused:
            for path, message in refused.problems:
                parameter = path.removeprefix("$").removeprefix(".").partition(".")[0]
                part = next((part for part in self.parts if part.name == parameter), self.parts[0])
                self.add_error(self._field(part.name), part.asked.wrong or f"{part.asked.label} {message}")

    def requirement(self, name: str) -> dict[str, Any]:
        """What was entered, as a standard says it. ``name`` is its id."""
        given = self.cleaned_data
        written = {part.name: part.written(given) for part in self.parts}
        return (
            {"id": name, "type": self.type_name}
            | self._said("title")
            | {key: value for key, value in written.items() if value is not NOTHING}
            | ({"severity": "advisable"} if given["severity"] == "advisable" else {})
            | self._said("source", "verified", "guidance")
            | ({"warn_days": days} if (days := given.get("warn_days")) not in (None, WARN_DAYS) else {})
        )

    def _said(self, *notes: str) -> dict[str, Any]:
        return {note: value for note in notes if (value := self.cleaned_data.get(note))}
