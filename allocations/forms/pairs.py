"""Choosing a supervisor, ending a pair, time for supervising, and opening days to auditors."""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.utils import timezone

from governance.forms import FreeTextField
from nhsuk.days import DayField
from nhsuk.forms import NHSForm
from people.labels import DAYS
from people.models import Person
from people.rules.facts import FULL_TIME

from .. import labels
from ..planning import SupervisorChoice
from ..rules.policy import ASIDE_DAYS, JOB_PLAN, MOST_ASIDE_DAYS


def _options(words: dict[str, str]) -> list[tuple[str, str]]:
    return [("", "Choose"), *words.items()]


class ChooseForm(NHSForm):
    """Who, from when, and why; where another than the first is chosen, why that too; and what a rule that is set aside
    needs."""

    supervisor = forms.ChoiceField(
        label="Who should supervise them?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who should supervise them"},
    )
    reason = forms.ChoiceField(
        label="Why do they need this supervisor?",
        choices=_options(labels.START),
        error_messages={"required": "Choose why they need this supervisor"},
    )
    ends_the_other = forms.ChoiceField(
        label="Why does their current supervision end?",
        choices=_options(labels.END),
        error_messages={"required": "Choose why their current supervision ends"},
    )
    against_advice = forms.ChoiceField(
        label="If you did not choose the first supervisor in the list, why not?",
        choices=_options(labels.AGAINST_ADVICE),
        required=False,
    )
    co_supervisor = forms.ChoiceField(label="Choose a co-supervisor", required=False)
    aside_days = forms.IntegerField(
        label="For how many days should a reason against this pair not count?", required=False, min_value=1,
        max_value=MOST_ASIDE_DAYS, initial=ASIDE_DAYS,
        help_text="After that, you decide again.",
    )  # fmt: skip
    aside_reason = forms.ChoiceField(
        label="Why should it not count?",
        choices=_options({k: v for k, v in labels.ASIDE.items() if k != "plan"}),
        required=False,
    )

    def __init__(self, data, options: SupervisorChoice):
        super().__init__(data)
        self.options = options
        self.fields["supervisor"].choices = [
            (str(c.supervisor.public_id), f"{c.supervisor}, room for {c.capacity - c.before} minutes a week")
            for c in options.candidates
        ]
        if options.standing is None:
            del self.fields["ends_the_other"]
        if len(options.candidates) < 2:
            del self.fields["against_advice"]
        if not any(c.soft for c in options.candidates):
            del self.fields["aside_days"], self.fields["aside_reason"]
        beside = [options.planner.here.members[key].person for key in options.planner.here.eligible]
        if any(c.provisional for c in options.candidates):
            self.fields["co_supervisor"].choices = _options(
                {str(p.public_id): str(p) for p in beside if p != options.supervisee}
            )
        else:
            del self.fields["co_supervisor"]

    def clean(self):
        given = super().clean()
        chosen = next((c for c in self.options.candidates if str(c.supervisor.public_id) == given.get("supervisor")), None)
        if chosen is None:
            return given
        best = self.options.best
        if best not in (None, chosen.supervisor) and not given.get("against_advice"):
            self.add_error("against_advice", f"{best} is the first choice. Choose why it should be {chosen.supervisor}")
        if chosen.provisional and not given.get("co_supervisor"):
            self.add_error("co_supervisor", f"Choose a co-supervisor for {chosen.supervisor}")
        if chosen.soft:
            self._asked_aside(given, labels.listed(chosen.soft))
        return given

    def _asked_aside(self, given: dict, rules: str) -> None:
        if not given.get("aside_days"):
            self.add_error("aside_days", f"Enter for how many days this should not count: {rules}")
        if not given.get("aside_reason"):
            self.add_error("aside_reason", f"Choose why this should not count: {rules}")


class EndSupervisionForm(NHSForm):
    on = DayField(
        label="What is the last day of supervision?", error_messages={"required": "Enter the last day of supervision"}
    )
    reason = forms.ChoiceField(
        label="Why does it end?", choices=_options(labels.END), error_messages={"required": "Choose why it ends"}
    )


class AsideForm(NHSForm):
    days = forms.IntegerField(
        label="For how many more days should it not count?", min_value=1, max_value=MOST_ASIDE_DAYS, initial=ASIDE_DAYS,
        help_text="After that, you decide again.", error_messages={"required": "Enter how many more days"},
    )  # fmt: skip
    reason = forms.ChoiceField(
        label="Why should it not count?",
        choices=_options({k: v for k, v in labels.ASIDE.items() if k != "plan"}),
        error_messages={"required": "Choose why it should not count"},
    )


class OtherDayForm(NHSForm):
    """The day from which somebody is to be supervised; today where it is not said, or no day."""

    on = DayField(label="First day with the supervisor")

    def day(self) -> date:
        return self.cleaned_data["on"] if self.is_valid() else timezone.localdate()


class CompareForm(NHSForm):
    """Two or three of the candidates, side by side."""

    compare = forms.MultipleChoiceField(label="Compare two or three", required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, data, options: SupervisorChoice):
        super().__init__(data)
        self.fields["compare"].choices = [(str(c.supervisor.public_id), str(c.supervisor)) for c in options.candidates]


class JobPlanForm(NHSForm):
    """What is proposed comes from the supervisor's posts."""

    kind = forms.ChoiceField(label="Kind of supervision", choices=list(labels.KINDS.items()))
    minutes = forms.IntegerField(
        label="Minutes a week", min_value=0, max_value=2400, error_messages={"required": "Enter the minutes a week"}
    )
    most = forms.IntegerField(label="Maximum number of people (optional)", min_value=0, max_value=99, required=False)
    started_on = DayField(label="From which day?", error_messages={"required": "Enter the first day of the job plan"})

    def __init__(self, data, *, fte: int, today):
        proposed = JOB_PLAN["case_management"] * fte // FULL_TIME
        super().__init__(data, initial={"minutes": proposed, "started_on": today}, prefix="plan")
        self.fields["minutes"].help_text = f"{proposed} minutes of case management a week is usual for their hours. You decide."


class AwayForm(NHSForm):
    started_on = DayField(label="First day away", error_messages={"required": "Enter the first day away"})
    finished_on = DayField(label="Last day away (optional)", required=False)
    keeps = forms.ChoiceField(
        label="What happens to their supervisees?", widget=forms.RadioSelect,
        error_messages={"required": "Choose what happens to their supervisees"},
        choices=[
            ("yes", "They keep their supervisees and get no new ones"),
            ("no", "Their supervisees need another supervisor"),
        ],
    )  # fmt: skip

    def __init__(self, data, initial=None):
        super().__init__(data, initial=initial, prefix="away")


class WorkingDaysForm(NHSForm):
    days = forms.TypedMultipleChoiceField(
        label="On which days do you work?", coerce=int, choices=list(DAYS.items()), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one day you work"},
    )  # fmt: skip


class ChangeForm(NHSForm):
    """Asking for another supervisor. Nothing here holds anybody up but saying why, in a word of the list."""

    talked = forms.ChoiceField(
        label="Have you talked to your supervisor about this?", choices=list(labels.TALKED.items()), widget=forms.RadioSelect,
        help_text="It often helps to talk first, but you do not have to.",
        error_messages={"required": "Choose whether you have talked to your supervisor"},
    )  # fmt: skip
    reason = forms.ChoiceField(
        label="What is the main reason?", choices=list(labels.CHANGE.items()), widget=forms.RadioSelect,
        error_messages={"required": "Choose the main reason"},
    )  # fmt: skip
    note = FreeTextField(label="Is there anything your lead should know? (optional)", required=False, rows=4)


class KeepForm(NHSForm):
    words = FreeTextField(
        label="What was agreed?", rows=3, help_text="The person who asked can read this. Their supervisor cannot.",
        error_messages={"required": "Enter what was agreed"},
    )  # fmt: skip


class PairInErrorForm(NHSForm):
    reason = FreeTextField(
        label="What happened?", rows=2, max_length=200,
        help_text="The person who asked can read this. Their supervisor cannot.",
        error_messages={"required": "Enter what happened"},
    )  # fmt: skip


class HistoryForm(NHSForm):
    """Which day, as known when."""

    on = DayField(label="Which day?")
    known = DayField(label="As it was recorded at the end of which day? (optional)", required=False)
    kind = forms.ChoiceField(label="Kind of supervision", choices=list(labels.KINDS.items()))


class OpenHistoryForm(NHSForm):
    auditor = forms.ChoiceField(label="Which auditor?", error_messages={"required": "Choose an auditor"})
    started_on = DayField(label="First day they can see", error_messages={"required": "Enter the first day they can see"})
    finished_on = DayField(label="Last day they can see", error_messages={"required": "Enter the last day they can see"})

    def __init__(self, data, auditors: Iterable[Person]):
        super().__init__(data)
        self.fields["auditor"].choices = [("", "Choose"), *((str(p.public_id), str(p)) for p in auditors)]


class ApartForm(NHSForm):
    other = forms.ChoiceField(
        label="Who should you not be paired with?", error_messages={"required": "Choose who you should not be paired with"}
    )

    def __init__(self, data, colleagues: Iterable[Person]):
        super().__init__(data)
        self.fields["other"].choices = [("", "Choose"), *((str(p.public_id), str(p)) for p in colleagues)]
