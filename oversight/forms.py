from datetime import date

from django import forms

from competencies.forms import QuestionForm

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
