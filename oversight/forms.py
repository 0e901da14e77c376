from datetime import date, datetime, time, timedelta

from django import forms
from django.utils import timezone

from competencies.forms import QuestionForm
from nhsuk.days import DayField
from nhsuk.forms import NHSForm
from nhsuk.words import how_many, in_a_list
from people.rules.period import add_months

from .gaps import TITLES
from .logwords import GROUPS, actions_in
from .packs.contents import SECTIONS
from .register import SHOWS, SORTS
from .rules.forecast import ForecastWhatIf
from .rules.period import MOST_TRACED, wrong_with


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

    def __init__(self, data, frameworks: dict[str, str]):
        super().__init__({"on": timezone.localdate().isoformat()} | {key: value for key, value in data.items() if value})
        self.frameworks = frameworks
        self.fields["framework"].choices = list(frameworks.items())
        if len(frameworks) == 1:
            self.fields["framework"].widget = forms.HiddenInput()

    def offer_teams(self, teams: list[str]) -> None:
        self.fields["team"].widget.choices = [("", "All teams"), *((team, team) for team in teams)]

    def asked(self) -> dict:
        self.is_valid()
        given = self.cleaned_data
        return {
            "framework": given.get("framework") or next(iter(self.frameworks)),
            "team": given.get("team") or "",
            "on": given.get("on") or timezone.localdate(),
        }


class PeriodForm(NHSForm):
    """From a day to a day; what makes no sense is said."""

    first = DayField(label="From")
    last = DayField(label="To")

    def clean(self):
        given = super().clean()
        first, last = given.get("first"), given.get("last")
        if first and last and (wrong := wrong_with(first, last, timezone.localdate())):
            self.add_error(wrong.end, wrong.sentence)
        return given


class StretchForm(PeriodForm):
    """What is not said, or makes no sense, is the usual stretch."""

    def __init__(self, data, usual: tuple[date, date]):
        self.usual = usual
        asked = {name: said for name, said in data.items() if said and name.partition("-")[0] in ("first", "last")}
        super().__init__({"first": usual[0].isoformat(), "last": usual[1].isoformat()} | asked)

    def stretch(self) -> tuple[date, date]:
        return (self.cleaned_data["first"], self.cleaned_data["last"]) if self.is_valid() else self.usual


class GapsForm(StretchForm):
    """From which day to which, and of which kind."""

    kind = forms.ChoiceField(label="Missing record", required=False, choices=[("", "All"), *TITLES.items()])

    def __init__(self, data, usual: tuple[date, date]):
        super().__init__(data, usual)
        self.data["kind"] = data.get("kind", "")

    def chosen(self) -> str:
        return self.cleaned_data.get("kind", "") if self.is_valid() else ""

    def asked(self) -> dict[str, str]:
        """What was asked, as its address says it."""
        first, last = self.stretch()
        return {"first": first.isoformat(), "last": last.isoformat()} | ({"kind": self.chosen()} if self.chosen() else {})


class PackForm(PeriodForm):
    """What a pack is to be about."""

    sample = forms.IntegerField(
        label="How many people should the pack follow one by one?", min_value=0, max_value=MOST_TRACED, initial=5
    )
    seed = forms.IntegerField(
        label="Sample number",
        min_value=0,
        max_value=2_000_000_000,
        initial=1,
        help_text="The same number chooses the same people again.",
    )

    def about(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("first", "last", "sample", "seed")}


class LogForm(StretchForm):
    """From which day to which, and which group of actions."""

    what = forms.ChoiceField(label="What", required=False, choices=[("", "Everything"), *GROUPS.items()])

    def __init__(self, data, usual: tuple[date, date]):
        super().__init__(data, usual)
        self.data["what"] = data.get("what", "")

    def group(self) -> str:
        return self.cleaned_data.get("what", "") if self.is_valid() else ""

    def actions(self) -> list[str]:
        return actions_in(self.group()) if self.group() else []

    def asked(self) -> dict[str, str]:
        """What was asked, as its address says it."""
        first, last = self.stretch()
        return {"first": first.isoformat(), "last": last.isoformat()} | ({"what": self.group()} if self.group() else {})


class WhatIfForm(NHSForm):
    """More trainees, fewer supervisors, and from which of the next twelve months on."""

    trainees = forms.IntegerField(label="More trainees", min_value=0, max_value=100, required=False)
    trainees_from = forms.ChoiceField(label="Trainees start in", required=False)
    leaving = forms.IntegerField(label="Supervisors who leave", min_value=0, max_value=100, required=False)
    leaving_from = forms.ChoiceField(label="Supervisors leave in", required=False)
    written = forms.ChoiceField(
        label="Supervision of supervision",
        required=False,
        choices=[("", "Supervisors attend what they need"), ("1", "Only sessions that are booked")],
    )

    def __init__(self, data):
        super().__init__({"trainees": "0", "leaving": "0"} | {key: value for key, value in data.items() if value})
        first = add_months(timezone.localdate().replace(day=1), 1)
        months = [(str(number + 1), f"{add_months(first, number):%B %Y}") for number in range(12)]
        self.fields["trainees_from"].choices = self.fields["leaving_from"].choices = months

    def supposed(self) -> str:
        """What is supposed, if anything, as it follows "What if"."""
        asked = self.what_if()
        months = dict(self.fields["trainees_from"].choices)
        said = (
            asked.trainees and f"{how_many(asked.trainees, 'more trainee')} start in {months[str(asked.trainees_from)]}",
            asked.leaving and f"{how_many(asked.leaving, 'supervisor')} leave in {months[str(asked.leaving_from)]}",
            not asked.supported and "supervisors attend only the supervision of supervision that is booked",
        )
        return in_a_list([words for words in said if words], "and")

    def what_if(self) -> ForecastWhatIf:
        """What makes no sense is said, and nothing is supposed."""
        given = self.cleaned_data if self.is_valid() else {}
        return ForecastWhatIf(
            given.get("trainees") or 0,
            int(given.get("trainees_from") or 1),
            given.get("leaving") or 0,
            int(given.get("leaving_from") or 1),
            supported=not given.get("written"),
        )


class VisitForm(PackForm):
    """Who may look at what, of which days, and until when."""

    field_order = ("auditor", "sections", "first", "last", "sample", "seed", "begins", "ends")

    auditor = forms.ChoiceField(label="Auditor", error_messages={"required": "Choose an auditor"})
    sections = forms.MultipleChoiceField(
        label="What they may see", choices=[(code, title) for code, title, _ in SECTIONS], widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose what they may see"},
    )  # fmt: skip
    first = DayField(label="Period from")
    last = DayField(label="Period to")
    begins = DayField(label="The visit begins on")
    ends = DayField(label="Its last day", help_text="It ends at midnight.")

    def __init__(self, data, auditors):
        super().__init__(data)
        self.people = {str(person.public_id): person for person in auditors}
        self.fields["auditor"].choices = [
            ("", "Choose an auditor"),
            *((key, str(person)) for key, person in self.people.items()),
        ]

    def about(self) -> dict:
        given = self.cleaned_data
        midnight = datetime.combine(given["ends"] + timedelta(days=1), time.min)
        return super().about() | {
            "sections": given["sections"],
            "auditor": self.people[given["auditor"]],
            "opens_at": timezone.make_aware(datetime.combine(given["begins"], time.min)),
            "ends_at": timezone.make_aware(midnight),
        }
