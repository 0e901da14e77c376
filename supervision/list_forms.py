"""What lists of sessions and doses are filtered and searched by."""

from django import forms

from nhsuk.forms import NHSForm

from . import labels
from .rules.policy import TARGET


class ListFilterForm(NHSForm):
    """What a list is filtered by; what makes no sense is as if it had not been asked."""

    def asked(self) -> dict[str, str]:
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


def _choice(label: str, *choices: tuple[str, str]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=False)


class SessionFilterForm(ListFilterForm):
    whose = _choice("Whose", ("", "All that I can see"), ("mine", "My own"))
    kind = _choice("Supervision", ("", "All types"), *labels.KINDS.items())
    state = _choice("State", ("", "All states"), ("open", "Not confirmed"), ("disputed", "Disputed"))
    period = _choice("When", ("", "At any time"), ("4", "Last 4 weeks"), ("12", "Last 12 weeks"), ("52", "Last 52 weeks"))


class DoseFilterForm(ListFilterForm):
    show = _choice("Show", ("", "Everyone"), ("below", f"Below {TARGET}%"))
