from datetime import date

from django import forms
from django.utils import timezone

from competencies.forms import QuestionForm
from nhsuk.forms import DayField, NHSForm

from .register import SHOWS, SORTS


class RegisterForm(QuestionForm):
    """Which part of the register, in which order; anything that makes no sense is read as not said."""

    known = None
    team = forms.CharField(label="Team", required=False, widget=forms.Select)
    show = forms.ChoiceField(label="Show", required=False, choices=[(key, name) for key, (name, _) in SHOWS.items()])
    month = forms.RegexField(r"^\d{4}-\d{2}$", required=False, widget=forms.HiddenInput)
    sort = forms.ChoiceField(
        required=False, widget=forms.HiddenInput, choices=[(s, s) for key in SORTS for s in (key, f"-{key}")]
    )

    def offer_teams(self, teams: list[str]) -> None:
        self.fields["team"].widget.choices = [("", "All teams"), *((team, team) for team in teams)]

    def view(self) -> dict[str, str]:
        """What to show, for a ``Register``."""
        self.is_valid()
        given = self.cleaned_data
        return {
            "team": given.get("team") or "",
            "show": given.get("show") or "all",
            "month": self._month(given.get("month")),
            "sort": given.get("sort") or "state",
        }

    @staticmethod
    def _month(month: str | None) -> str:
        try:
            return (month and f"{date.fromisoformat(f'{month}-01'):%Y-%m}") or ""
        except ValueError:
            return ""


class MatrixForm(NHSForm):
    """Which framework, which team, on which day; anything that makes no sense is read as not said."""

    framework = forms.ChoiceField(label="Framework", required=False)
    team = forms.CharField(label="Team", required=False, widget=forms.Select)
    on = DayField(label="On", required=False)

    def __init__(self, data, frameworks: list[str]):
        super().__init__({"on": timezone.localdate().isoformat()} | {key: value for key, value in data.items() if value})
        self.frameworks = frameworks
        self.fields["framework"].choices = [(code, code) for code in frameworks]
        if len(frameworks) == 1:
            self.fields["framework"].widget = forms.HiddenInput()

    def offer_teams(self, teams: list[str]) -> None:
        self.fields["team"].widget.choices = [("", "All teams"), *((team, team) for team in teams)]

    def asked(self) -> dict:
        self.is_valid()
        given = self.cleaned_data
        return {
            "framework": given.get("framework") or self.frameworks[0],
            "team": given.get("team") or "",
            "on": given.get("on") or timezone.localdate(),
        }
