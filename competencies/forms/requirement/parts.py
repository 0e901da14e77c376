"""The part of a form that asks for one parameter: its fields, and the way from JSON to what they hold and back."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass
from decimal import Decimal
from typing import Any

from django import forms

from governance.forms import no_patient_details

from ...labels import LEVELS
from ...rules import parameters
from ...rules.offered import Offered
from ...rules.parameters import OneOf, Reader, SomeOf, WholeNumber
from ...rules.requirements import competency_signoff
from .words import Question, question

Fields = dict[str, forms.Field]
Values = Mapping[str, Any]
NOTHING = object()
"""What stands for a parameter that a standard leaves out."""


def texts(value: Any) -> list[str]:
    return [item for item in value if isinstance(item, str) and item] if isinstance(value, list) else []


def always(words: str) -> dict[str, str]:
    """One sentence, whatever is wrong with a field."""
    codes = ("required", "invalid", "invalid_choice", "invalid_list", "min_value", "max_value", "max_length")
    return dict.fromkeys((*codes, "max_digits", "max_decimal_places", "max_whole_digits"), words)


@dataclass(frozen=True, slots=True)
class ParameterPart(ABC):
    """One parameter of a type, by the name it has in a standard. ``node`` is what a draft says now."""

    name: str
    asked: Question
    reader: Any
    default: Any

    @property
    def required(self) -> bool:
        return self.default is MISSING

    @property
    def label(self) -> str:
        return self.asked.label if self.required or not self.asked.label.endswith("?") else f"{self.asked.label} (optional)"

    @abstractmethod
    def fields(self, node: Values, offered: Offered) -> Fields:
        """The form fields in which it is entered, by name."""

    def initial(self, node: Values, offered: Offered) -> dict[str, Any]:
        """What the fields hold of what the draft says, as far as that makes sense to them."""
        value = node.get(self.name, "")
        return {self.name: str(value) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""}

    def entered(self, cleaned: Values) -> Any:
        """What was entered, as JSON; nothing where that is left out."""
        return cleaned.get(self.name) or NOTHING

    def written(self, cleaned: Values) -> Any:
        """What a standard has to say of it: nothing where that is what it means anyway."""
        value = self.entered(cleaned)
        return NOTHING if value is NOTHING or (not self.required and self.reader(value) == self.default) else value

    def choices(self, offered: Offered, *also: str) -> dict[str, str]:
        """What can be chosen; what a draft says already is among it."""
        known = dict(self.asked.choices(offered)) if self.asked.choices else {}
        allowed = getattr(self.reader, "choices", ())
        known = {code: known.get(code, code) for code in allowed} if allowed else known
        return known if allowed else known | {code: code for code in also if code not in known}

    def options(self, error: str, **more: Any) -> dict[str, Any]:
        asked = {"label": self.label, "help_text": self.asked.hint, "required": self.required}
        return asked | {"error_messages": always(error)} | more


@dataclass(frozen=True, slots=True)
class NumberPart(ParameterPart):
    @property
    def sentence(self) -> str:
        least, what = self.reader.least, self.asked.label.removesuffix("?")
        return self.asked.wrong or f"Enter {what[:1].lower()}{what[1:]}, {least} or more"

    def fields(self, node: Values, offered: Offered) -> Fields:
        widget = forms.TextInput(attrs={"inputmode": "numeric"})
        limits = {"min_value": self.reader.least, "max_value": self.reader.most, "widget": widget}
        field = forms.IntegerField(**self.options(self.sentence, **limits))
        field.error_messages["max_value"] = f"{self.sentence.rpartition(',')[0]}, at most {self.reader.most}"
        return {self.name: field}

    def entered(self, cleaned: Values) -> Any:
        value = cleaned.get(self.name)
        return NOTHING if value is None else value


@dataclass(frozen=True, slots=True)
class DecimalPart(ParameterPart):
    def fields(self, node: Values, offered: Offered) -> Fields:
        places = 2 if self.reader is parameters.hundredths else 5
        error = self.asked.wrong or f"Enter a number of 0 or more, with at most {places} decimal places, or leave it blank"
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
        limits = {"min_value": 0, "max_value": 100_000, "decimal_places": places, "max_digits": 6 + places, "widget": widget}
        return {self.name: forms.DecimalField(**self.options(error, **limits))}

    def entered(self, cleaned: Values) -> Any:
        value: Decimal | None = cleaned.get(self.name)
        if value is None:
            return NOTHING
        return int(value) if value == value.to_integral_value() else float(value)


@dataclass(frozen=True, slots=True)
class FlagPart(ParameterPart):
    def fields(self, node: Values, offered: Offered) -> Fields:
        return {self.name: forms.BooleanField(label=self.asked.label, help_text=self.asked.hint, required=False)}

    def initial(self, node: Values, offered: Offered) -> dict[str, Any]:
        value = node.get(self.name, self.default)
        return {self.name: value if isinstance(value, bool) else False}

    def entered(self, cleaned: Values) -> Any:
        return bool(cleaned.get(self.name))


@dataclass(frozen=True, slots=True)
class TickPart(FlagPart):
    """The only word that a parameter can have, or none."""

    def initial(self, node: Values, offered: Offered) -> dict[str, Any]:
        return {self.name: node.get(self.name) in self.reader.choices}

    def entered(self, cleaned: Values) -> Any:
        return self.reader.choices[0] if cleaned.get(self.name) else NOTHING


@dataclass(frozen=True, slots=True)
class ChoicePart(ParameterPart):
    """One of a closed list."""

    def fields(self, node: Values, offered: Offered) -> Fields:
        choices = list(self.choices(offered).items())
        error = self.asked.wrong or f"Choose {self.asked.label[:1].lower()}{self.asked.label[1:]}"
        blank = [] if self.required else [("", "")]
        return {self.name: forms.ChoiceField(**self.options(error, choices=blank + choices, widget=forms.RadioSelect))}


@dataclass(frozen=True, slots=True)
class CodePart(ParameterPart):
    """One of an open list: of what is known, or something else."""

    @property
    def other(self) -> str:
        return f"{self.name}_other"

    def fields(self, node: Values, offered: Offered) -> Fields:
        known = self.choices(offered, *texts([node.get(self.name)]))
        options = self.options(self.asked.wrong, choices=[("", "Choose"), *known.items()], required=False)
        return {self.name: forms.ChoiceField(**options)} | self.another()

    def another(self) -> Fields:
        if not self.asked.other and self.asked.choices:
            return {}
        label = f"{self.asked.other or 'Another'} (optional)"
        return {self.other: forms.CharField(label=label, required=False, max_length=64, validators=[no_patient_details])}

    def entered(self, cleaned: Values) -> Any:
        return cleaned.get(self.other) or cleaned.get(self.name) or NOTHING


@dataclass(frozen=True, slots=True)
class CodesPart(CodePart):
    """Several of a list; of an open one something else, too."""

    def fields(self, node: Values, offered: Offered) -> Fields:
        known = self.choices(offered, *texts(node.get(self.name)))
        options = self.options(self.asked.wrong, choices=list(known.items()), required=False)
        several = {self.name: forms.MultipleChoiceField(**options, widget=forms.CheckboxSelectMultiple)} if known else {}
        return several | ({} if self.reader.choices else self.another())

    def initial(self, node: Values, offered: Offered) -> dict[str, Any]:
        return {self.name: list(dict.fromkeys(texts(node.get(self.name))))}

    def entered(self, cleaned: Values) -> Any:
        several = [*cleaned.get(self.name, ()), *filter(None, [cleaned.get(self.other)])]
        return list(dict.fromkeys(several)) or NOTHING


@dataclass(frozen=True, slots=True)
class LevelPart(ParameterPart):
    def fields(self, node: Values, offered: Offered) -> Fields:
        choices = [(str(number), f"{number}: {words}") for number, words in LEVELS.items()]
        return {self.name: forms.ChoiceField(**self.options(self.asked.wrong, choices=[("", "Choose"), *choices]))}

    def entered(self, cleaned: Values) -> Any:
        return int(cleaned[self.name]) if cleaned.get(self.name) else NOTHING


NOT_NEEDED, LEVEL_OF = "no", "level-"


def level_field(code: str) -> str:
    return f"{LEVEL_OF}{code}"


def levels_entered(cleaned: Values) -> dict[str, str]:
    """What was chosen for each competency of the framework."""
    return {name.removeprefix(LEVEL_OF): level for name, level in cleaned.items() if name.startswith(LEVEL_OF)}


@dataclass(frozen=True, slots=True)
class CompetencySetPart(ParameterPart):
    """All competencies of the framework, whatever it comes to hold, or those that are chosen one by one."""

    def fields(self, node: Values, offered: Offered) -> Fields:
        choices = [
            ("all", "All of the framework, also those that are added to it later"),
            ("some", "Only some of them: choose below which are not needed"),
        ]
        return {self.name: forms.ChoiceField(**self.options(self.asked.wrong, choices=choices, widget=forms.RadioSelect))}

    def initial(self, node: Values, offered: Offered) -> dict[str, Any]:
        return {self.name: "some" if isinstance(node.get(self.name), list) else "all"}

    def entered(self, cleaned: Values) -> Any:
        if cleaned.get(self.name) != "some":
            return "all" if cleaned.get(self.name) else NOTHING
        return [code for code, level in levels_entered(cleaned).items() if level != NOT_NEEDED]


@dataclass(frozen=True, slots=True)
class CriticalPart(ParameterPart):
    """Each competency of the framework: at the level of the others, at one of its own, or not needed."""

    def fields(self, node: Values, offered: Offered) -> Fields:
        levels = [(str(number), f"Level {number}: {words}") for number, words in LEVELS.items()]
        choices = [("", "The level above"), *levels, (NOT_NEEDED, "Not needed")]
        titles = offered.competencies.get(str(node.get("framework", "")), {})
        given = {"choices": choices, "required": False, "error_messages": always("Choose a level")}
        return {level_field(code): forms.ChoiceField(label=words, **given) for code, words in titles.items()}

    def initial(self, node: Values, offered: Offered) -> dict[str, Any]:
        own, chosen = node.get(self.name), node.get("set")
        own = own if isinstance(own, dict) else {}
        return {
            level_field(code): NOT_NEEDED if isinstance(chosen, list) and code not in chosen else str(own.get(code, ""))
            for code in offered.competencies.get(str(node.get("framework", "")), {})
        }

    def entered(self, cleaned: Values) -> Any:
        own = {code: level for code, level in levels_entered(cleaned).items() if level and level != NOT_NEEDED}
        return {code: int(level) for code, level in own.items()}


Make = Callable[[str, Question, Any, Any], ParameterPart]
SPECIAL: dict[Any, Make] = {
    competency_signoff.competencies: CompetencySetPart,
    competency_signoff.levels: CriticalPart,
    competency_signoff.LEVEL: LevelPart,
    parameters.flag: FlagPart,
    parameters.hundredths: DecimalPart,
    parameters.hundred_thousandths: DecimalPart,
    parameters.text: CodePart,
}


def _maker(reader: Reader, default: Any) -> Make:
    if reader in SPECIAL:
        return SPECIAL[reader]
    if isinstance(reader, OneOf):
        return TickPart if len(reader.choices) == 1 and default is not MISSING else ChoicePart
    return {WholeNumber: NumberPart, SomeOf: CodesPart}[type(reader)]


def parts(type_name: str, kind: type) -> list[ParameterPart]:
    """How a form asks for a type of requirement: a part for each of its parameters."""
    declared = parameters.declared(kind)
    return [
        _maker(field.metadata["reader"], field.default)(
            name, question(type_name, name), field.metadata["reader"], field.default
        )
        for name, field in declared.items()
    ]
