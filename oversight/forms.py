from datetime import date, timedelta

from django import forms
from django.utils import timezone

from competencies.forms import QuestionForm
from governance.policy import Action
from nhsuk.forms import DayField, NHSForm

from .log import KEPT_OUT, words
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


class StretchForm(NHSForm):
    """From a day to a day; what makes no sense is said, and the usual stretch is shown."""

    first = DayField(label="From")
    last = DayField(label="To")
    longest = timedelta(days=366)

    def __init__(self, data, usual: tuple[date, date]):
        self.usual = usual
        asked = {name: data[name] for name in ("first", "last") if data.get(name)}
        super().__init__({"first": usual[0].isoformat(), "last": usual[1].isoformat()} | asked)

    def clean(self):
        given = super().clean()
        first, last = given.get("first"), given.get("last")
        if first and last:
            if last > timezone.localdate():
                self.add_error("last", "This day has not come yet")
            elif last < first:
                self.add_error("last", "This is before the first day")
            elif last - first > self.longest:
                self.add_error("first", "Ask for a year at most")
        return given

    def stretch(self) -> tuple[date, date]:
        return (self.cleaned_data["first"], self.cleaned_data["last"]) if self.is_valid() else self.usual


class PackForm(NHSForm):
    """What a pack is to be about."""

    first = DayField(label="From")
    last = DayField(label="To")
    sample = forms.IntegerField(label="How many people are traced one by one?", min_value=0, max_value=200)
    seed = forms.IntegerField(
        label="Seed of the draw", min_value=0, max_value=2_000_000_000, help_text="Whoever has it draws the same people again."
    )

    def clean(self):
        given = super().clean()
        first, last = given.get("first"), given.get("last")
        if first and last:
            if last > timezone.localdate():
                self.add_error("last", "This day has not come yet")
            elif last < first:
                self.add_error("last", "This is before the first day")
            elif (last - first).days > 366:
                self.add_error("first", "Ask for a year at most")
        return given

    def about(self) -> dict:
        given = self.cleaned_data
        return {name: given[name].isoformat() for name in ("first", "last")} | {
            name: given[name] for name in ("sample", "seed")
        }


class LogForm(StretchForm):
    what = forms.ChoiceField(label="What", required=False)

    def __init__(self, data, usual: tuple[date, date]):
        super().__init__(data, usual)
        self.data["what"] = data.get("what", "")
        known = sorted(action.value for action in Action if action not in KEPT_OUT)
        self.fields["what"].choices = [("", "Anything"), *((one, words(one)) for one in known)]

    def action(self) -> str:
        return self.cleaned_data.get("what", "") if self.is_valid() else ""
